import type { Block, Table } from '../model.js';
import { isSentence, isValue, SECTION_NUMBER, type SourceLine } from './lines.js';

/** What a finder took from the text: blocks in their order, up to the line `to` (which is not taken). */
export interface Found {
  readonly to: number;
  readonly blocks: readonly Block[];
}

/** No table of the shape begins before the line `before`. */
export interface Nothing {
  readonly before: number;
}

/**
 * Finds a table of one shape that begins at a line. To keep reading linear, a finder that looks ahead says how far it
 * has ruled its shape out, or looks no further than a fixed number of lines.
 */
export type Finder = (lines: readonly SourceLine[], at: number) => Found | Nothing;

export const nothing = (at: number): Nothing => ({ before: at + 1 });

/** Cells of rows, without spans. `aligned`: do cells of different rows stand below each other by their number? */
export function tableOf(rows: readonly (readonly string[])[], aligned: boolean): Table {
  return {
    kind: 'table',
    index: 0,
    rows: rows.map((cells, row) =>
      cells.map((text, column) => ({ text, row, column, rowSpan: 1, columnSpan: 1, header: false })),
    ),
    width: rows.reduce((widest, { length }) => Math.max(widest, length), 0),
    aligned,
  };
}

/** A title is longer than this, a label over a block of rows is shorter. */
const TITLE = 12;

/**
 * Rows as blocks. Sheets that were written as text have their titles and sections in rows, too: a row of one text that is
 * a sentence, that heads the others, or that is numbered like a section and followed by no figures, is a line.
 */
export function blocksOf(rows: readonly (readonly string[])[], aligned: boolean): Block[] {
  const blocks: Block[] = [];
  let open: (readonly string[])[] = [];
  const flush = (): void => {
    if (open.some((row) => row.some((cell) => cell !== ''))) blocks.push(tableOf(open, aligned));
    open = [];
  };
  for (const [at, row] of rows.entries()) {
    const line = lineOf(row, rows[at + 1], open.length === 0);
    if (line === null) open.push(row);
    else {
      flush();
      blocks.push({ kind: 'paragraph', text: line });
    }
  }
  flush();
  return blocks;
}

function lineOf(
  row: readonly string[],
  next: readonly string[] | undefined,
  isFirst: boolean,
): string | null {
  const [text = '', ...others] = row;
  if (text === '' || others.some((cell) => cell !== '')) return null;
  const figuresFollow = next?.some((cell) => isValue(cell)) ?? false;
  if (isSentence(text) && !figuresFollow) return text;
  if (SECTION_NUMBER.test(text) && !figuresFollow) return text;
  return isFirst && text.length >= TITLE ? text : null;
}
