import type { Cell, ExportSnapshot, RowBlock } from '../../storage/contract/archive.js';
import type { CoverageCell } from '../coverage/coverage.js';
import { UsageError } from '../errors.js';
import type { Measures } from '../measures/measures.js';
import type { CatalogueEntry } from '../report/edition/editions.js';
import { inBlocks } from './blocks.js';
import { COVERAGE, coverageRows } from './coverage.js';
import { definitionRows, MEASURE_DEFINITIONS, MEASURES, measureRows } from './measures-table.js';
import type { Table } from './table.js';
import { INDICATORS, snapshotTables } from './tables.js';

/** A table with its rows, which are made when they are asked for. */
export interface TableSource {
  readonly table: Table;
  rows(): AsyncIterable<RowBlock>;
}

/** Where a dataset's tables come from. */
export interface Material {
  readonly snapshot: ExportSnapshot;
  readonly catalogue: readonly CatalogueEntry[];
  readonly measures: Measures;
  /** The ledger of reports that there should be; where it is not given, there is no such table. */
  readonly coverage?: () => Promise<readonly CoverageCell[]>;
}

/** Every table of a dataset, in the order in which they are written. */
export function tableSources(material: Material): readonly TableSource[] {
  const { snapshot, catalogue, measures, coverage } = material;
  const of = (table: Table, rows: () => AsyncIterable<Cell[]> | Iterable<Cell[]>): TableSource => ({
    table,
    rows: () => inBlocks(table, rows()),
  });
  const stored = [...snapshotTables(snapshot.indicators, catalogue)].map(([name, table]) => ({
    table,
    rows: () => snapshot.rows(name),
  }));
  return [
    ...stored,
    ...(coverage === undefined ? [] : [of(COVERAGE, () => coverageRows(coverage()))]),
    of(MEASURES, () => measureRows(snapshot, measures)),
    of(MEASURE_DEFINITIONS, () => definitionRows(measures)),
    of(INDICATORS, () => indicatorRows(catalogue)),
  ];
}

function indicatorRows(catalogue: readonly CatalogueEntry[]): Cell[][] {
  return catalogue.map(({ id, zh, en, unit, editions }) => [id, zh, en, unit, editions.join(' ')]);
}

/** @throws UsageError for a table that there is not */
export function chosenSources(
  sources: readonly TableSource[],
  names: readonly string[] | null,
): readonly TableSource[] {
  if (names === null) return sources;
  const known = sources.map(({ table }) => table.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`there is no table ${unknown}`, { hint: `tables: ${known.join(', ')}` });
  }
  return sources.filter(({ table }) => names.includes(table.name));
}
