/**
 * `npm run bench:compare [-- A B] [--fail] [--results FILE]`: what became of each row between two commits, by default the
 * last two that were measured. With `--fail`, it ends with code 1 where a row got slower by more than the noise.
 */
import { parseArgs } from 'node:util';
import { compare, comparisonTable, pairOf, stateOf } from './compare.js';
import { busyNote, machineOf, RESULTS, readRuns } from './results.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fail: { type: 'boolean', default: false }, results: { type: 'string', default: RESULTS } },
});

try {
  const pair = pairOf(readRuns(values.results), positionals);
  const rows = compare(pair);
  for (const [word, runs] of [['before', pair.before] as const, ['after', pair.after] as const]) {
    const [first] = runs;
    if (first !== undefined)
      console.log(
        `${word}: ${stateOf(first)} (${runs.length} of its runs)${runs.map(busyNote).find((note) => note !== '') ?? ''}`,
      );
  }
  for (const run of pair.after.slice(0, 1)) console.log(`${machineOf(run)}\n`);
  console.log(comparisonTable(rows));
  const slower = rows.filter(({ verdict }) => verdict === 'slower');
  console.log(`\n${slower.length} of ${rows.length} rows got slower by more than the noise`);
  if (values.fail && slower.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(`bench:compare: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
