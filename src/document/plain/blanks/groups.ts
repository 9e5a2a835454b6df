import { ORDINAL } from '../lines.js';
import type { Placed, PlacedLine } from './columns.js';
import { middleOf, type Span, unionOf } from './pieces.js';

/** The texts at the left of the figures: labels of rows, and labels of several rows at the left of those. */
export interface Sorted {
  /** Line by line. */
  readonly own: readonly (readonly Placed[])[];
  readonly groups: readonly Group[];
}

/** A label of several rows. */
interface Group {
  readonly text: string;
  /** Index of its first line. */
  readonly first: number;
}

/** How many lines may stand between two lines of one such label. */
const REACH = 3;
/** How far its lines may be from each other's edge or middle, in columns of the text. */
const SLACK = 1;

/**
 * Tells the labels of several rows from those of one: another label stands at the right of one of their lines, or of the rows
 * above and below.
 *
 * @param lines of one page
 */
export function sortLabels(source: readonly PlacedLine[]): Sorted {
  const lines = parted(source);
  const groups = new Set(lines.flatMap(({ texts }) => texts.slice(0, -1)));
  spread(lines, groups);
  addLone(lines, groups);
  spread(lines, groups);
  const own = lines.map(({ texts }) => texts.filter((text) => !groups.has(text)));
  return { own, groups: stacked(lines, groups) };
}

/**
 * A line of a group's label and one of a row's label that stand so close that they look like one text, as two: they begin where
 * those of lines nearby do.
 */
function parted(lines: readonly PlacedLine[]): PlacedLine[] {
  return lines.map((line, at) => {
    const { texts, words } = line;
    if (texts.length !== 1 || words.length !== 2) return line;
    const isSame = (a: Placed | undefined, b: Placed | undefined): boolean =>
      a !== undefined && b !== undefined && Math.abs(a.x0 - b.x0) <= SLACK && a.text.length <= b.text.length;
    const near = lines.slice(Math.max(0, at - REACH), at + REACH + 1);
    const beginsGroup = near.some((other) => other.texts.length > 1 && isSame(words[0], other.texts[0]));
    const beginsRow = near.some(
      (other) => other !== line && Math.abs((other.texts.at(-1)?.x0 ?? 0) - (words[1]?.x0 ?? 0)) <= SLACK,
    );
    return beginsGroup && beginsRow ? { ...line, texts: words } : line;
  });
}

/** Texts above and below a line of a group in its column are more of it, up to the number that begins one. */
function spread(lines: readonly PlacedLine[], groups: Set<Placed>): void {
  const open = lines.flatMap(({ texts }, at) =>
    texts.flatMap((text) => (groups.has(text) ? [{ text, at }] : [])),
  );
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { text, at } = next;
    for (const step of [-1, 1]) {
      if (step === -1 && ORDINAL.test(text.text)) continue;
      for (let i = 1; i <= REACH; i += 1) {
        const line = lines[at + i * step];
        const other = line?.texts.find((one) => isBelow(text, one));
        if (other === undefined) continue;
        const isOther = groups.has(other) || (step === 1 && ORDINAL.test(other.text));
        if (isOther) break;
        groups.add(other);
        open.push({ text: other, at: at + i * step });
        break;
      }
    }
  }
}

/** Is the text no wider than the group's column? */
function isBelow(group: Placed, text: Placed): boolean {
  const isIn = text.x0 >= group.x0 - SLACK && text.x1 <= group.x1 + SLACK;
  const isAround = group.x0 >= text.x0 - SLACK && group.x1 <= text.x1 + SLACK;
  const isSet = Math.abs(text.x0 - group.x0) <= SLACK || Math.abs(middleOf(text) - middleOf(group)) <= SLACK;
  return isSet && (isIn || (isAround && text.text.length <= group.text.length + 2));
}

/** Texts that stand between rows whose labels are all at their right. */
function addLone(lines: readonly PlacedLine[], groups: Set<Placed>): void {
  const rest = lines.flatMap(({ texts, values }) =>
    texts.flatMap((text) => (groups.has(text) ? [] : [{ text, hasFigures: values.length > 0 }])),
  );
  for (const [i, { text, hasFigures }] of rest.entries()) {
    const above = rest[i - 1]?.text ?? null;
    const below = rest[i + 1]?.text ?? null;
    const isAside = (other: Placed | null): boolean => other !== null && other.x0 >= text.x1;
    const isBetween = !hasFigures && isAside(above) && isAside(below);
    const isAtEdge = !hasFigures && above === null && isAside(below) && ORDINAL.test(below?.text ?? '');
    if (isBetween || isAtEdge) groups.add(text);
  }
}

/** The lines of groups put together, column by column. */
function stacked(lines: readonly PlacedLine[], groups: ReadonlySet<Placed>): Group[] {
  const found: { texts: string[]; first: number; last: number; span: Span }[] = [];
  for (const [at, { texts }] of lines.entries()) {
    for (const text of texts) {
      if (!groups.has(text)) continue;
      const open = found.findLast(
        ({ span, last }) => last < at && at - last <= 2 * REACH && span.x0 < text.x1 && text.x0 < span.x1,
      );
      if (open === undefined || ORDINAL.test(text.text))
        found.push({ texts: [text.text], first: at, last: at, span: text });
      else {
        open.texts.push(text.text);
        open.last = at;
        open.span = unionOf(open.span, text);
      }
    }
  }
  return found.map(({ texts, first }) => ({ text: texts.join('\n'), first }));
}
