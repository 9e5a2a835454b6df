import type { TextLine } from '../page/lines.js';
import { glyphsOf, isValue, meets, newCell, type Piece, piecesOf, type Span, unions } from './pieces.js';
import { UNRULED } from './tolerances.js';
import { type FoundTable, findInRuns, unruledTable } from './unruled-table.js';

interface BodyRow {
  readonly label: Piece;
  readonly values: readonly Piece[];
}

/** A heading and the rows below it. */
interface Block {
  readonly titles: Piece[];
  readonly heading: Piece[];
  readonly body: BodyRow[];
}

/**
 * Tables of blocks, each with a heading and as many columns as that says: one line is one row.
 *
 * @param goesOn whether a line stands at once below or above a table: blocks there may be blank in every row
 */
export function findBlockTable(
  lines: readonly TextLine[],
  start: number,
  goesOn: (line: TextLine | undefined) => boolean,
): FoundTable | null {
  return findInRuns(lines, start, (from, to) =>
    tableOfRun(lines, from, to, goesOn(lines[from]) || goesOn(lines[to - 1])),
  );
}

function tableOfRun(
  lines: readonly TextLine[],
  from: number,
  to: number,
  mayBeBlank: boolean,
): FoundTable | null {
  const rows = lines.slice(from, to).map((line) => piecesOf(line));
  const labels = rows.flatMap(([first, second]) =>
    first !== undefined && second !== undefined ? [first] : [],
  );
  const size = lines[from]?.size ?? 0;
  if (labels.length < (mayBeBlank ? 1 : 2)) return null;
  // only what lies below or above rows of several texts, and no wider, can be part of the table
  const first = rows.findIndex((row) => row.length > 1);
  const last = rows.findLastIndex((row) => row.length > 1);
  const column = {
    x0: Math.min(...labels.map(({ x0 }) => x0)) - UNRULED.labelMargin * size,
    x1: Math.max(...labels.map(({ x1 }) => x1)) + UNRULED.labelMargin * size,
  };
  const blocks = blocksOf(rows.slice(first, last + 1), column);
  if (blocks === null) return null;
  const end = last + 1 + lonelyAfter(rows.slice(last + 1), blocks, column);
  const cells = blocks.flatMap((block) => rowsOfBlock(block, size) ?? [null]);
  const known = cells.flatMap((row) => (row === null ? [] : [row]));
  if (
    known.length < cells.length ||
    !blocks.some(({ body }) => body.some(({ values }) => mayBeBlank || values.length > 0))
  ) {
    return null;
  }
  const all = known.map((cells) =>
    cells.map((pieces, at) => newCell(textOf(pieces), at, 1, glyphsOf(pieces))),
  );
  const table = unruledTable(lines.slice(from + first, from + end), all, false);
  return { from: from + first, to: from + end, table };
}

function blocksOf(rows: readonly (readonly Piece[])[], labels: Span): Block[] | null {
  const blocks: Block[] = [];
  for (const row of rows) {
    const [label, ...others] = row;
    const block = blocks.at(-1);
    if (label === undefined) return null;
    if (others.length === 0) {
      if (isValue(label)) return null;
      if (block !== undefined && isLabel(label, block, labels)) block.body.push({ label, values: [] });
      else blocks.push({ titles: [label], heading: [], body: [] });
    } else if (!row.some(isValue)) {
      if (block === undefined || block.body.length > 0)
        blocks.push({ titles: [], heading: [...row], body: [] });
      else block.heading.push(...row);
    } else {
      if (block === undefined || isValue(label) || !others.every(isValue)) return null;
      block.body.push({ label, values: others });
    }
  }
  return blocks;
}

/** Blank rows at the table's end. */
function lonelyAfter(rows: readonly (readonly Piece[])[], blocks: readonly Block[], labels: Span): number {
  const block = blocks.at(-1);
  let count = 0;
  for (const [only, second] of rows) {
    if (block === undefined || only === undefined || second !== undefined) break;
    if (isValue(only) || !isLabel(only, block, labels)) break;
    block.body.push({ label: only, values: [] });
    count += 1;
  }
  return count;
}

/** Does a lone text stand in the column of labels, below the block's heading? */
function isLabel(piece: Piece, { heading }: Block, labels: Span): boolean {
  const [, next] = unions(heading) ?? [];
  return next !== undefined && piece.x1 < next.x0 && labels.x0 < piece.x0 && piece.x1 < labels.x1;
}

/** The rows of a block, the texts of each cell in each column of its heading; null where that can't be told. */
function rowsOfBlock({ titles, heading, body }: Block, size: number): Piece[][][] | null {
  const above = titles.map((title) => [[title]]);
  if (heading.length === 0) return body.length === 0 ? above : null;
  const [label, ...columns] = unions(heading) ?? [];
  if (label === undefined || columns.length === 0) return null;
  const names = [label, ...columns].map((column) => {
    const own = heading.filter((piece) => meets(piece, column)).sort((a, b) => a.at - b.at);
    const whole = own.every(
      (piece, i) => i === 0 || piece.at - (own[i - 1]?.at ?? 0) < UNRULED.leading * size,
    );
    return whole ? own : null;
  });
  if (names.includes(null)) return null;
  const rows = body.map((row): Piece[][] | null => {
    const texts = columns.map((column) => row.values.filter((value) => meets(value, column)));
    const placed = texts.reduce((sum, own) => sum + own.length, 0);
    if (placed !== row.values.length || texts.some((own) => own.length > 1)) return null;
    return [[row.label], ...texts];
  });
  const known = rows.flatMap((row) => (row === null ? [] : [row]));
  if (known.length < rows.length) return null;
  return [...above, names.map((name) => name ?? []), ...known];
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('\n');
