import { type Found, type Nothing, nothing, tableOf } from '../found.js';
import { isValue, ORDINAL, type SourceLine } from '../lines.js';
import { type BlankBlock, blockFrom } from './block.js';
import {
  type Columns,
  columnsUnder,
  inColumns,
  type Measured,
  measured,
  type Placed,
  type PlacedLine,
} from './columns.js';
import { type Head, type Heads, headsOf, textOf } from './heads.js';
import { labelsOf } from './labels.js';
import { meets, type Span } from './pieces.js';

/** A table whose columns blanks part. */
export function findBlanks(lines: readonly SourceLine[], at: number): Found | Nothing {
  const block = blockFrom(lines, at);
  if (block === null) return nothing(at);
  return { to: block.to, blocks: [tableOf(rowsOf(block), false)] };
}

function rowsOf({ lines, parting }: BlankBlock): string[][] {
  const [best, ...others] = partsByMeasure(measured(lines));
  if (best === undefined) return [];
  if (parting === 'tight') return best.flatMap(rowsInOrder);
  return others.map((parts) => parts.flatMap(rowsInColumns)).reduce(agreed, best.flatMap(rowsInColumns));
}

/** Rows with blanks that another measure, which fits as well, would fill otherwise can't be told. */
function agreed(rows: string[][], others: readonly string[][]): string[][] {
  const known = new Set(others.map((row) => row.join('\t')));
  return rows.map((row) => {
    const [label = '', ...cells] = row;
    if (!cells.includes('') || cells.every((cell) => cell === '') || known.has(row.join('\t'))) return row;
    return [label, cells.filter((cell) => cell !== '').join('\n')];
  });
}

/** Measures that differ by no more fit alike. */
const SLACK = 1.5;

/** The parts in the measure in which figures stand best below each other and below their heads, and in those that fit alike. */
function partsByMeasure(ways: readonly Measured[]): Part[][] {
  const found = ways.map(({ lines, unrest }) => {
    const parts = partsOf(lines);
    return { parts, unrest: unrest + parts.reduce((sum, part) => sum + unheaded(part), 0) };
  });
  found.sort((a, b) => a.unrest - b.unrest);
  const least = found[0]?.unrest ?? 0;
  return found.filter(({ unrest }) => unrest <= least * SLACK + UNHEADED / 2).map(({ parts }) => parts);
}

/** Figures that do not stand under a head of their own weigh more than unevenness. */
const UNHEADED = 20;
const MOST_ROWS = 40;

/** How far a part's figures are from having a head each, in the terms of `Measured`. */
function unheaded({ heads, body }: Part): number {
  if (heads.length === 0) return 0;
  const { columns } = headsIn(heads, body, 1).found;
  let found = 0;
  for (const { values } of body.slice(0, MOST_ROWS)) {
    const taken = new Set<number>();
    for (const value of values) {
      const under = columns.flatMap((head, i) => (meets(head, value) ? [i] : []));
      const [only] = under;
      if (under.length !== 1 || only === undefined || taken.has(only)) found += UNHEADED;
      else taken.add(only);
    }
  }
  return found;
}

/** The heads of columns, and what stands over the labels. */
function headsIn(
  heads: readonly PlacedLine[],
  body: readonly PlacedLine[],
  reach: number,
): { readonly found: Heads; readonly corner: readonly Placed[] } {
  const labels = body.flatMap(({ texts }) => texts);
  const left = leftOf(body);
  const isCorner = (piece: Placed): boolean =>
    piece.x1 <= left && labels.some((label) => meets(label, piece));
  return {
    found: headsOf(
      heads.map(({ texts }) =>
        texts
          .filter((piece) => !isCorner(piece))
          .map((piece) => ({ ...piece, x1: piece.x0 + (piece.x1 - piece.x0) * reach })),
      ),
      heads.findIndex(({ texts }) => texts.length > 1),
    ),
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
  const { head, columns } = headedColumns(heads, body, rows);
  // figures that stand in no column of their own are one text, which is no number
  const written = (values: readonly Placed[]): string[] =>
    inColumns(values, columns) ?? [textsOf(values).join('\n')];
  const blanks = columns.spans === null ? [] : columns.spans.map(() => '');
  return [...head, ...labelledRows(body, first, written, blanks)];
}

/**
 * Programs that put texts by their place on a page (`pdftotext -layout`) write a Chinese character as one column where it
 * covers two or three: heads reach that much further than their characters do.
 */
const REACHES = [1, 2, 3] as const;

/**
 * The heads as rows, and the columns under them. Where each column of figures has a head of its own, heads of several lines
 * are one text; else their lines stand as they are, so that no head is put where it may not belong.
 */
function headedColumns(
  heads: readonly PlacedLine[],
  body: readonly PlacedLine[],
  rows: readonly PlacedLine[],
): { readonly head: readonly string[][]; readonly columns: Columns } {
  for (const reach of REACHES) {
    const { found, corner } = headsIn(heads, body, reach);
    const columns = columnsUnder(rows, found.columns);
    if (!isHeaded(found.columns, columns)) continue;
    const head = [[textsOf(corner).join('')], ...found.above.map(textsOf), found.columns.map(textOf)];
    return { head: head.filter((row) => row.some((cell) => cell !== '')), columns };
  }
  const columns = columnsUnder(rows, headsIn(heads, body, 1).found.columns);
  return { head: heads.map(({ texts }) => textsOf(texts)), columns };
}

/** Has each column a head of its own, in the same order, which is the nearest to it? */
function isHeaded(heads: readonly Head[], { count, spans }: Columns): boolean {
  if (spans === null || heads.length !== count) return false;
  return spans.every((span, i) => {
    const apart = (at: number): number => {
      const head = heads[at];
      return head === undefined ? Number.POSITIVE_INFINITY : Math.abs(middle(head) - middle(span));
    };
    return apart(i) < apart(i - 1) && apart(i) < apart(i + 1);
  });
}

const middle = ({ x0, x1 }: Span): number => (x0 + x1) / 2;

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
  const rows = labels.map(({ text, first: at, row, isBlank }) => {
    if (row !== null) return { at, cells: [text, ...written(valuesAt(row))] };
    return { at, cells: isWhole && isBlank ? [text, ...blanks] : [text] };
  });
  for (const row of bare) {
    const cells = written(valuesAt(row));
    rows.push({ at: row, cells: labels.length === 0 ? cells : ['', ...cells] });
  }
  return rows.sort((a, b) => a.at - b.at).map(({ cells }) => cells);
}

const textsOf = (pieces: readonly Placed[]): string[] => pieces.map(({ text }) => text);
