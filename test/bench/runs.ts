import type { BenchRun } from './results.js';

type Row = BenchRun['rows'][number];

/** A row with a figure for each round. */
export function row(name: string, values: readonly number[], more: Partial<Row> = {}): Row {
  return { name, what: name, better: 'less', measured: { values: [...values] }, ...more };
}

/** A run on a machine of the tests' own. */
export function run(commit: string, rows: Row[], more: Partial<BenchRun> = {}): BenchRun {
  return {
    commit,
    isChanged: false,
    date: '2026-11-30T12:00:00.000Z',
    node: 'v20.20.2',
    cpu: 'a processor',
    cores: 2,
    load: 0.1,
    isLong: false,
    rows,
    ...more,
  };
}
