/**
 * Tables in plain text, of every kind that programs and people make: `npm run test:texts -- [--seeds <from> <to>]
 * [--kind <id or part of one>] [--keep <folder>] [--workers <number>]`; `--list` says what each kind is.
 *
 * A text of each kind and seed is made of a report and read. What it says of each figure is known: see docs/texts.md. A
 * figure that no careful reader could take from it, and that no finding names, is silent and wrong: the exit code is 1
 * where there is one. With `--keep` the texts of which a figure was read that they don't say are written to the folder,
 * each with a list of what was expected and what was read; with `--kind`, too, all texts of that kind.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { listTable } from '../../src/cli/table.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { NO_VERDICT, sumOf, type Verdict } from './judge.js';
import type { Judgement, TextId } from './judgement.js';
import { KINDS } from './kinds.js';
import { judgedPrinted, missingTools, PRINTED_KINDS } from './printed.js';

const FEW = 3;
const MANY_SEEDS = 10;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string' },
    kind: { type: 'string' },
    list: { type: 'boolean', default: false },
    keep: { type: 'string' },
    workers: { type: 'string' },
  },
});
const first = Number(options.seeds ?? 1);
const last = Number(positionals[0] ?? (options.seeds === undefined ? MANY_SEEDS : first));
const seeds = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
const workers = Number(options.workers ?? availableParallelism());

/** The kinds with the id that is asked for, or else with a part of it. */
function chosen<Kind extends { readonly id: string }>(kinds: readonly Kind[]): readonly Kind[] {
  const asked = options.kind;
  if (asked === undefined) return kinds;
  const isExact = [...KINDS, ...PRINTED_KINDS].some(({ id }) => id === asked);
  return kinds.filter(({ id }) => (isExact ? id === asked : id.includes(asked)));
}

const [kinds, printedKinds] = [chosen(KINDS), chosen(PRINTED_KINDS)];
if (options.list) {
  console.log(
    listTable(
      ['KIND', 'WHAT'],
      [...kinds, ...printedKinds].map(({ id, what }) => [id, what]),
    ),
  );
  process.exit(0);
}
if (kinds.length + printedKinds.length === 0) {
  console.error(`no such kind: ${options.kind}; --list names all`);
  process.exit(2);
}

interface Tally {
  readonly texts: number;
  readonly verdict: Verdict;
}

const NOTHING: Tally = { texts: 0, verdict: NO_VERDICT };
const tallies = new Map<string, Tally>();
const faults: string[] = [];

function add(judgement: Judgement): void {
  const { id, verdict, of } = judgement;
  const before = tallies.get(id.kind) ?? NOTHING;
  tallies.set(id.kind, { texts: before.texts + 1, verdict: sumOf(before.verdict, verdict) });
  if (verdict.silent.length > 0) {
    faults.push(
      `--kind '${id.kind}' --seeds ${id.seed}${of.length > 1 ? ` (${of.join('; ')})` : ''}`,
      ...verdict.silent.slice(0, FEW).map((what) => `    ${what}`),
    );
  }
  if (options.keep !== undefined) keep(judgement, options.keep);
}

function keep({ id, verdict, of, bytes }: Judgement, folder: string): void {
  const isWrong = verdict.silent.length + verdict.doubted.length > 0;
  if (!isWrong && options.kind === undefined) return;
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `${id.kind.replaceAll('/', '／')} ${id.seed}`);
  writeFileSync(`${name}.txt`, bytes);
  writeFileSync(`${name}.read.txt`, [of.join('; '), ...toldOf(verdict), ''].join('\n'));
}

const toldOf = ({ silent, doubted, unflagged, flagged }: Verdict): string[] => [
  ...silent.map((what) => `WRONG ${what}`),
  ...doubted.map((what) => `wrong, with a finding: ${what}`),
  ...unflagged.map((what) => `null without a finding: ${what}`),
  ...flagged.map((what) => `null: ${what}`),
];

function inWorker(ids: readonly TextId[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: ids });
    worker.on('message', add);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });
}

const missing = missingTools();

async function print(): Promise<void> {
  if (printedKinds.length === 0 || missing.length > 0) return;
  for await (const judgement of judgedPrinted(printedKinds, seeds, loadEditions())) add(judgement);
}

const ids = kinds.flatMap(({ id }) => seeds.map((seed): TextId => ({ kind: id, seed })));
const shares = Array.from({ length: Math.min(workers, ids.length) }, (_, share) =>
  ids.filter((_, at) => at % workers === share),
);
await Promise.all(shares.map(inWorker));
await print();

const lineOf = (name: string, { texts, verdict }: Tally): string[] => {
  const { cells, read, flagged, unflagged, doubted, silent } = verdict;
  const lists = [flagged, unflagged, doubted, silent].map(({ length }) => length);
  return [name, ...[texts, cells, read, ...lists].map(String)];
};
const rows = [...kinds, ...printedKinds].flatMap(({ id }) => {
  const tally = tallies.get(id);
  return tally === undefined ? [] : [lineOf(id, tally)];
});
const all = [...tallies.values()].reduce(
  (sum, { texts, verdict }): Tally => ({ texts: sum.texts + texts, verdict: sumOf(sum.verdict, verdict) }),
  NOTHING,
);
console.log(
  listTable(
    ['KIND', 'TEXTS', 'CELLS', 'READ', 'NULL, FLAGGED', 'NULL, SILENT', 'WRONG, FLAGGED', 'WRONG, SILENT'],
    [...rows, lineOf('all', all)],
    [1, 2, 3, 4, 5, 6, 7],
  ),
);
if (faults.length > 0) console.log(`\n${faults.join('\n')}`);
if (printedKinds.length > 0 && missing.length > 0)
  console.log(`\nprinted pages are skipped: there is no ${missing.join(' and no ')}`);
console.log(
  `\n${all.texts} texts (seeds ${first} to ${last}): ${all.verdict.silent.length} wrong figure(s) without a finding`,
);
process.exit(all.verdict.silent.length > 0 ? 1 : 0);
