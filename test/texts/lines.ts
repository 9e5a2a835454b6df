/** Drawn lines of a table: pieces of text at columns, and how a program writes them one after the other. */
import { pick, type Random } from '../formats/chance.js';
import { type Metric, widthOf } from './width.js';

export interface Piece {
  /** The column at which it is to start, before the setting's scale. */
  readonly x: number;
  readonly text: string;
  /** Of the figure that it is or begins. */
  readonly indicator: string | null;
}

export interface DrawnLine {
  readonly pieces: readonly Piece[];
  /** Of the table's rows. */
  readonly row: number;
}

/** From the first column to the one behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Drawn {
  readonly lines: readonly DrawnLine[];
  readonly setting: Setting;
  /** Where a reader looks for each figure, in columns before the setting's scale: most often the room of its column. */
  readonly rooms: ReadonlyMap<string, readonly Range[]>;
}

/** What fills the room between two pieces. */
export type Fill = 'blanks' | 'ideographic spaces' | 'some of both' | 'no-break spaces';

export interface Setting {
  /** How wide the program takes a Chinese character to be. */
  readonly metric: Metric;
  /** Columns of text for a column of the drawing. */
  readonly scale: number;
  /** Left of everything, before the scale. */
  readonly margin: number;
  readonly fill: Fill;
  /** Between a label and its first figure, instead of blanks: `.`, `…`. */
  readonly leader: string;
}

export const PLAIN_SETTING: Setting = { metric: 2, scale: 1, margin: 0, fill: 'blanks', leader: '' };

/** Where a figure came to stand, and how far from where it was to. */
export interface Stand extends Range {
  readonly moved: number;
}

export interface WrittenLine {
  readonly text: string;
  readonly stands: ReadonlyMap<string, Stand>;
}

/**
 * Writes pieces from left to right: one that has no room where it is to stand is pushed to the right.
 * @param shift of the whole line, in columns of the text
 */
export function writeLine(line: DrawnLine, setting: Setting, shift: number, random: Random): WrittenLine {
  const stands = new Map<string, Stand>();
  let [text, column] = ['', 0];
  let before: Piece | null = null;
  for (const piece of [...line.pieces].sort((a, b) => a.x - b.x)) {
    const wanted = columnOf(piece.x, setting);
    const gap = Math.max(wanted + shift - column, before === null ? 0 : 1);
    const isLed = setting.leader !== '' && before?.indicator === null && piece.indicator !== null && gap > 2;
    text += isLed ? ` ${setting.leader.repeat(gap - 2)} ` : filling(gap, setting, random);
    column += gap;
    const width = widthOf(piece.text, setting.metric);
    if (piece.indicator !== null)
      stands.set(piece.indicator, { from: column, to: column + width, moved: Math.abs(column - wanted) });
    text += piece.text;
    column += width;
    before = piece;
  }
  return { text, stands };
}

export const columnOf = (x: number, { scale, margin }: Setting): number => Math.floor((x + margin) * scale);

function filling(gap: number, { fill, metric }: Setting, random: Random): string {
  const isWide =
    fill === 'ideographic spaces' || (fill === 'some of both' && pick(random, [false, true, false]));
  if (isWide) return metric === 1 ? '　'.repeat(gap) : '　'.repeat(gap >> 1) + ' '.repeat(gap & 1);
  return (fill === 'no-break spaces' ? '\u00a0' : ' ').repeat(gap);
}
