/** Runs the cases of the fuzz test one after the other, and says before each what it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { DocumentError, describeError } from '../../src/errors.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { partSeed, type Random, seededRandom } from '../../src/simulation/reports/random.js';
import { ACCIDENTS } from './fuzz-bytes.js';
import { damagedReport, type Placing } from './fuzz-tables.js';
import type { FuzzCase, FuzzMessage, FuzzTask } from './fuzz-task.js';
import type { PrintedReport } from './printed.js';
import { readBytes } from './reading.js';
import { unnoticed } from './truth.js';
import { docxFile } from './write-docx.js';
import { htmlPage } from './write-html.js';
import { ofdFile } from './write-ofd.js';
import { textFile } from './write-text.js';
import { workbookFile } from './write-workbook.js';

interface Writer {
  readonly format: string;
  readonly placing: Placing;
  readonly write: (printed: PrintedReport) => Buffer | Promise<Buffer>;
}

/** The formats that damaged tables are written in on the spot. */
const WRITERS: readonly Writer[] = [
  { format: 'html', placing: 'cells', write: htmlPage },
  { format: 'txt', placing: 'cells', write: textFile },
  { format: 'docx', placing: 'closed', write: docxFile },
  { format: 'xlsx', placing: 'slots', write: (printed) => workbookFile(printed, 'xlsx') },
  { format: 'xls', placing: 'slots', write: (printed) => workbookFile(printed, 'biff8') },
  { format: 'ofd', placing: 'positions', write: ofdFile },
];
/** One case in so many is an accident to the tables. */
const TABLES = 0.35;
/** So often another accident is tried where the file gave no occasion for the one before. */
const ATTEMPTS = 20;

const task: FuzzTask = workerData;
const editions = loadEditions();
const names = Object.keys(ACCIDENTS);

function say(message: FuzzMessage): void {
  parentPort?.postMessage(message);
}

async function caseOf(number: number): Promise<FuzzCase | null> {
  const prepared = task.prepared[number];
  if (prepared !== undefined) return prepared;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const random = seededRandom(partSeed(task.seed, number, attempt));
    const found = random.next() < TABLES ? await tableCase(random) : byteCase(random);
    if (found !== null) return found;
  }
  return null;
}

async function tableCase(random: Random): Promise<FuzzCase | null> {
  const writer = WRITERS[random.between(0, WRITERS.length - 1)];
  const damaged = writer === undefined ? null : damagedReport(random, writer.placing);
  if (damaged === null || writer === undefined) return null;
  try {
    const bytes = await writer.write(damaged.printed);
    return { format: writer.format, mutation: damaged.damage, bytes, truth: damaged.truth };
  } catch {
    // a writer may refuse a table that is no rectangle: then there is no such file
    return null;
  }
}

function byteCase(random: Random): FuzzCase | null {
  const file = task.files[random.between(0, task.files.length - 1)];
  const mutation = names[random.between(0, names.length - 1)] ?? '';
  const bytes = file === undefined ? null : (ACCIDENTS[mutation]?.(Buffer.from(file.bytes), random) ?? null);
  return file === undefined || bytes === null ? null : { format: file.format, mutation, bytes, truth: null };
}

async function run({ bytes, truth }: FuzzCase): Promise<string[]> {
  try {
    const document = await readBytes(Buffer.from(bytes));
    const wrong = unnoticed(document, truth ?? {}, editions);
    return truth === null ? [] : wrong;
  } catch (error) {
    if (error instanceof DocumentError) return [];
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    return [`crashed: ${describeError(error)}\n${stack}`];
  }
}

for (const number of task.numbers) {
  const found = await caseOf(number);
  if (found === null) {
    say({ number, skipped: true });
    continue;
  }
  const { format, mutation } = found;
  say({ number, started: { format, mutation } });
  say({ number, faults: await run(found) });
}
say({ done: true });
