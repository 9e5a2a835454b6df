/**
 * Reports whose pages say something else than they seem to: `npm run test:mutations -- [--documents 10000] [--seed 1]
 * [--only <kind>/<format>] [--keep <folder>] [--workers <number>]`.
 *
 * A whole report of the form of 2021 is written as HTML, Word, PDF or plain text after a mutation: marks beside numbers,
 * struck and hidden digits, cells, rows, columns and tables that are lost, doubled, merged, swapped, or none of the
 * form's. Each mutation knows what the page still says. A number that the page does not say, and that no finding names, is
 * a silent wrong figure: there must be none, and the exit code is 1 where there is one. Each such document is written to
 * the folder, and its seed printed; `--seed` with that number and `--only` make it again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { listTable } from '../../src/cli/table.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { hasTool, printPages } from '../formats/tools.js';
import { printPage } from '../formats/write-html.js';
import { COMBINATIONS, type DocumentId, pageOf } from './document.js';
import { judged, NO_VERDICT, sumOf, type Verdict } from './judge.js';
import type { Judgement } from './worker.js';

const FEW = 3;
/** One document in so many is printed by Chromium. */
const PRINTED = 50;

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'string', default: join(tmpdir(), 'nianbao-mutations') },
    workers: { type: 'string' },
  },
});
const first = Number(options.seed);
const count = Number(options.documents ?? (options.only === undefined ? 10_000 : 1));
const workers = Number(options.workers ?? availableParallelism());

function documents(): DocumentId[] {
  const chosen = COMBINATIONS.filter(
    ({ kind, format }) => (options.only ?? `${kind}/${format}`) === `${kind}/${format}`,
  );
  if (chosen.length === 0) {
    console.error(
      `no such kind and format: ${options.only}; there are\n${COMBINATIONS.map(({ kind, format }) => `${kind}/${format}`).join('\n')}`,
    );
    process.exit(2);
  }
  const [printed, own] = [chosen.filter(isPrinted), chosen.filter((one) => !isPrinted(one))];
  return Array.from({ length: count }, (_, at) => {
    const isPrint = own.length === 0 || (printed.length > 0 && at % PRINTED === PRINTED - 1);
    const among = isPrint ? printed : own;
    const turn = isPrint && own.length > 0 ? Math.floor(at / PRINTED) : at;
    const { kind, format } = among[turn % among.length] ??
      COMBINATIONS[0] ?? { kind: 'whole', format: 'html' };
    return { seed: first + at, kind, format };
  });
}

const isPrinted = ({ format }: { readonly format: string }): boolean => format === 'print';

const verdicts = new Map<string, { readonly documents: number; readonly verdict: Verdict }>();
const faults: string[] = [];

function add({ id, verdict, bytes }: Judgement): void {
  const name = `${id.kind}/${id.format}`;
  const before = verdicts.get(name) ?? { documents: 0, verdict: NO_VERDICT };
  verdicts.set(name, { documents: before.documents + 1, verdict: sumOf(before.verdict, verdict) });
  if (bytes === null) return;
  const file = join(options.keep, `${id.seed} ${id.kind}.${EXTENSIONS[id.format]}`);
  mkdirSync(options.keep, { recursive: true });
  writeFileSync(file, bytes);
  faults.push(
    `--seed ${id.seed} --only '${name}' (${file})`,
    ...verdict.silent.slice(0, FEW).map((what) => `    ${what}`),
  );
}

const EXTENSIONS = { html: 'html', docx: 'docx', pdf: 'pdf', txt: 'txt', print: 'print.pdf' } as const;

function inWorker(ids: readonly DocumentId[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: ids });
    worker.on('message', add);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });
}

async function print(ids: readonly DocumentId[]): Promise<void> {
  if (ids.length === 0 || !hasTool('chromium')) return;
  const editions = loadEditions();
  const pages = ids.map(pageOf);
  const files = await printPages(pages.map((page) => printPage(page.printed)));
  for (const [at, id] of ids.entries()) {
    const [page, bytes] = [pages[at], files[at]];
    if (page === undefined || bytes === undefined) continue;
    const verdict = await judged(bytes, page, editions);
    add({ id, verdict, bytes: verdict.silent.length > 0 ? bytes : null });
  }
}

const ids = documents();
const own = ids.filter((id) => !isPrinted(id));
const shares = Array.from({ length: Math.min(workers, own.length) }, (_, share) =>
  own.filter((_, at) => at % workers === share),
);
await Promise.all([...shares.map(inWorker), print(ids.filter(isPrinted))]);

const rows = COMBINATIONS.flatMap(({ kind, format }) => {
  const found = verdicts.get(`${kind}/${format}`);
  return found === undefined ? [] : [[format, kind, found] as const];
});
const line = ({
  documents,
  verdict,
}: {
  readonly documents: number;
  readonly verdict: Verdict;
}): string[] => {
  const { cells, read, flagged, unflagged, doubted, silent } = verdict;
  return [documents, cells, read, flagged, unflagged.length, doubted, silent.length].map(String);
};
const all = rows.reduce(
  (sum, [, , { documents, verdict }]) => ({
    documents: sum.documents + documents,
    verdict: sumOf(sum.verdict, verdict),
  }),
  { documents: 0, verdict: NO_VERDICT },
);
console.log(
  listTable(
    [
      'FORMAT',
      'MUTATION',
      'DOCUMENTS',
      'CELLS',
      'READ',
      'NULL, FLAGGED',
      'NULL, SILENT',
      'WRONG, FLAGGED',
      'WRONG, SILENT',
    ],
    [...rows.map(([format, kind, found]) => [format, kind, ...line(found)]), ['all', '', ...line(all)]],
    [2, 3, 4, 5, 6, 7, 8],
  ),
);
if (faults.length > 0) console.log(`\n${faults.join('\n')}`);
if (options.only !== undefined) {
  for (const [, , { verdict }] of rows) console.log([...verdict.silent, ...verdict.unflagged].join('\n'));
}
console.log(
  `\n${all.documents} documents (seed ${first}): ${all.verdict.silent.length} wrong figure(s) without a finding`,
);
process.exit(all.verdict.silent.length > 0 ? 1 : 0);
