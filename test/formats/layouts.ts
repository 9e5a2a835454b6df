/** The ways in which offices lay out and fill in the same tables, each a variant of the plain one. */

/** How the borders of tables are drawn, where a format draws any. */
export type Borders =
  | 'thin' // lines around every cell
  | 'filled' // the same as filled rectangles
  | 'outer' // around the table only
  | 'none';

/** How a table that is longer than a page goes on. */
type Split = 'none' | 'plain' | 'repeated';

/** What stands in a cell for 0. */
export type Nothing = '0' | '' | '/' | '—' | '无';

export interface Layout {
  readonly id: string;
  readonly borders: Borders;
  readonly split: Split;
  /** Whether labels of table 3 are merged over the rows and columns that they stand for. */
  readonly mergedLabels: boolean;
  readonly nothing: Nothing;
  readonly digits: 'plain' | 'wide' | 'thousands';
}

export const PLAIN: Layout = {
  id: 'plain',
  borders: 'thin',
  split: 'none',
  mergedLabels: true,
  nothing: '0',
  digits: 'plain',
};

/** All layouts, the plain one first. */
export const LAYOUTS: readonly Layout[] = [
  PLAIN,
  { ...PLAIN, id: 'filled borders', borders: 'filled' },
  { ...PLAIN, id: 'no inner borders', borders: 'outer' },
  { ...PLAIN, id: 'no borders', borders: 'none' },
  { ...PLAIN, id: 'split', split: 'plain' },
  { ...PLAIN, id: 'split, head repeated', split: 'repeated' },
  { ...PLAIN, id: 'labels not merged', mergedLabels: false },
  { ...PLAIN, id: 'blank for 0', nothing: '' },
  { ...PLAIN, id: '/ for 0', nothing: '/' },
  { ...PLAIN, id: '— for 0', nothing: '—' },
  { ...PLAIN, id: '无 for 0', nothing: '无' },
  { ...PLAIN, id: 'full-width digits', digits: 'wide' },
  { ...PLAIN, id: 'thousands separators', digits: 'thousands' },
  { ...PLAIN, id: 'no borders, blank for 0', borders: 'none', nothing: '' },
];
