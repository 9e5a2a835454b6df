/** Columns with something between them, and figures of every look in them. */
import { type Kind, withAndWithoutZeros } from '../kind.js';
import { DOUBLE_REMARKS, LONG_REMARKS, OPEN_REMARKS, SHORT_REMARKS } from './marks.js';

const remarks = (share: number, texts: readonly string[]) => ({ filling: { remarks: { share, texts } } });
const PAGE = { metric: 1, scales: [0.5, 0.6, 0.75, 0.9, 1, 1.2], hasMargin: true } as const;
const EVERY_ONE = { metric: 1, scales: [0.5, 0.75, 1] } as const;

export const SPACING_KINDS: readonly Kind[] = [
  ...withAndWithoutZeros({
    id: 'blanks',
    what: 'Columns with blanks between, Chinese characters two columns wide.',
  }),
  {
    id: 'ideographic spaces',
    what: 'Ideographic spaces between columns.',
    look: { fill: 'ideographic spaces' },
  },
  {
    id: 'ideographic spaces, every character one wide',
    what: 'The same by a program that gives a Chinese character one column.',
    look: { ...EVERY_ONE, fill: 'ideographic spaces' },
  },
  {
    id: 'blanks and ideographic spaces',
    what: 'Some gaps of blanks, some of ideographic spaces.',
    look: { fill: 'some of both' },
  },
  { id: 'no-break spaces', what: 'No-break spaces between columns.', look: { fill: 'no-break spaces' } },
  {
    id: 'every character one wide, blank for 0',
    what: 'Blanks by a program that gives a Chinese character one column; no zeros.',
    look: EVERY_ONE,
    filling: { nothing: '' },
  },
  ...withAndWithoutZeros({
    id: 'page to text',
    what: 'Positions on a page scaled to columns of text; what has no room is pushed to the right.',
    look: PAGE,
  }),
  ...withAndWithoutZeros({
    id: 'page to text, lines pushed',
    what: 'The same, and some lines begin further right.',
    look: PAGE,
    shift: 6,
  }),
  {
    id: 'page to narrow text, blank for 0',
    what: 'The same with columns hardly apart, and no zeros.',
    look: { ...PAGE, scales: [0.5], gap: [1, 1] },
    filling: { nothing: '' },
  },
  ...withAndWithoutZeros({
    id: 'lines pushed',
    what: 'Some lines begin further right than the others.',
    shift: 6,
  }),
  {
    id: 'figures at the top, blank for 0',
    what: 'Labels and figures at the top of their rows; no zeros.',
    look: { down: 'top' },
    filling: { nothing: '' },
  },
  {
    id: 'figures at the bottom, blank for 0',
    what: 'Labels and figures at the bottom of their rows; no zeros.',
    look: { down: 'bottom' },
    filling: { nothing: '' },
  },
  ...withAndWithoutZeros({
    id: 'empty lines',
    what: 'Empty lines between some lines, within rows, too.',
    emptyLines: 0.15,
  }),
  ...withAndWithoutZeros({
    id: 'high rows',
    what: 'Rows higher than what stands in them.',
    look: { high: 0.5 },
  }),
  ...withAndWithoutZeros({
    id: 'narrow columns',
    what: 'Columns narrower than their heads, one blank between.',
    look: { gap: [1, 1], figure: [2, 5] },
  }),
  ...withAndWithoutZeros({ id: 'ragged lines', what: 'Lines of cells end anywhere.', look: { early: 0.25 } }),
];

export const FIGURE_KINDS: readonly Kind[] = [
  { id: 'remarks', what: 'Short remarks in brackets behind some figures.', ...remarks(0.15, SHORT_REMARKS) },
  {
    id: 'long remarks',
    what: 'Remarks that go on below their figures, with numbers in them.',
    ...remarks(0.15, LONG_REMARKS),
  },
  {
    id: 'long remarks, blank for 0',
    what: 'The same behind more figures, and no zeros.',
    filling: { remarks: { share: 0.25, texts: LONG_REMARKS }, nothing: '' },
  },
  {
    id: 'two remarks',
    what: 'Two remarks behind a figure, or one in another.',
    ...remarks(0.15, DOUBLE_REMARKS),
  },
  ...withAndWithoutZeros({
    id: 'remarks left open',
    what: 'Remarks whose bracket is not closed.',
    ...remarks(0.1, OPEN_REMARKS),
  }),
  {
    id: 'remarks, page to text',
    what: 'Long remarks behind every fourth figure, positions scaled to columns of text.',
    ...remarks(0.25, LONG_REMARKS),
    look: PAGE,
  },
  ...withAndWithoutZeros({
    id: 'dense remarks',
    what: 'Remarks behind every other figure, most of them over several lines.',
    ...remarks(0.5, [...SHORT_REMARKS, ...LONG_REMARKS]),
  }),
  {
    id: 'remarks, lines pushed',
    what: 'Long remarks, and some lines begin further right.',
    ...remarks(0.2, LONG_REMARKS),
    shift: 4,
  },
  { id: 'note marks', what: 'Note marks behind some figures.', filling: { marks: true } },
  { id: '/ for 0', what: 'A stroke for 0.', filling: { nothing: '/' } },
  { id: '— for 0', what: 'A dash for 0.', filling: { nothing: '—' } },
  { id: '无 for 0', what: '无 for 0.', filling: { nothing: '无' } },
  {
    id: 'thousands',
    what: 'Commas between thousands.',
    filling: { thousands: ',' },
    sample: { isBusy: true },
  },
  {
    id: 'thousands by blanks',
    what: 'A blank between thousands, and at least three between columns.',
    filling: { thousands: ' ' },
    sample: { isBusy: true },
    look: { gap: [3, 6] },
  },
  { id: 'full-width digits', what: 'Full-width digits.', filling: { digits: 'wide' } },
  { id: 'negatives', what: 'Some counts are negative.', filling: { negatives: true } },
  { id: 'fractions', what: 'Some counts have a fraction.', filling: { fractions: true } },
  { id: 'units', what: '件 behind some counts.', filling: { units: true } },
  {
    id: 'numbers broken',
    what: 'Columns so narrow that numbers go on on the next line.',
    look: { breaksNumbers: true, figure: [2, 3] },
    sample: { isBusy: true },
  },
  {
    id: 'blank columns',
    what: 'Nothing in some columns from top to bottom; no zeros.',
    sample: { emptied: 'columns' },
    filling: { nothing: '' },
  },
  {
    id: 'blank columns, page to text',
    what: 'The same, positions scaled to columns of text.',
    sample: { emptied: 'columns' },
    filling: { nothing: '' },
    look: PAGE,
  },
  {
    id: 'blank rows',
    what: 'Nothing in some rows; no zeros.',
    sample: { emptied: 'rows' },
    filling: { nothing: '' },
  },
  {
    id: 'few rows',
    what: 'Nothing in most rows of table 3; no zeros.',
    sample: { emptied: 'most rows' },
    filling: { nothing: '' },
  },
];
