import type { Box } from '../page/geometry.js';
import { clusters, type PageRules, type RuleLine } from '../page/rules.js';
import { RULED } from './tolerances.js';

/** The grid that crossing lines make, and which of its slots belong together. */
export interface Lattice {
  readonly box: Box;
  /** The x of every column line, left border to right border; the same for rows, top to bottom. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly areas: readonly Area[];
  /** Every area is a rectangle, and every piece of a border is there or is not. */
  readonly certain: boolean;
  /** A line ends between those that cross it: lines are drawn here that are no table's. */
  readonly loose: boolean;
  /** Whether a line closes it at the top and at the bottom: a page break leaves a table open. */
  readonly closedTop: boolean;
  readonly closedBottom: boolean;
}

/** Slots that no line parts: a cell. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/**
 * The grids of a page: groups of lines that cross one another.
 *
 * @param slots how many slots all grids may take; a grid that would take more is left out
 */
export function findLattices(rules: PageRules, slots: number): { lattices: Lattice[]; cut: boolean } {
  const lattices: Lattice[] = [];
  let left = slots;
  let cut = false;
  const components = crossingLines(rules, slots);
  if (components === null) return { lattices, cut: true };
  for (const { horizontal, vertical: crossing } of components.crossing) {
    const vertical = [...crossing, ...besideOf(frameOf(horizontal, crossing), components.lone)];
    const frame = frameOf(horizontal, vertical);
    const taken = (frame.xs.length - 1) * (frame.ys.length - 1);
    if (frame.xs.length < 2 || frame.ys.length < 2) continue;
    if (taken > left) {
      cut = true;
      continue;
    }
    left -= taken;
    lattices.push(withAreas(frame, horizontal, vertical));
  }
  return { lattices: lattices.sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0), cut };
}

/**
 * Upright lines that cross nothing and are as long as the grid is high: the side of a cell that goes on from page to
 * page.
 */
function besideOf({ box }: Frame, lone: readonly RuleLine[]): RuleLine[] {
  return lone.filter(
    ({ from, to }) => Math.abs(from - box.y0) < RULED.overhang && Math.abs(to - box.y1) < RULED.overhang,
  );
}

interface Crossing {
  readonly crossing: readonly PageRules[];
  /** Upright lines that nothing crosses. */
  readonly lone: readonly RuleLine[];
}

/** Lines by what they cross; null where there are more crossings than slots are allowed. */
function crossingLines({ horizontal, vertical }: PageRules, most: number): Crossing | null {
  const sorted = [...horizontal].sort((a, b) => a.at - b.at);
  const groups = new Groups(sorted.length + vertical.length);
  let crossings = 0;
  for (const [v, line] of vertical.entries()) {
    for (let h = firstAt(sorted, line.from - RULED.touch); h < sorted.length; h += 1) {
      const across = sorted[h];
      if (across === undefined || across.at > line.to + RULED.touch) break;
      crossings += 1;
      if (crossings > most * 2) return null;
      if (across.from - RULED.touch <= line.at && line.at <= across.to + RULED.touch)
        groups.join(h, sorted.length + v);
    }
  }
  const found = new Map<number, { horizontal: RuleLine[]; vertical: RuleLine[] }>();
  const of = (item: number): { horizontal: RuleLine[]; vertical: RuleLine[] } => {
    const known = found.get(groups.of(item)) ?? { horizontal: [], vertical: [] };
    found.set(groups.of(item), known);
    return known;
  };
  for (const [h, line] of sorted.entries()) of(h).horizontal.push(line);
  for (const [v, line] of vertical.entries()) of(sorted.length + v).vertical.push(line);
  const groupsFound = [...found.values()];
  return {
    crossing: groupsFound.filter((lines) => lines.horizontal.length > 0 && lines.vertical.length > 0),
    lone: groupsFound.flatMap((lines) => (lines.horizontal.length === 0 ? lines.vertical : [])),
  };
}

function firstAt(sorted: readonly RuleLine[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Disjoint sets of numbers. */
class Groups {
  readonly #parents: number[];

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, i) => i);
  }

  of(item: number): number {
    let at = item;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  join(a: number, b: number): void {
    this.#parents[this.of(a)] = this.of(b);
  }
}

type Frame = Omit<Lattice, 'areas' | 'certain' | 'loose'>;

function frameOf(horizontal: readonly RuleLine[], vertical: readonly RuleLine[]): Frame {
  const across = extend(gridLines(vertical), horizontal);
  const down = extend(gridLines(horizontal), vertical);
  const box = {
    x0: across.lines[0] ?? 0,
    x1: across.lines.at(-1) ?? 0,
    y0: down.lines[0] ?? 0,
    y1: down.lines.at(-1) ?? 0,
  };
  return { box, xs: across.lines, ys: down.lines, closedTop: !down.before, closedBottom: !down.after };
}

function gridLines(lines: readonly RuleLine[]): number[] {
  return clusters(lines, ({ at }) => at, RULED.sameGridLine, RULED.widestGridLine).map((cluster) => {
    const length = cluster.reduce((sum, { from, to }) => sum + to - from, 0);
    return cluster.reduce((sum, { at, from, to }) => sum + at * (to - from), 0) / length;
  });
}

/**
 * An open side ends where the lines end that go on beyond the outermost line across: at least half of those that
 * meet it, or the table's own two sides, between which a row may be undivided.
 */
function extend(
  lines: readonly number[],
  crossing: readonly RuleLine[],
): { lines: number[]; before: boolean; after: boolean } {
  const first = lines[0] ?? 0;
  const last = lines.at(-1) ?? 0;
  const early = crossing.filter(({ from }) => from < first - RULED.overhang);
  const late = crossing.filter(({ to }) => to > last + RULED.overhang);
  const before = isOpen(
    early,
    crossing.filter(({ from }) => from < first + RULED.touch),
  );
  const after = isOpen(
    late,
    crossing.filter(({ to }) => to > last - RULED.touch),
  );
  return {
    lines: [
      ...(before ? [early.reduce((least, { from }) => Math.min(least, from), first)] : []),
      ...lines,
      ...(after ? [late.reduce((most, { to }) => Math.max(most, to), last)] : []),
    ],
    before,
    after,
  };
}

function isOpen(beyond: readonly RuleLine[], meeting: readonly RuleLine[]): boolean {
  if (beyond.length < 2) return false;
  const reach = (rules: readonly RuleLine[]): [number, number] =>
    rules.reduce<[number, number]>(
      ([least, most], { at }) => [Math.min(least, at), Math.max(most, at)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [left, right] = reach(beyond);
  const [first, last] = reach(meeting);
  return (
    beyond.length >= RULED.openShare * meeting.length ||
    (left - first < RULED.touch && last - right < RULED.touch)
  );
}

function withAreas(frame: Frame, horizontal: readonly RuleLine[], vertical: readonly RuleLine[]): Lattice {
  const rows = frame.ys.length - 1;
  const columns = frame.xs.length - 1;
  const groups = new Groups(rows * columns);
  const besides = bordersOf(frame.xs, frame.ys, vertical);
  const belows = bordersOf(frame.ys, frame.xs, horizontal);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const slot = row * columns + column;
      if (column + 1 < columns && !besides.has(column + 1, row)) groups.join(slot, slot + 1);
      if (row + 1 < rows && !belows.has(row + 1, column)) groups.join(slot, slot + columns);
    }
  }
  const { areas, whole } = rectangles(groups, rows, columns);
  const loose = hasLooseEnd(vertical, gridLines(horizontal)) || hasLooseEnd(horizontal, gridLines(vertical));
  return { ...frame, areas, certain: whole && besides.certain && belows.certain, loose };
}

/** Does a line end between the lines that cross it? The lines of a table end at its other lines, or at an open side. */
function hasLooseEnd(rules: readonly RuleLine[], crossing: readonly number[]): boolean {
  const first = crossing[0] ?? 0;
  const last = crossing.at(-1) ?? 0;
  const isLoose = (end: number): boolean =>
    end > first && end < last && Math.abs((crossing[nearest(crossing, end)] ?? 0) - end) > RULED.sameGridLine;
  return rules.some(({ from, to }) => isLoose(from) || isLoose(to));
}

/** Which borders lie on the grid's inner lines: `has(line, stretch)`. */
function bordersOf(
  lines: readonly number[],
  stretches: readonly number[],
  rules: readonly RuleLine[],
): { has(line: number, stretch: number): boolean; readonly certain: boolean } {
  const covered = lines.map(() => stretches.slice(1).map(() => 0));
  for (const { at, from, to } of rules) {
    const cover = covered[nearest(lines, at)];
    if (cover === undefined) continue;
    for (let s = Math.max(0, nearest(stretches, from) - 1); s + 1 < stretches.length; s += 1) {
      const start = stretches[s] ?? 0;
      const end = stretches[s + 1] ?? 0;
      if (start >= to) break;
      // an end that nearly touches the crossing line touches it
      const begin = from <= start + RULED.touch ? start : from;
      const inside = (to >= end - RULED.touch ? end : to) - begin;
      cover[s] = (cover[s] ?? 0) + Math.max(0, inside) / Math.max(1, end - start);
    }
  }
  const doubt = (share: number, s: number): boolean =>
    share < RULED.covered &&
    share > 1 - RULED.covered &&
    (stretches[s + 1] ?? 0) - (stretches[s] ?? 0) > 2 * RULED.touch;
  return {
    has: (line, stretch) => (covered[line]?.[stretch] ?? 0) >= RULED.covered,
    certain: !covered.slice(1, -1).some((cover) => cover.some(doubt)),
  };
}

function nearest(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return Math.abs((sorted[low] ?? 0) - at) <= Math.abs((sorted[high] ?? 0) - at) ? low : high;
}

/** The groups of slots as rectangles; one that is none is cut into the stretches of its rows. */
function rectangles(groups: Groups, rows: number, columns: number): { areas: Area[]; whole: boolean } {
  const found = new Map<
    number,
    { top: number; left: number; bottom: number; right: number; slots: number[] }
  >();
  for (let slot = 0; slot < rows * columns; slot += 1) {
    const row = Math.floor(slot / columns);
    const column = slot % columns;
    const known = found.get(groups.of(slot));
    if (known === undefined) {
      found.set(groups.of(slot), { top: row, left: column, bottom: row, right: column, slots: [slot] });
    } else {
      known.slots.push(slot);
      known.left = Math.min(known.left, column);
      known.right = Math.max(known.right, column);
      known.bottom = row;
    }
  }
  let whole = true;
  const areas = [...found.values()].flatMap(({ top, left, bottom, right, slots }): Area[] => {
    const area = { row: top, column: left, rowSpan: bottom - top + 1, columnSpan: right - left + 1 };
    if (area.rowSpan * area.columnSpan === slots.length) return [area];
    whole = false;
    return stretchesOf(slots, columns);
  });
  return { areas, whole };
}

function stretchesOf(slots: readonly number[], columns: number): Area[] {
  const areas: { row: number; column: number; rowSpan: number; columnSpan: number }[] = [];
  let last = -2;
  for (const slot of slots) {
    const open = areas.at(-1);
    if (open !== undefined && slot === last + 1 && slot % columns > 0) open.columnSpan += 1;
    else areas.push({ row: Math.floor(slot / columns), column: slot % columns, rowSpan: 1, columnSpan: 1 });
    last = slot;
  }
  return areas;
}
