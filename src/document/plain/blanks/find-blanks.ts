import { type Found, type Nothing, nothing, tableOf } from '../found.js';
import { isValue, ORDINAL, type SourceLine } from '../lines.js';
import { blockFrom } from './block.js';
import { columnsUnder, inColumns, type Measured, measured, type Placed, type PlacedLine } from './columns.js';
import { type Heads, headsOf, textOf } from './heads.js';
import { labelsOf } from './labels.js';
import { meets } from './pieces.js';

/** A table whose columns blanks part. */
export function findBlanks(lines: readonly SourceLine[], at: number): Found | Nothing {
  const block = blockFrom(lines, at);
  if (block === null) return nothing(at);
  const parts = bestParts(measured(block.lines));
  const rows = parts.flatMap(block.parting === 'wide' ? rowsInColumns : rowsInOrder);
  return { to: block.to, blocks: [tableOf(rows, false)] };
}

/** The parts in the measure in which figures stand best below each other and below their heads. */
function bestParts(ways: readonly Measured[]): Part[] {
  let best: Part[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const { lines, unrest } of ways) {
    const parts = partsOf(lines);
    const whole = unrest + parts.reduce((sum, part) => sum + unheaded(part), 0);
    if (whole < least) [best, least] = [parts, whole];
  }
  return best;
}

/** How many figures, at most one a column, do not stand under one head. */
function unheaded({ heads, body }: Part): number {
  const row = body.find(({ values }) => values.length > 0);
  if (row === undefined || heads.length === 0) return 0;
  const { columns } = headsIn(heads, body).found;
  return row.values.filter((value) => columns.filter((head) => meets(head, value)).length !== 1).length;
}

/** The heads of columns, and what stands over the labels. */
function headsIn(
  heads: readonly PlacedLine[],
  body: readonly PlacedLine[],
): { readonly found: Heads; readonly corner: readonly Placed[] } {
  const labels = body.flatMap(({ texts }) => texts);
  const left = leftOf(body);
  const isCorner = (piece: Placed): boolean =>
    piece.x1 <= left && labels.some((label) => meets(label, piece));
  return {
    found: headsOf(heads.map(({ texts }) => texts.filter((piece) => !isCorner(piece)))),
    corner: heads.flatMap(({ texts }) => texts.filter(isCorner)),
  };
}

/** Rows of figures and the heads above them. */
interface Part {
  readonly heads: PlacedLine[];
  readonly body: PlacedLine[];
  /** The number of the body's first line in the block. */
  readonly first: number;
}

/** A line of texts that reach into the columns of figures is a head; heads behind figures begin another part. */
function partsOf(lines: readonly PlacedLine[]): Part[] {
  const left = leftOf(lines);
  const parts: { heads: PlacedLine[]; body: PlacedLine[]; first: number }[] = [];
  const lastHeads = lines.map((line) => isHead(line, left));
  for (const [at, line] of lines.entries()) {
    let part = parts.at(-1);
    const isLead = part === undefined || part.body.length === 0;
    // above the first figures, a line without a number belongs to the heads as long as heads follow
    const leads = isLead && line.values.length === 0 && headFollows(lines, lastHeads, at);
    if (lastHeads[at] || leads) {
      if (part === undefined || part.body.length > 0) {
        part = { heads: [], body: [], first: at + 1 };
        parts.push(part);
      }
      part.heads.push(line);
    } else {
      if (part === undefined) {
        part = { heads: [], body: [], first: at };
        parts.push(part);
      }
      if (part.body.length === 0) part.first = at;
      part.body.push(line);
    }
  }
  return parts;
}

/** Where figures begin. */
function leftOf(lines: readonly PlacedLine[]): number {
  let left = Number.POSITIVE_INFINITY;
  for (const { values } of lines) for (const { x0 } of values) left = Math.min(left, x0);
  return left;
}

function isHead({ texts, values }: PlacedLine, left: number): boolean {
  const last = texts.at(-1);
  if (values.length > 0 || last === undefined) return false;
  if (texts.length === 1 && ORDINAL.test(last.text)) return false;
  return (
    last.x0 >= left - 1 ||
    (texts.length > 1 && last.x1 > left && !ORDINAL.test(last.text)) ||
    (last.x0 + last.x1) / 2 > left
  );
}

/** Is there a head among the next lines, before any figures? */
function headFollows(lines: readonly PlacedLine[], heads: readonly boolean[], at: number): boolean {
  for (let next = at + 1; next < lines.length; next += 1) {
    if ((lines[next]?.values.length ?? 0) > 0) return false;
    if (heads[next]) return true;
  }
  return false;
}

/** Rows of texts that single blanks part: their order is all that is known. */
function rowsInOrder({ heads, body, first }: Part): string[][] {
  const written = (values: readonly Placed[]): string[] => textsOf(values);
  return [...heads.map(({ texts }) => textsOf(texts)), ...labelledRows(body, first, written, [])];
}

/** Rows whose figures stand in columns: the heads, then each label with its figures. */
function rowsInColumns({ heads, body, first }: Part): string[][] {
  const rows = body.filter(({ values }) => values.length > 0);
  const { found, corner } = headsIn(heads, body);
  const columns = columnsUnder(rows, found.columns);
  // figures that stand in no column of their own are one text, which is no number
  const written = (values: readonly Placed[]): string[] =>
    inColumns(values, columns) ?? [textsOf(values).join('\n')];
  const blanks = columns.spans === null ? [] : columns.spans.map(() => '');
  const named = found.columns.map(textOf);
  return [
    [textsOf(corner).join('')],
    ...found.above.map(textsOf),
    named,
    ...labelledRows(body, first, written, blanks),
  ].filter((row) => row.some((cell) => cell !== ''));
}

/** @param blanks the cells of a row of which only the label is there, where all figures have found theirs */
function labelledRows(
  body: readonly PlacedLine[],
  first: number,
  written: (values: readonly Placed[]) => string[],
  blanks: readonly string[],
): string[][] {
  const { labels, bare } = labelsOf(body, first);
  // a label that holds a figure has taken what is none of it
  const isWhole = bare.length === 0 && !body.some(({ texts }) => texts.some(({ text }) => isValue(text)));
  const valuesAt = (row: number): readonly Placed[] => body[row - first]?.values ?? [];
  const rows = labels.map(({ text, first: at, row, isGroup }) => {
    if (row !== null) return { at, cells: [text, ...written(valuesAt(row))] };
    return { at, cells: isWhole && !isGroup ? [text, ...blanks] : [text] };
  });
  for (const row of bare) {
    const cells = written(valuesAt(row));
    rows.push({ at: row, cells: labels.length === 0 ? cells : ['', ...cells] });
  }
  return rows.sort((a, b) => a.at - b.at).map(({ cells }) => cells);
}

const textsOf = (pieces: readonly Placed[]): string[] => pieces.map(({ text }) => text);
