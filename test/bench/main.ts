/**
 * `npm run bench [-- --only NAME] [--list] [--long] [--archive FOLDER] [--results FILE]`: start-up, extraction, formats,
 * harvesting, portals and the CPU and disk of nights against bare baselines, and thousands of portals in one file.
 *
 * With `--only`, only the groups and rows whose name contains NAME; with `--list`, only their names; with `--long`, what
 * does not fit into five minutes, too; with `--archive` nothing of these, but questions to the archive in the folder (as
 * `npm run bench:archive` makes one) and exports of it. Each run becomes a line of bench/results.jsonl.
 */
import { parseArgs } from 'node:util';
import { archiveBench } from './archive-bench.js';
import type { Bench } from './bench.js';
import { type Chosen, choose, namesOf } from './choose.js';
import { extraction } from './extraction.js';
import { formatsBench } from './formats.js';
import { harvestCost } from './harvest-cost.js';
import { harvesting } from './harvesting.js';
import { manyPortals } from './many-portals.js';
import { pdf } from './pdf.js';
import { portals } from './portals.js';
import { quietNight } from './quiet-night.js';
import { appendRun, beginRun, busyNote, machineOf, RESULTS, withRows } from './results.js';
import { runBenches } from './run-benches.js';
import { startUp } from './start-up.js';
import { benchTable } from './table.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    archive: { type: 'string' },
    results: { type: 'string', default: RESULTS },
  },
});
const benches: readonly Bench[] =
  values.archive === undefined
    ? [startUp, extraction, pdf, formatsBench, harvesting, portals, harvestCost, quietNight, manyPortals]
    : [archiveBench(values.archive)];
if (values.list) console.log(namesOf(benches));
else await run(chosenOf(values.only));
process.exit();

async function run(chosen: Chosen): Promise<void> {
  const started = performance.now();
  const begun = beginRun(values.long);
  const { rows, failures } = await runBenches(chosen, {
    isLong: values.long,
    say: (text) => console.error(text),
  });
  const done = withRows(begun, rows);
  appendRun(done, values.results);
  console.log(
    `${machineOf(done)}, commit ${done.commit}${done.isChanged ? ' with changes' : ''}${busyNote(done)}\n`,
  );
  console.log(benchTable(rows));
  for (const failure of failures) console.error('failed:', failure);
  if (failures.length > 0) process.exitCode = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${seconds} s; kept in ${values.results}, compare with npm run bench:compare`);
}

function chosenOf(only: string | undefined): Chosen {
  try {
    return choose(benches, only);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`bench: ${error.message}`);
    process.exit(2);
  }
}
