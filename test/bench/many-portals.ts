import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagePlace } from '../../src/place/package.js';
import { cpuOfCommand } from './command-cpu.js';
import { startSites } from './list-sites.js';
import { fixed, median } from './measure.js';
import type { BenchRow } from './table.js';

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
export async function benchManyPortals(): Promise<readonly BenchRow[]> {
  const { child, port } = await startSites();
  const folders = {
    csv: configuration(MANY, port, 'csv'),
    yaml: configuration(MANY, port, 'yaml'),
    few: configuration(FEW, port, 'csv'),
  };
  const cpu = (config: string, ...words: string[]): number =>
    cpuOfCommand([process.execPath, MAIN, ...words, '--config', config]) / 1000;
  try {
    const few = peakOfDryRun(folders.few);
    const many = peakOfDryRun(folders.csv);
    // in turn, so that noise hits all alike; a busy machine makes each of them dearer, not their relation
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: cpuOfCommand([process.execPath, '-e', '0']) / 1000,
      list: cpu(folders.csv, 'portals', 'list'),
      plan: cpu(folders.csv, 'daemon', '--plan', '1'),
      yaml: cpu(folders.yaml, 'portals', 'list'),
    }));
    const middle = (of: 'bare' | 'list' | 'plan' | 'yaml'): number =>
      median(rounds.map((round) => round[of]));
    const row = (what: string, of: 'list' | 'plan' | 'yaml', target: string): BenchRow => ({
      what,
      figure: `${fixed(middle(of), 2)} (${fixed(middle(of) / middle('bare'), 0)}×)`,
      target,
    });
    return [
      row(`${MANY} portals in a table: portals list, CPU s (of a bare Node)`, 'list', '≤ 1 (25×)'),
      row('  daemon --plan 1, CPU s', 'plan', '≤ 2 (50×)'),
      row('  as YAML: portals list, CPU s', 'yaml', ''),
      {
        what: `  a dry run of all with a heap of ${HEAP} MB, peak memory, MB`,
        figure: fixed(many, 0),
        target: '',
      },
      { what: `  against that of ${FEW}`, figure: fixed(many / few, 2), target: '≤ 1.1' },
    ];
  } finally {
    child.disconnect();
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  }
}
