import { middleOf, type Span } from './pieces.js';

/** A line of a label. */
export interface LabelLine extends Span {
  readonly text: string;
  readonly at: number;
  /** How many empty lines stand above it. */
  readonly apart: number;
  readonly isNumbered: boolean;
}

/** A line of figures. */
export interface FigureLine {
  readonly at: number;
  readonly apart: number;
}

/** The lines of one label, and that of its figures. */
export interface AlignedLabel {
  readonly lines: readonly LabelLine[];
  readonly row: number | null;
  /** Does nothing else fit nearly as well? */
  readonly isSure: boolean;
}

/** What speaks against a way of reading; what can't be is infinite. */
const COST = {
  /** A line of a label behind an empty line, and figures behind one. */
  apart: 3,
  /** A line of a label that neither begins where its first line does nor shares its middle. */
  aside: 1,
  /** A line that leaves room in its column: a label is broken where that ends. */
  short: 3,
  /** A label without a number among labels with one. */
  unnumbered: 2,
  /** Figures that are beside the first or the last line of a label, not its middle. */
  edge: 0.25,
  /** A label without figures. */
  blank: 1.5,
  /** Figures without a label. */
  bare: 6,
} as const;
/** Ways that differ by less fit alike. */
const MARGIN = 0.75;
/** A label has no more lines, and no more lines of other cells stand between two of them. */
const MOST_LINES = 6;
const MOST_BETWEEN = 2;
/** No label is further from its figures, in lines. */
const REACH = 8;
/** Lines are as long as others up to so many columns of the text: punctuation may not begin a line. */
const RAGGED = 2;

/** How far the lines of a label may be from each other's edge or middle, in columns of the text. */
const EDGE_SLACK = 1;
const MIDDLE_SLACK = 1.5;

/** Lines `from` to `to` as a label of a row; indices. */
interface Choice {
  readonly from: number;
  readonly to: number;
  readonly row: number | null;
  readonly cost: number;
}

/**
 * Takes lines of labels together as labels, and gives each its line of figures, from top to bottom: of all ways the one that
 * fits best. Figures beside a line belong to the label of that line, and a number begins a label; the rest is weighed.
 */
export function alignLabels(labels: readonly LabelLine[], rows: readonly FigureLine[]): AlignedLabel[] {
  const choices = choicesOf(labels, rows);
  const windows = windowsOf(labels, rows);
  const ahead = costsAhead(choices, windows, rows.length);
  const behind = costsBehind(choices, windows);
  const best = ahead[0]?.get(0) ?? Number.POSITIVE_INFINITY;
  const rivals = new Rivals();
  for (const [from, own] of choices.entries()) {
    for (const choice of own) {
      let total = Number.POSITIVE_INFINITY;
      for (const [row, before] of behind[from] ?? []) {
        if (choice.row !== null && choice.row !== row) continue;
        const after = ahead[choice.to + 1]?.get(choice.row === null ? row : row + 1);
        total = Math.min(total, before + choice.cost + (after ?? Number.POSITIVE_INFINITY));
      }
      rivals.add(choice, total);
    }
  }
  for (const [at, states] of behind.entries()) {
    for (const [row, before] of states) {
      const after = ahead[at]?.get(row + 1);
      if (after !== undefined) rivals.addBare(row, before + COST.bare + after);
    }
  }
  return pathOf(choices, ahead).map((choice) => ({
    lines: labels.slice(choice.from, choice.to + 1),
    row: choice.row === null ? null : (rows[choice.row]?.at ?? null),
    isSure: rivals.least(choice) >= best + MARGIN,
  }));
}

/** Every way of taking lines together, by the first. */
function choicesOf(labels: readonly LabelLine[], rows: readonly FigureLine[]): Choice[][] {
  const beside = new Map(labels.map(({ at }, i) => [at, i]));
  const rowsAt = new Set(rows.map(({ at }) => at));
  const isNumbered = labels.filter((line) => line.isNumbered).length * 3 > labels.length;
  const room = isNumbered ? () => 0 : roomIn(labels);
  let start = 0;
  return labels.map((first, from) => {
    while ((rows[start]?.at ?? Number.POSITIVE_INFINITY) < first.at - REACH) start += 1;
    const found: Choice[] = [];
    for (let to = from; to < labels.length && to - from < MOST_LINES; to += 1) {
      const lines = labels.slice(from, to + 1);
      const last = lines.at(-1) ?? first;
      if (to > from && (last.isNumbered || last.at - (lines.at(-2)?.at ?? 0) > MOST_BETWEEN + 1)) break;
      const cost = costOf(lines, room(first)) + (isNumbered && !first.isNumbered ? COST.unnumbered : 0);
      found.push({ from, to, row: null, cost: cost + COST.blank });
      for (let row = start; row < rows.length; row += 1) {
        const figures = rows[row];
        if (figures === undefined || figures.at > last.at + REACH) break;
        const line = beside.get(figures.at);
        if (line !== undefined && (line < from || line > to)) continue;
        found.push({ from, to, row, cost: cost + distanceOf(lines, figures) });
      }
    }
    // a label without figures has none beside it
    return found.filter(
      ({ row, to }) => row !== null || labels.slice(from, to + 1).every(({ at }) => !rowsAt.has(at)),
    );
  });
}

/**
 * Without numbers, labels do not tell where they begin: the widest of those that share an edge or their middle shows how much
 * room there is in their column.
 */
function roomIn(labels: readonly LabelLine[]): (label: LabelLine) => number {
  const widest = new Map<string, number>();
  for (const label of labels) {
    for (const place of placesNear(label, 0))
      widest.set(place, Math.max(widest.get(place) ?? 0, label.x1 - label.x0));
  }
  return (label) => Math.max(...placesNear(label, 1).map((place) => widest.get(place) ?? 0));
}

/** A name for each place that is no further from the label's edge, or its middle, than lines of one label may be. */
function placesNear(label: Span, near: 0 | 1): string[] {
  const around = (middle: number, reach: number): number[] =>
    Array.from({ length: 2 * reach * near + 1 }, (_, i) => middle + i - reach * near);
  // a middle is half a column or a whole one
  return [
    ...around(label.x0, EDGE_SLACK).map((x) => `edge ${x}`),
    ...around(2 * middleOf(label), 2 * MIDDLE_SLACK).map((x) => `middle ${x}`),
  ];
}

/** Do the lines begin in one place, or share their middle? */
function isSet(a: Span, b: Span): boolean {
  return Math.abs(a.x0 - b.x0) <= EDGE_SLACK || Math.abs(middleOf(a) - middleOf(b)) <= MIDDLE_SLACK;
}

/** What speaks against the lines being one label. */
function costOf(lines: readonly LabelLine[], room: number): number {
  const [first, ...others] = lines;
  if (first === undefined) return 0;
  const widest = lines.reduce((most, { x0, x1 }) => Math.max(most, x1 - x0), room);
  let cost = 0;
  let before = first;
  for (const line of others) {
    if (line.apart > before.apart) cost += COST.apart;
    if (before.x1 - before.x0 < widest - RAGGED) cost += COST.short;
    if (!isSet(line, first)) cost += COST.aside;
    before = line;
  }
  return cost;
}

/** What speaks against the figures being those of a label. */
function distanceOf(lines: readonly LabelLine[], { at, apart }: FigureLine): number {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const middle = Math.abs((first.at + last.at) / 2 - at);
  const edge = Math.min(Math.abs(first.at - at), Math.abs(last.at - at)) + COST.edge;
  const isApart = at < first.at ? first.apart > apart : at > last.at && apart > last.apart;
  return (middle <= 0.5 ? 0 : Math.min(middle, edge)) + (isApart ? COST.apart : 0);
}

/** For each label, and behind the last one, which rows may be the next: from one up to another. */
function windowsOf(
  labels: readonly LabelLine[],
  rows: readonly FigureLine[],
): { readonly from: number; readonly to: number }[] {
  let [from, to] = [0, 0];
  return [...labels, null].map((label, i) => {
    const before = labels[i - 1]?.at ?? Number.NEGATIVE_INFINITY;
    const next = label?.at ?? Number.POSITIVE_INFINITY;
    while (from < rows.length && (rows[from]?.at ?? 0) < before - REACH) from += 1;
    while (to < rows.length && (rows[to]?.at ?? 0) <= next + REACH) to += 1;
    return { from, to };
  });
}

type Windows = ReturnType<typeof windowsOf>;
/** By the next row. */
type Costs = Map<number, number>;

/** The least cost of what is left, by the next label and the next row. */
function costsAhead(choices: readonly (readonly Choice[])[], windows: Windows, count: number): Costs[] {
  const ahead: Costs[] = windows.map(() => new Map());
  for (let i = windows.length - 1; i >= 0; i -= 1) {
    const { from, to } = windows[i] ?? { from: 0, to: -1 };
    const own: Costs = ahead[i] ?? new Map();
    for (let row = to; row >= from; row -= 1) {
      let least = i === choices.length && row === count ? 0 : (own.get(row + 1) ?? Number.POSITIVE_INFINITY);
      if (row < to) least += COST.bare;
      for (const choice of choices[i] ?? []) {
        if (choice.row !== null && choice.row !== row) continue;
        const after = ahead[choice.to + 1]?.get(choice.row === null ? row : row + 1);
        least = Math.min(least, choice.cost + (after ?? Number.POSITIVE_INFINITY));
      }
      own.set(row, least);
    }
  }
  return ahead;
}

/** The least cost of what lies behind, by the next label and the next row. */
function costsBehind(choices: readonly (readonly Choice[])[], windows: Windows): Costs[] {
  const behind: Costs[] = windows.map(() => new Map());
  behind[0]?.set(0, 0);
  for (const [i, { from, to }] of windows.entries()) {
    const own = behind[i];
    if (own === undefined) continue;
    for (let row = from; row <= to; row += 1) {
      const cost = own.get(row);
      if (cost === undefined) continue;
      if (row < to) lower(own, row + 1, cost + COST.bare);
      for (const choice of choices[i] ?? []) {
        if (choice.row !== null && choice.row !== row) continue;
        const next = behind[choice.to + 1];
        if (next !== undefined) lower(next, choice.row === null ? row : row + 1, cost + choice.cost);
      }
    }
  }
  return behind;
}

function lower(costs: Costs, row: number, cost: number): void {
  const known = costs.get(row);
  if (known === undefined || cost < known) costs.set(row, cost);
}

/** The choices of the way that costs least. */
function pathOf(choices: readonly (readonly Choice[])[], ahead: readonly Costs[]): Choice[] {
  const path: Choice[] = [];
  let [at, row] = [0, 0];
  while (at < choices.length) {
    const least = ahead[at]?.get(row) ?? Number.POSITIVE_INFINITY;
    const choice = choices[at]?.find((one) => {
      if (one.row !== null && one.row !== row) return false;
      const after = ahead[one.to + 1]?.get(one.row === null ? row : row + 1);
      return after !== undefined && one.cost + after === least;
    });
    if (choice !== undefined) {
      path.push(choice);
      at = choice.to + 1;
      if (choice.row !== null) row += 1;
    } else if (ahead[at]?.has(row + 1) === true) row += 1;
    else break;
  }
  return path;
}

/** The best ways that take a line or a row otherwise. */
class Rivals {
  readonly #lines = new Map<number, Two>();
  readonly #rows = new Map<number, Two>();

  add(choice: Choice, total: number): void {
    for (let line = choice.from; line <= choice.to; line += 1) keep(this.#lines, line, choice, total);
    if (choice.row !== null) keep(this.#rows, choice.row, choice, total);
  }

  addBare(row: number, total: number): void {
    keep(this.#rows, row, null, total);
  }

  /** The cost of the best way without the choice. */
  least(choice: Choice): number {
    let least = Number.POSITIVE_INFINITY;
    const look = (two: Two | undefined): void => {
      const other = two?.find((one) => one.choice !== choice);
      if (other !== undefined) least = Math.min(least, other.total);
    };
    for (let line = choice.from; line <= choice.to; line += 1) look(this.#lines.get(line));
    if (choice.row !== null) look(this.#rows.get(choice.row));
    return least;
  }
}

/** The best ways of one line or row, by different choices, the better one first. */
type Two = { readonly choice: Choice | null; readonly total: number }[];

function keep(all: Map<number, Two>, key: number, choice: Choice | null, total: number): void {
  const two = all.get(key) ?? [];
  const known = two.find((one) => one.choice === choice);
  if (known !== undefined && known.total <= total) return;
  const others = two.filter((one) => one !== known);
  all.set(key, [...others, { choice, total }].sort((a, b) => a.total - b.total).slice(0, 2));
}
