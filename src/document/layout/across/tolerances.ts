import { tolerances } from '../../tolerances.js';

/** From pages to one flow: what goes on over a page break, what is repeated on every page, what is one paragraph. */
export const ACROSS = tolerances({
  sameColumnLine: [3, 'points', 'a column that goes on from another one, by its lines on both pages'],
  farthestShift: [60, 'points', 'mirrored margins from another table'],
  headRows: [6, 'count', 'a repeated head from rows of the table'],
  manyGoOn: [3, 'count', 'a cut row of headings from rows that look alike, by how many texts go on at once'],
  pageMargin: [0.12, 'share', 'page numbers and running heads from text, by the height of the page'],
  linesInMargin: [4, 'count', 'a running head from a text that begins in the margin, by its lines'],
  samePlace: [4, 'points', 'a running line from others, by its height on each page'],
  runningShare: [0.5, 'share', 'a running line from one that comes again by chance, by its pages'],
  indent: [1.2, 'type', 'an indented line, which begins a paragraph, from one that goes on'],
  shortLine: [2.2, 'type', 'the last line of a paragraph from a full one, by what it leaves of the width'],
  otherSize: [0.15, 'share', 'type of one text from that of a title or a note'],
  extraGap: [0.6, 'type', 'the usual space between lines from that between paragraphs'],
  widestGap: [1.5, 'type', 'space between lines from any other, however usual'],
  longLine: [15, 'count', 'lines that show how wide the text is from headings, by their characters'],
});
