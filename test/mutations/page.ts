/** A whole report before it is written as a file, with what each of its figures may be read as. */
import { completeFigures, type SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { pick, type Random } from '../formats/chance.js';
import { PLAIN } from '../formats/layouts.js';
import {
  type PrintedCell,
  type PrintedLine,
  type PrintedReport,
  type PrintedTable,
  placeCells,
  printReport,
  textOf,
} from '../formats/printed.js';
import { soundFigures } from '../report/damage.js';

/** What the page says of one figure. */
export interface Says {
  /** The numbers that may be read without a word; any other number is owed a finding. */
  readonly numbers: readonly number[];
  /** Whether no number is owed a finding as well: something stands there. */
  readonly owed: boolean;
}

type TableId = PrintedTable['id'];

/** Where a cell stands: the row, and which of the row's own cells it is. */
export interface Spot {
  readonly table: TableId;
  readonly row: number;
  readonly at: number;
}

/** The page says nothing, and who reads it may say so without a word. */
export const NOTHING: Says = { numbers: [], owed: false };
/** The page says something that is no number, or leaves open which. */
export const UNCLEAR: Says = { numbers: [], owed: true };

const PROSE = {
  overview: [
    '（一）主动公开。本机关依法主动公开政府信息，及时更新公开目录。',
    '（二）依申请公开。本机关规范办理政府信息公开申请，答复程序完备。',
    '（三）政府信息管理。公文公开属性审查制度得到落实。',
  ],
  problems: ['公开内容的针对性有待加强，将进一步组织培训，改进工作。'],
  other: ['本机关没有其他需要报告的事项。'],
};
const NAMES = ['平湖市教育局', '云岭县财政局', '临江区民政局', '望海市统计局'];

/** A report of the form of 2021 whose figures satisfy every sum. */
export function soundReport(random: Random, year = random.between(2021, 2024)): SimulatedReport {
  const factor = pick(random, [1, 1, 1, 1, 7, 113]);
  const sound = soundFigures('2021', random, false);
  const figures = Object.fromEntries(Object.entries(sound).map(([id, value]) => [id, (value ?? 0) * factor]));
  if (random.next() < 0.5) figures['proactive.fees.amount'] = random.between(1, 99_999) / 100;
  const agency = pick(random, NAMES);
  return {
    agency,
    agencyCode: '1',
    year,
    kind: 'own',
    edition: '2021',
    title: `${agency}${year}年政府信息公开工作年度报告`,
    published: `${year + 1}-01-20`,
    figures: completeFigures('2021', figures),
    prose: PROSE,
    counter: 1,
  };
}

/** The printed report that a mutation changes. */
export class Page {
  readonly figures: ReadonlyMap<string, number>;
  readonly says = new Map<string, Says>();
  readonly report: SimulatedReport;
  readonly #printed: PrintedReport;
  #blocks: (PrintedLine | PrintedTable)[];

  constructor(readonly random: Random) {
    this.report = soundReport(random);
    this.figures = new Map(Object.entries(this.report.figures).map(([id, value]) => [id, Number(value)]));
    for (const [id, value] of this.figures) this.says.set(id, { numbers: [value], owed: true });
    this.#printed = printReport(this.report, PLAIN);
    this.#blocks = [...this.#printed.blocks];
  }

  get printed(): PrintedReport {
    return { ...this.#printed, blocks: this.#blocks };
  }

  table(id: TableId): PrintedTable {
    const found = this.#blocks.find((block) => block.kind === 'table' && block.id === id);
    if (found?.kind !== 'table') throw new RangeError(`the page has no table ${id}`);
    return found;
  }

  rows(id: TableId): readonly (readonly PrintedCell[])[] {
    return this.table(id).rows;
  }

  row({ table, row }: Pick<Spot, 'table' | 'row'>): readonly PrintedCell[] {
    return this.rows(table)[row] ?? [];
  }

  cell(spot: Spot): PrintedCell {
    const found = this.row(spot)[spot.at];
    if (found === undefined) throw new RangeError('the row has no such cell');
    return found;
  }

  /** The indicator of a figure's cell. */
  indicator(spot: Spot): string {
    return this.cell(spot).indicator ?? '';
  }

  value(spot: Spot): number {
    return this.figures.get(this.indicator(spot)) ?? 0;
  }

  setTable(id: TableId, change: (table: PrintedTable) => PrintedTable): void {
    this.#blocks = this.#blocks.map((block) =>
      block.kind === 'table' && block.id === id ? change(block) : block,
    );
  }

  setRows(id: TableId, rows: readonly (readonly PrintedCell[])[]): void {
    this.setTable(id, (table) => ({ ...table, rows }));
  }

  setRow({ table, row }: Pick<Spot, 'table' | 'row'>, cells: readonly PrintedCell[]): void {
    this.setRows(
      table,
      this.rows(table).map((old, at) => (at === row ? cells : old)),
    );
  }

  setCell(spot: Spot, change: Partial<PrintedCell>): void {
    this.setRow(
      spot,
      this.row(spot).map((old, at) => (at === spot.at ? { ...old, ...change } : old)),
    );
  }

  /** Puts blocks before or after a table, or at the end. */
  insert(
    where: { before: TableId } | { after: TableId } | 'end',
    blocks: readonly PrintedReport['blocks'][number][],
  ) {
    if (where === 'end') {
      this.#blocks = [...this.#blocks, ...blocks];
      return;
    }
    const id = 'before' in where ? where.before : where.after;
    this.#blocks = this.#blocks.flatMap((block) => {
      if (block.kind !== 'table' || block.id !== id) return [block];
      return 'before' in where ? [...blocks, block] : [block, ...blocks];
    });
  }

  /** All figures' cells, in printed order. */
  spots(of: (cell: PrintedCell, table: TableId) => boolean = ({ indicator }) => indicator !== null): Spot[] {
    return this.#blocks.flatMap((block) =>
      block.kind !== 'table'
        ? []
        : block.rows.flatMap((cells, row) =>
            cells.flatMap((cell, at) => (of(cell, block.id) ? [{ table: block.id, row, at }] : [])),
          ),
    );
  }

  /** Some figures' cells, each in a row of its own; of figures that `of` holds for. */
  some(most: number, of: (value: number) => boolean = () => true): Spot[] {
    const count = this.random.between(1, most);
    const chosen = new Map<string, Spot>();
    for (const spot of shuffled(this.random, this.spots())) {
      const row = `${spot.table} ${spot.row}`;
      if (chosen.size < count && !chosen.has(row) && of(this.value(spot))) chosen.set(row, spot);
    }
    return [...chosen.values()];
  }

  say(indicator: string, says: Says): void {
    this.says.set(indicator, says);
  }

  /**
   * Says of the figures of changed rows what stands in their places now: no longer what it was, but what the page shows.
   * @param clear whether the page leaves no doubt; else a number is only good where it is both the old and the new one
   */
  sayPlaces(before: PrintedTable, rows: readonly number[], clear: boolean): void {
    const old = slots(before);
    const now = slots(this.table(before.id));
    for (const [slot, cell] of old) {
      if (cell.indicator === null || !rows.includes(Number(slot.split(':')[0]))) continue;
      const seen = now.get(slot);
      const text = seen === undefined ? '' : textOf(seen);
      const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
      const original = this.figures.get(cell.indicator);
      const isGood = number !== null && (clear || number === original);
      this.say(cell.indicator, { numbers: isGood ? [number] : [], owed: !clear || number !== null });
    }
  }
}

/** By `row:column`, the cells with their origin there. */
function slots(table: PrintedTable): Map<string, PrintedCell> {
  return new Map(placeCells(table).map(({ cell, row, column }) => [`${row}:${column}`, cell]));
}

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
