/** `npm run bench:archive -- --reports 100000 [--seed 1] [--out FOLDER] [--fresh]` */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEditions } from '../../../src/report/editions.js';
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
const reports = wholeNumber('reports', values.reports);
const seed = wholeNumber('seed', values.seed);
const name = `nianbao-archive-${reports}-${seed}-${extractorRevision(loadEditions())}`;
const home = resolve(values.out ?? join(tmpdir(), name));
if (values.fresh) rmSync(home, { recursive: true, force: true });
if (existsSync(join(home, 'archive.sqlite'))) {
  console.log(`${home} is there already (--fresh builds it anew)`);
} else {
  // built beside its place, so that what is there is whole
  const building = `${home}.building-${process.pid}`;
  mkdirSync(building, { recursive: true });
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
  rmSync(home, { recursive: true, force: true });
  renameSync(building, home);
  const { size } = statSync(join(home, 'archive.sqlite'));
  console.log(
    `${built.reports} reports, ${built.versions} versions in ${built.seconds.toFixed(0)} s; ` +
      `${(size / 1e6).toFixed(0)} MB, ${(size / built.reports).toFixed(0)} bytes a report`,
  );
  console.log(home);
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text)) return number;
  console.error(`--${option} takes a whole number, not ${text}`);
  process.exit(2);
}
