/** Accidents to the tables of a report, made before it is written as a file: what each cell states is known. */

import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Random } from '../../src/simulation/reports/random.js';
import { completeFigures, type SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { type Truth as Figures, soundFigures } from '../report/damage.js';
import { DAMAGES } from '../report/damage-kinds.js';
import { PLAIN } from './layouts.js';
import { type PrintedReport, type PrintedTable, printReport } from './printed.js';
import type { Truth } from './truth.js';

export interface DamagedReport {
  readonly damage: string;
  readonly printed: PrintedReport;
  readonly truth: Truth;
}

const NAMES = Object.keys(DAMAGES);
const [OWN_2020, OWN_2023] = generateReports({ seed: 23, agencies: 1, years: [2020, 2023] });

/** What a format has to say where a cell stands. */
export type Placing =
  | 'cells' // a row is its cells, one after the other: one that is lost leaves the row too short
  | 'closed' // the same without holes: a cell that reaches down follows upon the row's last one, wherever that is
  | 'slots' // a sheet has no end: a blank cell pushed out of the table is one of the many beside it
  | 'positions'; // a page, or a table that a program has laid out anew: a lost cell is one that stands elsewhere

const RUN_TOGETHER = NAMES.filter((name) => /run into/.test(name));
const PUSHED_OUT = NAMES.filter((name) =>
  /^a (?:wrong span of a figure|blank put|figure doubled|label doubled)/.test(name),
);
/** The accidents after which every cell still stands under its heading and beside its label, spans and all. */
const IN_PLACE = [
  'two figures in one cell, the other left blank',
  'two figures in the right one of two cells',
  'two headings swapped',
];
/** After other accidents than these what stands in a place is what the file says, and no accident any more. */
const KNOWN: Readonly<Record<Placing, readonly string[]>> = {
  cells: NAMES,
  closed: NAMES.filter((name) => !RUN_TOGETHER.includes(name)),
  slots: NAMES.filter((name) => !PUSHED_OUT.includes(name)),
  positions: IN_PLACE,
};

/**
 * A report whose tables have suffered one accident; null where they gave no occasion for it.
 * @param placing of the format that it is for
 */
export function damagedReport(random: Random, placing: Placing): DamagedReport | null {
  const names = KNOWN[placing];
  const base = random.next() < 0.5 ? OWN_2020 : OWN_2023;
  const name = names[random.between(0, names.length - 1)] ?? '';
  const damage = DAMAGES[name];
  if (base === undefined || damage === undefined) return null;
  const figures = soundFigures(base.edition, random, random.next() < 0.5);
  const report: SimulatedReport = { ...base, figures: completeFigures(base.edition, figures) };
  const printed = printReport(report, PLAIN);
  const tables = printed.blocks.filter((block) => block.kind === 'table');
  const damaged = damage(
    tables.map(({ rows }) => rows),
    figures,
    random,
  );
  if (damaged === null) return null;
  return {
    damage: name,
    printed: { ...printed, blocks: withTables(printed, tables, damaged.tables) },
    truth: statedBy(damaged.truth ?? figures),
  };
}

/** The damaged tables in the place of the whole ones; where one has become two, the second follows the first. */
function withTables(
  printed: PrintedReport,
  tables: readonly PrintedTable[],
  rows: readonly PrintedTable['rows'][],
): PrintedReport['blocks'] {
  const split =
    rows.length > tables.length
      ? tables.findIndex(({ rows: whole }, at) => whole.length !== rows[at]?.length)
      : -1;
  let next = 0;
  return printed.blocks.flatMap<PrintedReport['blocks'][number]>((block) => {
    if (block.kind === 'line') return [block];
    const parts = rows.slice(next, next + (tables[split] === block ? 2 : 1));
    next += parts.length;
    return parts.filter((lines) => lines.length > 0).map((lines) => ({ ...block, rows: lines }));
  });
}

function statedBy(figures: Figures): Truth {
  return Object.fromEntries(Object.entries(figures).map(([id, value]) => [id, value ?? 'blank']));
}
