/** The ways in which offices lay out and fill in the same tables, each a variant of the plain one. */
import {
  type Change,
  controls,
  hiddenDigits,
  marks,
  oddSpans,
  remarks,
  strikes,
  typedMarks,
} from './changes.js';
import {
  headsMissing,
  kindsAsRows,
  list2,
  suitsFirst,
  threeTables,
  twoTables,
  twoYears,
  upright2,
  upright4,
} from './table-shapes.js';

/** How the borders of tables are drawn, where a format draws any. */
export type Borders =
  | 'thin' // lines around every cell
  | 'filled' // the same as filled rectangles
  | 'outer' // around the table only
  | 'ends' // above and below the table
  | 'head' // the same, and below its head
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
  /** How pages are set: as `USUAL`, or each in another way, by seed; so, too, with page ends in the middle of rows. */
  readonly geometry: 'usual' | 'any' | 'any, rows broken';
  /** What becomes of the tables beyond that; which formats can show it is theirs to say. */
  readonly change: Change | null;
}

export const PLAIN: Layout = {
  id: 'plain',
  borders: 'thin',
  split: 'none',
  mergedLabels: true,
  nothing: '0',
  digits: 'plain',
  geometry: 'usual',
  change: null,
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
  { ...PLAIN, id: 'any page', geometry: 'any' },
  { ...PLAIN, id: 'any page, no borders', borders: 'none', geometry: 'any' },
  { ...PLAIN, id: 'any page, lines at the ends', borders: 'ends', geometry: 'any' },
  { ...PLAIN, id: 'any page, line under the head', borders: 'head', geometry: 'any' },
  { ...PLAIN, id: 'any page, rows broken, no borders', borders: 'none', geometry: 'any, rows broken' },
  { ...PLAIN, id: 'any page, no borders, blank for 0', borders: 'none', nothing: '', geometry: 'any' },
  ...Object.entries({
    marks,
    'typed marks': typedMarks,
    strikes,
    'hidden digits': hiddenDigits,
    'form controls': controls,
    remarks,
    'other spans than the head': oddSpans,
    'table 4 as three tables': threeTables,
    'table 4 as two tables': twoTables,
    'table 4 upright': upright4,
    'table 4, kinds as rows': kindsAsRows,
    'table 4, litigation first': suitsFirst,
    'table 4, heads missing': headsMissing,
    'table 2 upright': upright2,
    'table 2 as a list': list2,
    'table 2 for two years': twoYears,
  }).map(([id, change]) => ({ ...PLAIN, id, change })),
];

/** Layouts whose every page is another one are tried so many times with each report. */
export const copiesOf = ({ geometry, change }: Layout, most: number): number =>
  geometry === 'usual' ? (change === null ? 1 : Math.min(2, most)) : most;
