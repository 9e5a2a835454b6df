/** What programs print that turn documents into text, or lay out tables in it. */
import { type Kind, withAndWithoutZeros } from '../kind.js';
import { unmerged } from '../labels.js';
import { atStops, joined, likeColumn } from '../rows.js';
import { barred, boxed, cellLines, columnByColumn, rawRows, sentences } from '../runs.js';
import {
  blanksAtEnds,
  figuresTouchLabels,
  foldedAtBlanks,
  gapsLost,
  numbered,
  quoted,
  tabsForBlanks,
} from '../whole.js';

export const ROW_KINDS: readonly Kind[] = [
  {
    id: 'stops of 4',
    what: 'A row a line, cells at every fourth column, tabs turned into blanks.',
    draw: (table) => atStops(table, 4, 2),
  },
  ...withAndWithoutZeros({
    id: 'stops of 8',
    what: 'A row a line, cells at every eighth column, tabs turned into blanks.',
    draw: (table) => atStops(table, 8, 2),
  }),
  {
    id: 'stops of 8, every character one wide',
    what: 'The same by a program that gives a Chinese character one column.',
    draw: (table) => atStops(table, 8, 1),
  },
  ...withAndWithoutZeros({
    id: 'column -t',
    what: 'A row a line, each column as wide as its widest text.',
    changes: [unmerged],
    draw: (table) => likeColumn(table, 2),
  }),
  ...withAndWithoutZeros({
    id: 'column -t, every character one wide',
    what: 'The same by a program that gives a Chinese character one column.',
    changes: [unmerged],
    draw: (table) => likeColumn(table, 1),
  }),
  ...withAndWithoutZeros({
    id: 'cells and blanks',
    what: 'A row a line, two to four blanks between its own cells; empty ones leave no trace.',
    draw: (table, random) => joined(table, 'any', random),
  }),
  ...withAndWithoutZeros({
    id: 'cells and one blank',
    what: 'The same with one blank.',
    draw: (table, random) => joined(table, 1, random),
  }),
];

export const PROGRAM_KINDS: readonly Kind[] = [
  ...withAndWithoutZeros({
    id: 'pdftotext -raw',
    what: 'Wrapped labels, the figures of the row behind their last line.',
    draw: rawRows,
  }),
  ...withAndWithoutZeros({
    id: 'cell lines, wrapped',
    what: 'A cell a line, long ones over several; nothing parts rows.',
    draw: cellLines,
  }),
  ...withAndWithoutZeros({
    id: 'column by column',
    what: 'One column after the other, a cell a line: pdftotext without options.',
    draw: columnByColumn,
  }),
  ...withAndWithoutZeros({
    id: 'antiword',
    what: 'Cells between bars, wrapped, and no rule between rows.',
    changes: [unmerged],
    draw: barred,
  }),
  ...withAndWithoutZeros({
    id: 'w3m with borders',
    what: 'Cells between lines of box-drawing characters.',
    changes: [unmerged],
    draw: boxed,
  }),
  ...withAndWithoutZeros({
    id: 'pandoc multiline',
    what: 'Columns as pandoc writes them as plain text: an empty line between rows, dashes below the head.',
    changes: [unmerged],
    look: { rules: 'empty lines', across: 'left', down: 'top' },
  }),
  ...withAndWithoutZeros({
    id: 'dashes between rows',
    what: 'Columns with a line of dashes below each row.',
    look: { rules: 'dashes' },
  }),
  ...withAndWithoutZeros({
    id: 'dashes below heads',
    what: 'Columns with a line of dashes below the head.',
    look: { rules: 'dashes under heads' },
  }),
  {
    id: 'lynx',
    what: 'A row a line, one blank between cells, broken at the eightieth column.',
    draw: (table, random) => joined(table, 1, random),
    whole: [foldedAtBlanks],
  },
  ...withAndWithoutZeros({
    id: 'folded lines',
    what: 'Columns in lines that are broken at the eightieth column.',
    whole: [foldedAtBlanks],
  }),
  ...withAndWithoutZeros({
    id: 'scan, gaps lost',
    what: 'A recogniser left one or two blanks of each gap.',
    whole: [gapsLost],
  }),
  ...withAndWithoutZeros({
    id: 'figures touch labels',
    what: 'No blank between some labels and the first figure.',
    whole: [figuresTouchLabels],
  }),
  ...withAndWithoutZeros({
    id: 'tabs and blanks',
    what: 'Tabs in the place of blanks up to every eighth column.',
    whole: [tabsForBlanks],
  }),
  ...withAndWithoutZeros({ id: 'quoted mail', what: '「> 」 before each line.', whole: [quoted] }),
  ...withAndWithoutZeros({
    id: 'numbered lines',
    what: 'The number of each line before it.',
    whole: [numbered],
  }),
  ...withAndWithoutZeros({
    id: 'leaders',
    what: 'Dots between a label and its first figure.',
    look: { leader: '.' },
  }),
  ...withAndWithoutZeros({
    id: 'sentences',
    what: 'Each row of table 3 as a sentence that names every applicant.',
    draw: sentences,
  }),
  {
    id: 'CRLF',
    what: 'Blanks at the ends of lines, which end as on Windows.',
    whole: [blanksAtEnds],
    encoding: 'utf-8, CRLF',
  },
  ...withAndWithoutZeros({
    id: 'GB 18030',
    what: 'Ideographic spaces in a text of the Chinese Windows.',
    look: { fill: 'some of both' },
    encoding: 'GB 18030, CRLF',
  }),
  ...withAndWithoutZeros({
    id: 'UTF-16',
    what: 'Unicode text as Excel and the Windows editor save it.',
    encoding: 'UTF-16, CRLF',
  }),
];
