import { listTable } from '../../src/cli/table.js';
import type { BenchRow, RowSpec } from './bench.js';
import { median, spread } from './measure.js';

const HEADINGS = ['MEASURED', 'FIGURE', 'SPREAD', 'WALL MS', 'CPU MS', 'TARGET'];

export function benchTable(rows: readonly BenchRow[]): string {
  return listTable(HEADINGS, rows.map(cellsOf), [1, 2, 3, 4]);
}

/** The cells of a row as they are printed: what, figure, spread, wall, CPU, target. */
export function cellsOf(row: BenchRow): string[] {
  const { what, digits = 1, measured } = row;
  if ('skipped' in measured) return [`${what}: not run, ${measured.skipped}`, '-', '', '', '', ''];
  const { values, wall = [], cpu = [] } = measured;
  const milliseconds = (of: readonly number[]): string => (of.length === 0 ? '' : median(of).toFixed(1));
  return [
    what,
    median(values).toFixed(digits),
    values.length > 1 ? spread(values).toFixed(digits) : '',
    milliseconds(wall),
    milliseconds(cpu),
    targetOf(row, median(values)),
  ];
}

function targetOf({ target, better }: RowSpec, figure: number): string {
  if (target === undefined) return '';
  const isMet = better === 'more' ? figure >= target : figure <= target;
  return `${better === 'more' ? '≥' : '≤'} ${target}${isMet ? '' : ' (missed)'}`;
}
