/** `npm run bench:archive -- --reports 100000 [--seed 1] [--out FOLDER] [--fresh]` */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEditions } from '../../../src/report/edition/editions.js';
import { extractorRevision } from '../../../src/report/revision.js';
import { buildArchive } from './build.js';

const STEP = 2000;

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
});
const reports = wholeNumber('reports', values.reports, 1);
const seed = wholeNumber('seed', values.seed, 0);
const name = `nianbao-archive-${reports}-${seed}-${extractorRevision(loadEditions())}`;
const home = resolve(values.out ?? join(tmpdir(), name));
const file = join(home, 'archive.sqlite');
if (existsSync(file) && !values.fresh) {
  console.log(`${file} is there already (--fresh builds it anew)`);
} else {
  await build();
}

/** Builds beside the archive's place, so that what stands there is whole; touches nothing else in the folder. */
async function build(): Promise<void> {
  const building = join(home, `.building-${process.pid}`);
  mkdirSync(building, { recursive: true });
  const tidy = (): void => rmSync(building, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      tidy();
      process.exit(1);
    });
  }
  try {
    const started = performance.now();
    const built = await buildArchive({
      reports,
      seed,
      home: building,
      onProgress: (done) => {
        if (done % STEP !== 0) return;
        const rate = done / ((performance.now() - started) / 1000);
        console.error(`${done} of ${reports} reports, ${rate.toFixed(0)} a second`);
      },
    });
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    renameSync(built.path, file);
    const { size } = statSync(file);
    console.log(
      `${built.reports} reports, ${built.versions} versions in ${built.seconds.toFixed(0)} s; ` +
        `${(size / 1e6).toFixed(0)} MB, ${(size / built.reports).toFixed(0)} bytes a report`,
    );
    console.log(file);
  } finally {
    tidy();
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number >= least) return number;
  console.error(`--${option} takes a whole number from ${least}, not ${text}`);
  process.exit(2);
}
