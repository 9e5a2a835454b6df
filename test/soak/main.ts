/**
 * `npm run soak`: many nights of the real daemon over simulated portals, at full speed, with faults, kills and
 * restarts; then, after some nights in good health, the archive must be what the portals publish.
 *
 *     npm run soak -- --nights 200 --portals 10 --reports 50 --seed 1
 *
 * The first quarter of the nights has the kills and restarts. From then on one process lives to the end, so that its
 * memory in the last quarter can be held against that in the second. Exit code 1 where a bound is broken.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packagePlace } from '../../src/place/package.js';
import { seededRandom } from '../../src/simulation/reports/random.js';
import { Receiver } from './receiver.js';
import { runSoak } from './soak.js';

const { values } = parseArgs({
  options: {
    nights: { type: 'string', default: '200' },
    portals: { type: 'string', default: '10' },
    reports: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'nianbao-soak-'));
const home = join(folder, 'home');
const config = join(folder, 'config');
mkdirSync(home);
mkdirSync(join(config, 'portals'), { recursive: true });
cpSync(join(packagePlace().root, 'config', 'editions'), join(config, 'editions'), { recursive: true });
const receiver = new Receiver(seededRandom(Number(values.seed) + 1));
const settings = {
  pause: 0,
  timeouts: { idle: 0.5, total: 2, backoff: 0, retryAfter: 1 },
  limits: { retries: 1, failures: 3 },
  harvest: { firstYear: 2022, portals: 4 },
  schedule: { jitter: 60 },
  notices: await receiver.start(),
};
writeFileSync(join(config, 'nianbao.yaml'), JSON.stringify(settings));
const rows = await runSoak({
  home,
  config,
  folder,
  settings,
  receiver,
  nights: Number(values.nights),
  portals: Number(values.portals),
  reports: Number(values.reports),
  seed: Number(values.seed),
});
await receiver.close();
const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, figure, target, isKept } of rows) {
  console.log(`${isKept ? ' ' : '!'} ${what.padEnd(width)}  ${figure.padStart(14)}  ${target}`);
}
if (values.keep) console.log(`kept: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit(rows.every(({ isKept }) => isKept) ? 0 : 1);
