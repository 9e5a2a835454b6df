/** The ledger as a table of plain values: for CSV, and for whatever else exports it. */
import type { CoverageCell } from './coverage.js';

interface CoverageColumn {
  readonly name: string;
  /** What it holds; the source of docs that explain the table. */
  readonly description: string;
  readonly value: (cell: CoverageCell) => string | number | null;
}

export const COVERAGE_COLUMNS: readonly CoverageColumn[] = [
  { name: 'portal', description: 'id of the portal', value: (c) => c.portal },
  { name: 'region', description: "GB/T 2260 code of the portal's region", value: (c) => c.region },
  { name: 'agency', description: "the agency, as the portal's table names it", value: (c) => c.agency },
  { name: 'year', description: 'the report year', value: (c) => c.year },
  { name: 'kind', description: '`own` or `aggregate`', value: (c) => c.kind },
  {
    name: 'state',
    description:
      '`published`, `late`, `undated`, `unreadable`, `withdrawn`, `missing`, `unknown` or `not_due`',
    value: (c) => c.state,
  },
  {
    name: 'basis',
    description:
      "who expects it: `table`, the portal's table of agencies, or `archive`, what the archive has of it",
    value: (c) => c.basis,
  },
  { name: 'deadline', description: 'the last day in time, YYYY-MM-DD', value: (c) => c.deadline },
  {
    name: 'published',
    description: 'the earliest date of publication that a version gives, YYYY-MM-DD; null where none does',
    value: (c) => c.published,
  },
  {
    name: 'first_seen',
    description: 'the day, in China, on which the archive first had it, YYYY-MM-DD; null where it has not',
    value: (c) => c.firstSeen,
  },
  { name: 'url', description: 'where it was read, or could not be; null for nothing', value: (c) => c.url },
  { name: 'reason', description: 'what is to be known of the state, one line; null', value: (c) => c.reason },
];

/** One row a cell, in the order of COVERAGE_COLUMNS. */
export function* coverageRows(cells: Iterable<CoverageCell>): Iterable<readonly (string | number | null)[]> {
  for (const cell of cells) yield COVERAGE_COLUMNS.map(({ value }) => value(cell));
}
