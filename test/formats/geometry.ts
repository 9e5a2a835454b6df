/** How a page is set: its size, its type, the columns of its tables and where the text of a cell stands. */
import { seededRandom } from '../../src/simulation/reports/random.js';
import { pick, type Random } from './chance.js';

type TableId = 'proactive' | 'requests' | 'disputes';
type Side = 'left' | 'center' | 'right';
type Height = 'top' | 'middle' | 'bottom';

/** Where the text of a kind of cells stands. */
export interface Alignment {
  readonly side: Side;
  readonly height: Height;
}

/** Lengths are in millimetres. */
export interface Geometry {
  readonly page: { readonly width: number; readonly height: number };
  readonly margin: number;
  /** Height of the type. */
  readonly sizes: {
    readonly title: number;
    readonly heading: number;
    readonly body: number;
    readonly cell: number;
  };
  /** From one line of a cell to the next, as a multiple of the type's height. */
  readonly leading: number;
  readonly padding: { readonly x: number; readonly y: number };
  /** Least height of a row. */
  readonly row: number;
  /** Columns; those of each table add up to the width of the text. */
  readonly widths: Readonly<Record<TableId, readonly number[]>>;
  readonly labels: Alignment;
  readonly figures: Alignment;
  /** Room after each character, as a multiple of the type's height. */
  readonly spacing: number;
  /** A table that does not fit moves to the next page as a whole, or goes on there, with its head or without. */
  readonly split: 'none' | 'plain' | 'repeated';
  /** Whether a page may end in the middle of a row. */
  readonly breaksRows: boolean;
  /** Which of a list of fonts, where a format has a choice. */
  readonly font: number;
}

export const textWidthOf = ({ page, margin }: Pick<Geometry, 'page' | 'margin'>): number =>
  page.width - 2 * margin;

const CENTRE: Alignment = { side: 'center', height: 'middle' };
const USUAL_WIDTH = 174;

/** A4 as Word's defaults have it. */
export const USUAL: Geometry = {
  page: { width: 210, height: 297 },
  margin: 18,
  sizes: { title: 6, heading: 4, body: 4, cell: 3 },
  leading: 1.3,
  padding: { x: 1, y: 1 },
  row: 0,
  widths: {
    proactive: [60, 38, 38, 38],
    requests: [12, 20, 44, 14, 14, 14, 14, 14, 14, 14],
    disputes: Array.from({ length: 15 }, () => USUAL_WIDTH / 15),
  },
  labels: CENTRE,
  figures: CENTRE,
  spacing: 0,
  split: 'none',
  breaksRows: false,
  font: 0,
};

const PAPERS = [
  { width: 210, height: 297 },
  { width: 210, height: 297 },
  { width: 210, height: 297 },
  { width: 297, height: 210 },
  { width: 297, height: 210 },
  { width: 215.9, height: 279.4 },
  { width: 184, height: 260 },
  { width: 420, height: 297 },
] as const;
/** Above these the labels of table 4, two characters a line in a fifteenth of the page, would not fit. */
const SIZE = { least: 2.5, most: 4.2 };
/** Characters that the narrowest column of labels in table 3 holds on a line, and that all three hold together. */
const NARROWEST_LABEL = 1.1;
const LABELS_AT_LEAST = 13;
/** Half characters of the widest figure: 「12,345」. */
const FIGURE = 6;

/** A geometry such as offices come to by their word processors, the same for the same seed. */
export function anyGeometry(seed: number, breaksRows: boolean): Geometry {
  const random = seededRandom(seed);
  const page = pick(random, PAPERS);
  const margin = within(random, 12, page.width < 200 ? 16 : 28);
  const width = page.width - 2 * margin;
  const padding = { x: within(random, 0.8, 2.2), y: within(random, 0.3, 2.5) };
  const spacing = random.next() < 0.6 ? 0 : within(random, 0.02, 0.12);
  const fitting = Math.min(SIZE.most, (width / 15 - 2 * padding.x) / (2.1 * (1 + spacing)));
  const cell = Math.max(2, within(random, Math.min(SIZE.least, fitting), fitting));
  const body = within(random, 3.6, 5.2);
  const figures: Alignment = {
    side: pick(random, ['center', 'center', 'center', 'left', 'right']),
    height: pick(random, ['middle', 'middle', 'middle', 'top', 'bottom']),
  };
  const labels: Alignment = {
    side: pick(random, ['center', 'left']),
    height: random.next() < 0.7 ? figures.height : pick(random, ['middle', 'top', 'bottom']),
  };
  return {
    page,
    margin,
    sizes: { title: body * 1.5, heading: body, body, cell },
    leading: within(random, 1.15, 1.6),
    padding,
    row: random.next() < 0.3 ? within(random, 6, 14) : 0,
    widths: columnsOf(random, width, cell * (1 + spacing), padding.x),
    labels,
    figures,
    spacing,
    split: breaksRows ? pick(random, ['plain', 'repeated']) : pick(random, ['none', 'plain', 'repeated']),
    breaksRows,
    font: random.between(0, 3),
  };
}

function columnsOf(random: Random, width: number, em: number, padding: number): Geometry['widths'] {
  const least = (FIGURE / 2) * em + 2 * padding;
  const room = width - 7 * least - LABELS_AT_LEAST * em - 6 * padding;
  const figure = least + Math.max(0, room * within(random, 0, 0.8)) / 7;
  const labels = width - 7 * figure;
  const narrow = Math.max(NARROWEST_LABEL * em + 2 * padding, labels * within(random, 0.06, 0.2));
  const middle = Math.max(2.2 * em + 2 * padding, (labels - narrow) * within(random, 0.2, 0.45));
  const first = width * within(random, 0.2, 0.5);
  return {
    proactive: [first, ...Array.from({ length: 3 }, () => (width - first) / 3)],
    requests: [narrow, middle, labels - narrow - middle, ...Array.from({ length: 7 }, () => figure)],
    disputes: Array.from({ length: 15 }, () => width / 15),
  };
}

const within = (random: Random, low: number, high: number): number =>
  Math.round((low + random.next() * (high - low)) * 1000) / 1000;
