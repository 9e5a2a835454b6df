/**
 * Accidents to files of every format: `node dist/test/formats/fuzz.js [--mutations 5000] [--seed 1] [--only <number>]`.
 *
 * Bytes are changed, cut, swapped; members of archives dropped, renamed, damaged; cells of tables lost, doubled,
 * moved. No reader may end in anything but a document or a DocumentError; and where the truth is known, no wrong figure
 * may go without a finding that names it. Ends with exit code 1 where one does. A reader that takes longer than the limit
 * is ended there, as a harvest ends it, and that may happen once in a thousand cases.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../../src/document/model.js';
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import { type Format, formats } from './fixtures.js';
import { PICTURE_ACCIDENTS } from './fuzz-pictures.js';
import { damagedReport } from './fuzz-tables.js';
import type { FuzzCase, FuzzMessage, FuzzTask } from './fuzz-task.js';
import { imagePdf, readPgm } from './images.js';
import { LAYOUTS, PLAIN } from './layouts.js';
import { sampleReports } from './matrix.js';
import { printReport } from './printed.js';
import { hasTool, printPages, rasterise } from './tools.js';
import { truthOf } from './truth.js';
import { printPage } from './write-html.js';

const MEGABYTES = 3072;
const SECONDS = 1000;
/** One case in so many is written by another program. */
const PREPARED = 100;
const FEW = 20;
/** One case in so many is a scan. */
const SCANS = 300;
const SCAN = 'scan';
const SCAN_DPI = 150;

const { values: options } = parseArgs({
  options: {
    mutations: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const seed = Number(options.seed);
const mutations = Number(options.mutations);

const available = formats().filter(({ needs }) => needs.every(hasTool));

async function wholeFiles(): Promise<FuzzTask['files']> {
  const reports = sampleReports(true).slice(0, 1);
  const layouts = LAYOUTS.filter(({ id }) => id === PLAIN.id || id === 'blank for 0');
  const printed = reports.flatMap((report) => layouts.map((layout) => printReport(report, layout)));
  const files: { format: string; bytes: Uint8Array }[] = [];
  for (const format of available) {
    // pictures take too long to read a thousand times
    const made = format.isPicture ? [] : await format.make(printed);
    files.push(...made.map((bytes) => ({ format: format.id, bytes })));
  }
  return files;
}

async function preparedCases(): Promise<FuzzCase[]> {
  const written = available.filter(({ id }) => /^(?:doc|pdf \(.*|xls \(.*)/.test(id) && !/docx/.test(id));
  const each = Math.ceil(mutations / PREPARED / Math.max(1, written.length));
  const cases: FuzzCase[] = [];
  for (const format of written) cases.push(...(await preparedFor(format, each)));
  return cases;
}

async function preparedFor(format: Format, count: number): Promise<FuzzCase[]> {
  const damaged = Array.from({ length: count }, (_, at) =>
    damagedReport(seededRandom(partSeed(seed, format.id, at)), 'positions'),
  ).filter((report) => report !== null);
  const files = await format.make(damaged.map(({ printed }) => printed));
  return damaged.map(({ damage, truth }, at) => {
    return { format: format.id, mutation: damage, bytes: files[at] ?? Buffer.alloc(0), truth };
  });
}

/** Accidents to the pictures of scans; few, for recognition takes seconds a page. */
async function scanCases(): Promise<FuzzCase[]> {
  if (!hasTool('chromium') || !hasTool('pdftoppm')) return [];
  const names = Object.keys(PICTURE_ACCIDENTS);
  const cases: FuzzCase[] = [];
  for (let number = 0; number < Math.ceil(mutations / SCANS); number += 1) {
    const random = seededRandom(partSeed(seed, 'scan', number));
    const report = sampleReports(true)[0];
    const mutation = names[random.between(0, names.length - 1)] ?? '';
    if (report === undefined) continue;
    const printed = printReport(report, PLAIN);
    const blocks = printed.blocks.filter((block) => block.kind === 'table' || block.role !== 'body');
    const [pdf = Buffer.alloc(0)] = await printPages([printPage({ ...printed, blocks })]);
    const pages = (await rasterise(pdf, SCAN_DPI)).map((page) => {
      return PICTURE_ACCIDENTS[mutation]?.(readPgm(page), random) ?? readPgm(page);
    });
    const bytes = imagePdf(pages, SCAN_DPI, 90);
    cases.push({ format: SCAN, mutation, bytes, truth: truthOf(report, PLAIN) });
  }
  return cases;
}

interface Fault {
  readonly number: number;
  readonly name: string;
  readonly what: string;
}

const faults: Fault[] = [];
/** Cases that were ended at the limit. */
const overdue: Fault[] = [];
const MOST_OVERDUE = Math.ceil(mutations / 1000);
let run = 0;
let skipped = 0;
let slowest = 0;

/** Runs cases in a worker; resolves with those that were left when it hung or broke. */
function runCases(task: FuzzTask): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./fuzz-worker.js', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    });
    let current = { number: task.numbers[0] ?? 0, name: 'before the first case', since: Date.now() };
    const end = (what: string | null, where = faults): void => {
      clearInterval(watch);
      if (what !== null) where.push({ ...current, what });
      const left = what === null ? [] : task.numbers.slice(task.numbers.indexOf(current.number) + 1);
      void worker.terminate().then(() => resolve(left));
    };
    const watch = setInterval(() => {
      const limit = current.name.startsWith(SCAN) ? DEFAULT_LIMITS.recognition : DEFAULT_LIMITS.seconds;
      if (Date.now() - current.since > limit * SECONDS) end('ended at the limit', overdue);
    }, SECONDS);
    worker.on('error', (error) => end(`broke the worker: ${error.message}`));
    worker.on('message', (message: FuzzMessage) => {
      if ('done' in message) end(null);
      else if ('skipped' in message) skipped += 1;
      else if ('started' in message) {
        const { format, mutation } = message.started;
        current = { number: message.number, name: `${format}: ${mutation}`, since: Date.now() };
      } else {
        run += 1;
        slowest = Math.max(slowest, Date.now() - current.since);
        if (message.faults.length > 0)
          faults.push({ ...current, what: message.faults.slice(0, 3).join('\n') });
        current = { ...current, since: Date.now() };
      }
    });
  });
}

const files = await wholeFiles();
const prepared = [...(await scanCases()), ...(await preparedCases())];
const all = Array.from({ length: mutations }, (_, at) => at);
let left: readonly number[] = options.only === undefined ? all : [Number(options.only)];
while (left.length > 0) left = await runCases({ seed, numbers: left, files, prepared });

if (overdue.length > MOST_OVERDUE) faults.push(...overdue);
else for (const { number, name, what } of overdue) console.log(`${number} ${name}: ${what}`);
for (const { number, name, what } of faults.slice(0, FEW)) console.log(`${number} ${name}\n  ${what}`);
if (faults.length > FEW) console.log(`… and ${faults.length - FEW} more`);
console.log(
  `${run} accidents (seed ${seed}), ${skipped} without an occasion, ${prepared.length} of them written by other programs: ${faults.length} fault(s)`,
);
console.log(`formats: ${[...new Set([...files, ...prepared].map(({ format }) => format))].join('; ')}`);
console.log(`slowest: ${(slowest / SECONDS).toFixed(1)} s`);
process.exit(faults.length > 0 ? 1 : 0);
