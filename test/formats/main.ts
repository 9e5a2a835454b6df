/**
 * The format matrix: `node dist/test/formats/main.js [--quick] [--format <part of an id>] [--layout <id>] [--seed <number>]
 * [--keep <folder>]`. With `--seed` the pages that are each set in another way are set by that number alone; with
 * `--keep` the files of which a figure was lost or wrong are written there.
 *
 * Ends with exit code 1 where a figure is wrong, a figure is missing without a finding, or a target is missed. A
 * full run writes docs/formats.md, unless a program is missing that makes some of the files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defined } from '../../src/defined.js';
import { packagePlace } from '../../src/place/package.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { formats } from './fixtures.js';
import { LAYOUTS } from './layouts.js';
import { type NotRun, type Outcome, sampleReports, shortcomings, tryFormat } from './matrix.js';
import { matrixPage, matrixTable, shortcomingLines } from './page.js';
import { hasTool } from './tools.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    format: { type: 'string' },
    layout: { type: 'string' },
    seed: { type: 'string' },
    keep: { type: 'string' },
  },
});
/** What a quick run is content with. */
const QUICK_LAYOUTS = ['plain', 'no borders', 'split, head repeated', 'labels not merged', 'blank for 0'];

const layouts = LAYOUTS.filter(
  ({ id }) => (options.layout ?? id) === id && (!options.quick || QUICK_LAYOUTS.includes(id)),
);
/** Recognition takes seconds a page: a quick run is content with one scan. */
const QUICK_SCAN = 'pdf of images';
const chosen = formats().filter(
  ({ id, isPicture, isAwaited, isDump }) =>
    id.includes(options.format ?? '') &&
    (!options.quick || (isAwaited !== true && isDump !== true && (!isPicture || id === QUICK_SCAN))),
);
const folder = options.keep;
if (folder !== undefined) mkdirSync(folder, { recursive: true });
const reports = sampleReports(options.quick);
const editions = loadEditions();

const outcomes: Outcome[] = [];
const notRun: NotRun[] = [];
for (const format of chosen) {
  console.error(format.id);
  const shown = options.quick && format.isPicture ? layouts.slice(0, 1) : layouts;
  const tried = await tryFormat(format, shown, reports, editions, {
    ...defined({ seed: options.seed === undefined ? undefined : Number(options.seed) }),
    keep: (name, bytes) => {
      if (folder !== undefined)
        writeFileSync(join(folder, `${format.id}, ${name}`.replaceAll('/', '／')), bytes);
    },
  });
  if (Array.isArray(tried)) outcomes.push(...tried);
  else notRun.push(tried);
}

console.log(matrixTable(outcomes));
for (const { format, why } of notRun) console.log(`${format}: ${why}`);
const faults = shortcomingLines(outcomes);
if (faults.length > 0) console.log(`\n${faults.join('\n')}`);

const whole =
  !options.quick &&
  options.format === undefined &&
  options.layout === undefined &&
  options.seed === undefined;
if (whole && chosen.every(({ needs }) => needs.every(hasTool))) {
  writeFileSync(join(packagePlace().root, 'docs', 'formats.md'), matrixPage(outcomes, notRun));
} else console.log('\ndocs/formats.md was not written: this was no full run, or a program is missing');
process.exit(outcomes.some((outcome) => shortcomings(outcome).length > 0) ? 1 : 0);
