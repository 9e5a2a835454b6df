import { isValue, ORDINAL } from '../lines.js';
import type { Placed, PlacedLine } from './columns.js';
import { middleOf } from './pieces.js';

/** Rows of figures and the heads above them. */
export interface Part {
  readonly heads: PlacedLine[];
  readonly body: PlacedLine[];
  /** The number of the body's first line in the block. */
  readonly first: number;
  /** The heads of the next part, if there is one. */
  readonly after: readonly PlacedLine[];
}

/** A line of texts that reach into the columns of figures is a head; heads behind figures begin another part. */
export function partsOf(lines: readonly PlacedLine[]): Part[] {
  const edges = edgesOf(lines);
  const remarks = remarkLines(lines);
  const areHeads = lines.map((line, at) => !remarks.has(at) && isHead(line, edges.get(line.page) ?? null));
  const parts: { heads: PlacedLine[]; body: PlacedLine[]; first: number }[] = [];
  for (const [at, line] of lines.entries()) {
    let part = parts.at(-1);
    const isLead = part === undefined || part.body.length === 0;
    const isTitle = isAlone(line) && areHeads[at + 1] === true;
    // above the first figures, a line without a number belongs to the heads as long as heads follow
    const leads =
      line.values.length === 0 &&
      (isLead ? headFollows(lines, areHeads, at) || isBeforeFigures(line, edges) : isTitle);
    if (areHeads[at] || leads) {
      const next = isTitle ? lines[at + 1] : line;
      if (part !== undefined && isLead && next !== undefined) withoutRows(part, next, at);
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
  return parts.map((part, i) => ({ ...part, after: parts[i + 1]?.heads ?? [] }));
}

/** Lines beside which the remark of a figure goes on: what else stands there are remarks, too. */
export function remarkLines(lines: readonly PlacedLine[]): Set<number> {
  const found = new Set<number>();
  for (const [at, { values }] of lines.entries()) {
    for (const { beyond = { above: 0, below: 0 } } of values)
      for (let line = at - beyond.above; line <= at + beyond.below; line += 1) found.add(line);
  }
  return found;
}

/**
 * Where the head of the labels comes again with no figures between, lone texts between are rows of blanks: moves them into the
 * part's body.
 *
 * @param at the number of the line behind them
 */
function withoutRows(
  part: { heads: PlacedLine[]; body: PlacedLine[]; first: number },
  next: PlacedLine,
  at: number,
): void {
  const [label] = next.texts;
  const before = part.heads.findLastIndex(
    ({ texts }) => texts.length > 1 && next.texts.length > 1 && texts[0]?.text === label?.text,
  );
  const rows = before === -1 ? [] : part.heads.slice(before + 1);
  if (rows.length === 0 || !rows.every(isAlone)) return;
  part.heads.splice(before + 1);
  part.body.push(...rows);
  part.first = at - rows.length;
}

/** Where the figures of a page begin, and where the labels beside them end. */
interface Edges {
  readonly figures: number;
  readonly labels: number;
}

/** Page by page. */
function edgesOf(lines: readonly PlacedLine[]): Map<number, Edges> {
  const found = new Map<number, Edges>();
  const withFigures = lines.filter(({ values }) => values.length > 0);
  for (const { texts, values, page } of withFigures) {
    const { figures, labels } = found.get(page) ?? {
      figures: Number.POSITIVE_INFINITY,
      labels: Number.NEGATIVE_INFINITY,
    };
    found.set(page, {
      figures: Math.min(figures, values[0]?.x0 ?? figures),
      labels: Math.max(labels, texts.at(-1)?.x1 ?? labels),
    });
  }
  // of a label of several lines, only the last may stand beside figures
  for (const { texts, page } of lines) {
    const [last, edges] = [texts.at(-1), found.get(page)];
    if (last === undefined || edges === undefined || !ORDINAL.test(last.text)) continue;
    found.set(page, { ...edges, labels: Math.max(edges.labels, last.x1) });
  }
  return found;
}

/** @param edges null for a page without figures */
function isHead({ texts, values }: PlacedLine, edges: Edges | null): boolean {
  const last = texts.at(-1);
  if (values.length > 0 || last === undefined) return false;
  if (texts.length === 1 && ORDINAL.test(last.text)) return false;
  if (edges === null) return texts.length > 1 && !texts.some(({ text }) => ORDINAL.test(text));
  const { figures, labels } = edges;
  return (
    last.x0 >= figures - 1 ||
    (texts.length > 1 && !ORDINAL.test(last.text) && (last.x1 > figures || last.x0 > labels)) ||
    middleOf(last) > figures
  );
}

/** Heads at the end of a page whose figures begin on the next one. */
const isBeforeFigures = ({ texts, page }: PlacedLine, edges: ReadonlyMap<number, Edges>): boolean =>
  !edges.has(page) && texts.length > 0 && !texts.some(({ text }) => ORDINAL.test(text));

const isAlone = ({ texts, values }: PlacedLine): boolean => texts.length === 1 && values.length === 0;

/** Is there a head among the next lines, before any figures? */
function headFollows(lines: readonly PlacedLine[], heads: readonly boolean[], at: number): boolean {
  for (let next = at + 1; next < lines.length; next += 1) {
    if ((lines[next]?.values.length ?? 0) > 0) return false;
    if (heads[next]) return true;
  }
  return false;
}

/** A line of heads as cells. Figures among its texts stand in some column, and it is not known in which: then it is one text. */
export function headCells({ texts }: PlacedLine): string[] {
  const cells = textsOf(texts);
  return cells.some(isValue) ? [cells.join('\n')] : cells;
}

/**
 * May the first line of the next part's heads be the last label of this one? A lone text above a head of one text is a title or
 * a row without figures.
 */
export function mayEndBelow({ after }: Part): boolean {
  const [first, second] = after;
  return first !== undefined && isAlone(first) && second !== undefined && second.texts.length < 2;
}

export const textsOf = (pieces: readonly Placed[]): string[] => pieces.map(({ text }) => text);
