import { listTable } from '../../src/cli/table.js';

export interface BenchRow {
  readonly what: string;
  readonly figure: string;
  /** As the figure has it, or '' where none is set. */
  readonly target: string;
}

export function benchTable(rows: readonly BenchRow[]): string {
  return listTable(
    ['MEASURED', 'FIGURE', 'TARGET'],
    rows.map((r) => [r.what, r.figure, r.target]),
    [1],
  );
}
