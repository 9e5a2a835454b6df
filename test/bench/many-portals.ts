import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagePlace } from '../../src/place/package.js';
import { defineBench, type Figures, type Measured } from './bench.js';
import { spentOnCommand } from './command-cpu.js';
import { startSites } from './list-sites.js';
import { ratios, type Spent } from './measure.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const MANY = 3000;
const FEW = 300;
const ROUNDS = 3;
/** Megabytes of heap that a dry run has to do with, however many portals there are: without a limit, it takes what there is. */
const HEAP = 96;
/** Says at the end of a process how much memory it took at most, in kilobytes. */
const PEAK = 'process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))';

/** A configuration whose only portals are rows of a table, or entries of a list. */
function configuration(count: number, port: number, kind: 'csv' | 'yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const own = join(packagePlace().root, 'config');
  cpSync(join(own, 'editions'), join(folder, 'editions'), { recursive: true });
  mkdirSync(join(folder, 'portals'));
  const portals = Array.from({ length: count }, (_, at) => ({
    id: `p${at}`,
    name: `某市${at}`,
    url: `http://127.0.0.1:${port}/p${at}/nb/index.html`,
  }));
  const defaults =
    'defaults: {region: "330482", family: static, pause: 0, allowPrivateAddresses: true, browser: never}\n';
  const rows = portals.map(({ id, name, url }) => `${id},${name},${url}`);
  const entries = portals.map((portal) => `  - ${JSON.stringify(portal)}`);
  const list = kind === 'yaml' ? `${defaults}portals:\n${entries.join('\n')}\n` : defaults;
  writeFileSync(join(folder, 'portals', 'all.list.yaml'), list);
  if (kind === 'csv') writeFileSync(join(folder, 'portals', 'all.csv'), `id,name,url\n${rows.join('\n')}\n`);
  return folder;
}

/** Megabytes that a dry run of all portals takes at most. */
function peakOfDryRun(config: string): number {
  const words = ['harvest', '--dry-run', '--year', '2023', '--json', '--config', config];
  const node = [
    `--max-old-space-size=${HEAP}`,
    '--import',
    `data:text/javascript,${encodeURIComponent(PEAK)}`,
  ];
  const { status, stderr } = spawnSync(process.execPath, [...node, MAIN, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const peak = /peak (\d+)$/.exec(stderr)?.[1];
  if (status !== 0 || peak === undefined) throw new Error(`the dry run failed: ${stderr.slice(0, 1000)}`);
  return Number(peak) / 1024;
}

/** Three thousand portals in one file: what commands about them cost, and what a dry run of all takes. */
export const manyPortals = defineBench({
  name: 'many-portals',
  rows: {
    list: { what: `${MANY} portals in a table: portals list, CPU s`, better: 'less', target: 1, digits: 2 },
    listRatio: { what: '  of a bare Node', better: 'less', target: 25, digits: 0 },
    plan: { what: '  daemon --plan 1, CPU s', better: 'less', target: 2, digits: 2 },
    planRatio: { what: '  of a bare Node', better: 'less', target: 50, digits: 0 },
    yaml: { what: '  as YAML: portals list, CPU s', better: 'less', digits: 2 },
    peak: {
      what: `  a dry run of all with a heap of ${HEAP} MB, peak memory, MB`,
      better: 'less',
      digits: 0,
    },
    growth: { what: `  against that of ${FEW}`, better: 'less', target: 1.1, digits: 2 },
  },
  async run({ wants, isLong, say }) {
    const { child, port } = await startSites();
    const folders = {
      csv: configuration(MANY, port, 'csv'),
      yaml: configuration(MANY, port, 'yaml'),
      few: configuration(FEW, port, 'csv'),
    };
    const spent = (config: string, ...words: string[]): Spent =>
      spentOnCommand([process.execPath, MAIN, ...words, '--config', config]);
    try {
      // in turn, so that noise hits all alike; a busy machine makes each of them dearer, not their relation
      const rounds: Record<'bare' | 'list' | 'plan' | 'yaml', Spent>[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        rounds.push({
          bare: spentOnCommand([process.execPath, '-e', '0'], { starts: 4 }),
          list: spent(folders.csv, 'portals', 'list'),
          plan: spent(folders.csv, 'daemon', '--plan', '1'),
          yaml: spent(folders.yaml, 'portals', 'list'),
        });
        say(`round ${round} of ${ROUNDS}`);
      }
      const cpuOf = (of: 'bare' | 'list' | 'plan' | 'yaml') => rounds.map((round) => round[of].cpu);
      const seconds = (of: 'list' | 'plan' | 'yaml'): Figures => ({
        values: cpuOf(of).map((ms) => ms / 1000),
        cpu: cpuOf(of),
        wall: rounds.map((round) => round[of].wall),
      });
      return {
        list: seconds('list'),
        listRatio: { values: ratios(cpuOf('list'), cpuOf('bare')) },
        plan: seconds('plan'),
        planRatio: { values: ratios(cpuOf('plan'), cpuOf('bare')) },
        yaml: seconds('yaml'),
        ...(wants('peak', 'growth') ? peaks(folders.csv, folders.few, isLong) : {}),
      };
    } finally {
      child.disconnect();
      for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
    }
  },
});

function peaks(
  manyConfig: string,
  fewConfig: string,
  isLong: boolean,
): { peak: Measured; growth?: Measured } {
  if (!isLong) return { peak: { skipped: 'only with --long' } };
  const few = peakOfDryRun(fewConfig);
  const many = peakOfDryRun(manyConfig);
  return { peak: { values: [many] }, growth: { values: [many / few] } };
}
