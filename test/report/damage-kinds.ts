import type { Random } from '../../src/simulation/reports/random.js';
import type { Printed, PrintedTable, Truth } from './damage.js';

interface Damaged {
  readonly tables: readonly PrintedTable[];
  /** What the damaged tables truly state, where that is not what the whole ones stated. */
  readonly truth?: Truth;
}

/** One accident that may happen to a table; null where the table gives no occasion for it. */
export type Damage = (tables: readonly PrintedTable[], truth: Truth, random: Random) => Damaged | null;

interface Spot {
  readonly table: number;
  readonly row: number;
  readonly cell: number;
}

function pick<T>(items: readonly T[], random: Random): T | null {
  return items.length === 0 ? null : (items[random.between(0, items.length - 1)] ?? null);
}

function spots(tables: readonly PrintedTable[], of: (cell: Printed) => boolean): Spot[] {
  return tables.flatMap((rows, table) =>
    rows.flatMap((cells, row) => cells.flatMap((c, cell) => (of(c) ? [{ table, row, cell }] : []))),
  );
}

const isFigure = (cell: Printed): boolean => cell.indicator !== null;
const isLabel = (cell: Printed): boolean => cell.indicator === null && !cell.heading;
const isHeading = (cell: Printed): boolean => cell.heading;
const BLANK: Printed = { text: '', rowSpan: 1, columnSpan: 1, indicator: null, heading: false };

function withRow(
  tables: readonly PrintedTable[],
  at: Spot,
  change: (row: readonly Printed[]) => readonly (readonly Printed[])[],
): Damaged {
  const changed = tables.map((rows, t) =>
    t === at.table ? rows.flatMap((row, r) => (r === at.row ? change(row) : [row])) : rows,
  );
  return { tables: changed };
}

/** An accident to one cell: `change` gives what stands in its place. */
function toCell(
  of: (cell: Printed) => boolean,
  change: (cell: Printed, random: Random) => readonly Printed[],
): Damage {
  return (tables, _truth, random) => {
    const at = pick(spots(tables, of), random);
    if (at === null) return null;
    return withRow(tables, at, (row) => [row.flatMap((c, i) => (i === at.cell ? change(c, random) : [c]))]);
  };
}

/** The row of the form that a figure belongs to. */
function rowOf(cell: Printed): string {
  return cell.indicator?.slice(0, cell.indicator.lastIndexOf('.')) ?? '';
}

/** An accident to two neighbouring figures of a row; `summed`: of a row that must add up. */
function toPair(change: (left: Printed, right: Printed) => readonly Printed[], summed = false): Damage {
  return (tables, _truth, random) => {
    const pairs = spots(tables, isFigure).filter((at) => {
      const row = tables[at.table]?.[at.row];
      const [left, right] = [row?.[at.cell], row?.[at.cell + 1]];
      if (left === undefined || right === undefined || left.text === '' || right.text === '') return false;
      return isFigure(right) && (!summed || (at.table > 0 && rowOf(left) === rowOf(right)));
    });
    const at = pick(pairs, random);
    if (at === null) return null;
    return withRow(tables, at, (row) => {
      const [left, right] = [row[at.cell], row[at.cell + 1]];
      if (left === undefined || right === undefined) return [row];
      return [[...row.slice(0, at.cell), ...change(left, right), ...row.slice(at.cell + 2)]];
    });
  };
}

function toRow(
  of: (cell: Printed) => boolean,
  change: (row: readonly Printed[], random: Random) => readonly (readonly Printed[])[],
): Damage {
  return (tables, _truth, random) => {
    const at = pick(spots(tables, of), random);
    return at === null ? null : withRow(tables, at, (row) => change(row, random));
  };
}

const firstFigure = (row: readonly Printed[]): number => row.findIndex(isFigure);

/** A row that begins with a cell that states nothing slides over it: no cell is missing afterwards. */
const moveLeft: Damage = (tables, _truth, random) => {
  const idle = spots(tables, (cell) => cell.indicator?.endsWith('.natural_person') === true).filter((at) => {
    const cells = tables[at.table]?.[at.row]?.slice(at.cell) ?? [];
    return Number(cells[0]?.text) === 0 && Number(cells.at(-1)?.text) > 0;
  });
  const at = pick(idle, random);
  if (at === null) return null;
  return withRow(tables, at, (row) => [[...row.slice(0, at.cell), ...row.slice(at.cell + 1), BLANK]]);
};

function splitTable(middle: boolean): Damage {
  return (tables, _truth, random) => {
    const at = pick(spots(tables, isFigure), random);
    const rows = at === null ? undefined : tables[at.table];
    const row = at === null ? undefined : rows?.[at.row];
    if (at === null || rows === undefined || row === undefined) return null;
    const cut = middle ? at.cell : 0;
    const [head, tail] = [row.slice(0, cut), row.slice(cut)];
    const first = [...rows.slice(0, at.row), ...(head.length > 0 ? [head] : [])];
    const second = [tail, ...rows.slice(at.row + 1)];
    return { tables: [...tables.slice(0, at.table), first, second, ...tables.slice(at.table + 1)] };
  };
}

/** Two headings change places: the figures below are now those of the other heading. */
const swapHeadings: Damage = (tables, truth, random) => {
  const at = pick(spots(tables.slice(0, 2), isHeading), random);
  const rows = at === null ? undefined : tables[at.table];
  const row = at === null ? undefined : rows?.[at.row];
  if (at === null || rows === undefined || row === undefined) return null;
  const named = (cell: Printed): boolean =>
    /数量|件数|自然人|总计|企业|机构|组织$|其他|增/u.test(cell.text.replace('\n', ''));
  const places = row.flatMap((cell, i) =>
    named(cell) && !/法人/u.test(cell.text) && cell.columnSpan === 1 ? [i] : [],
  );
  const [a, b] = [pick(places, random), pick(places, random)];
  const [left, right] = [row[a ?? -1], row[b ?? -1]];
  if (a === null || b === null || left === undefined || right === undefined || a === b) return null;
  const swapped = row.map((cell, i) => (i === a ? right : i === b ? left : cell));
  const below = rows.slice(at.row + 1);
  const end = at.table === 0 ? below.findIndex((cells) => cells.every((c) => c.indicator === null)) : -1;
  const moved: Record<string, number | null> = { ...truth };
  for (const cells of end === -1 ? below : below.slice(0, end)) {
    const figures = cells.filter(isFigure);
    const [x, y] = at.table === 0 ? [a - 1, b - 1] : [columnOf(left.text), columnOf(right.text)];
    const [p, q] = [figures[x]?.indicator, figures[y]?.indicator];
    if (p == null || q == null) continue;
    moved[p] = truth[q] ?? null;
    moved[q] = truth[p] ?? null;
  }
  const result = withRow(tables, at, () => [swapped]);
  return { ...result, truth: moved };
};

const APPLICANT_LABELS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
function columnOf(label: string): number {
  return APPLICANT_LABELS.indexOf(label.replace('\n', ''));
}

function respan(of: (cell: Printed) => boolean): Damage {
  return toCell(of, (cell, random) => [
    random.next() < 0.5
      ? { ...cell, rowSpan: other(cell.rowSpan, random) }
      : { ...cell, columnSpan: other(cell.columnSpan, random) },
  ]);
}

function other(span: number, random: Random): number {
  const changed = random.between(1, 3);
  return changed === span ? span + 1 : changed;
}

function joinRows(lost: number): Damage {
  return (tables, _truth, random) => {
    const ends = spots(tables, isFigure).filter((at) => {
      const rows = tables[at.table];
      const next = rows?.[at.row + 1];
      return at.cell === (rows?.[at.row]?.length ?? 0) - 1 && next !== undefined && firstFigure(next) > 0;
    });
    const at = pick(ends, random);
    const rows = at === null ? undefined : tables[at.table];
    const next = at === null ? undefined : rows?.[at.row + 1];
    if (at === null || rows === undefined || next === undefined) return null;
    const joined = rows.flatMap((row, r) => {
      if (r === at.row + 1) return [];
      return r === at.row ? [[...row.slice(0, row.length - lost), ...next]] : [row];
    });
    return { tables: tables.map((t, i) => (i === at.table ? joined : t)) };
  };
}

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'a figure lost': toCell(isFigure, () => []),
  'a figure doubled': toCell(isFigure, (cell) => [cell, cell]),
  'a blank put before a figure': toCell(isFigure, (cell) => [BLANK, cell]),
  'a blank put behind a figure': toCell(isFigure, (cell) => [cell, BLANK]),
  'a blank cell lost': toCell(
    (cell) => isFigure(cell) && cell.text === '',
    () => [],
  ),
  'two figures run together in one cell': toPair((left, right) => [
    { ...left, text: left.text + right.text },
  ]),
  'two figures in one cell, a blank between': toPair((left, right) => [
    { ...left, text: `${left.text} ${right.text}` },
  ]),
  'two figures in one cell, the other left blank': toPair(
    (left, right) => [
      { ...left, text: left.text + right.text },
      { ...right, text: '' },
    ],
    true,
  ),
  'two figures in the right one of two cells': toPair(
    (left, right) => [
      { ...left, text: '' },
      { ...right, text: left.text + right.text },
    ],
    true,
  ),
  'a row cut off': toRow(isFigure, (row, random) => [
    row.slice(0, random.between(firstFigure(row), row.length - 1)),
  ]),
  'a row moved to the left over an idle cell': moveLeft,
  'a row lost': toRow(isFigure, () => []),
  'a row twice': toRow(isFigure, (row) => [row, row]),
  'a heading row lost': toRow(isHeading, () => []),
  'a heading row twice': toRow(isHeading, (row) => [row, row]),
  'a heading lost': toCell(isHeading, () => []),
  'a heading doubled': toCell(isHeading, (cell) => [cell, cell]),
  'two headings swapped': swapHeadings,
  'a label lost': toCell(isLabel, () => []),
  'a label doubled': toCell(isLabel, (cell) => [cell, cell]),
  'a table split between rows': splitTable(false),
  'a table split in the middle of a row': splitTable(true),
  'two rows run into one': joinRows(0),
  "a row's last figure lost and the next row run into it": joinRows(1),
  'a wrong span of a figure': respan(isFigure),
  'a wrong span of a label': respan(isLabel),
  'a wrong span of a heading': respan(isHeading),
};
