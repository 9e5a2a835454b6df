import { tolerances } from '../../tolerances.js';

/** From pages to one flow: what goes on over a page break, what is repeated on every page, what is one paragraph. */
export const ACROSS = tolerances({
  sameColumnLine: [
    3,
    'points',
    'a column that continues on the next page from a different one, by the positions of its lines on both pages',
  ],
  farthestShift: [60, 'points', 'a table shifted by mirrored margins from a different table'],
  headRows: [6, 'count', 'a repeated table head from ordinary rows, by its number of rows'],
  manyGoOn: [
    3,
    'count',
    'a heading row split by the page break from similar rows, by how many texts continue',
  ],
  pageMargin: [0.12, 'share', 'page numbers and running heads from text, by the height of the page'],
  linesInMargin: [4, 'count', 'a running head from text that begins in the margin, by its number of lines'],
  samePlace: [4, 'points', 'a running head or foot from other lines, by its height on each page'],
  runningShare: [
    0.5,
    'share',
    'a running head or foot from a line that is repeated by chance, by the share of pages that have it',
  ],
  indent: [1.2, 'type', 'an indented line, which begins a paragraph, from one that continues it'],
  shortLine: [2.2, 'type', 'the last line of a paragraph from a full one, by what it leaves of the width'],
  otherSize: [0.15, 'share', 'text of one paragraph from a title or a note, by type size'],
  extraGap: [0.6, 'type', 'spacing between lines from spacing between paragraphs'],
  widestGap: [1.5, 'type', 'spacing between lines from any wider spacing, even if that is common'],
  longLine: [
    15,
    'count',
    'lines long enough to show the width of the text from headings, by their characters',
  ],
});
