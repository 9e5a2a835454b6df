import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixed, median } from './measure.js';
import type { BenchRow } from './table.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const ROUNDS = 7;
/** Starts that are measured together: the clock of `times` ticks a hundred times a second. */
const STARTS = 4;

/** What the commands of a shell script cost: one line for the shell, one for its children, each user and system time. */
const SCRIPT = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n-1)); done; times';

/** CPU of starting a command, user and system, against that of a bare Node.js, in the same run. */
export function benchStartUp(): readonly BenchRow[] {
  const scratch = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const env = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
  const home = join(scratch, 'home');
  try {
    run([process.execPath, MAIN, 'demo', '--home', home], 1, env);
    const nianbao = (...words: string[]) => [process.execPath, MAIN, ...words];
    const commands = [
      { what: 'bare node -e 0', command: [process.execPath, '-e', '0'], most: null },
      { what: 'nianbao --version', command: nianbao('--version'), most: 3 },
      { what: 'nianbao --help', command: nianbao('--help'), most: 3 },
      { what: 'nianbao harvest --help', command: nianbao('harvest', '--help'), most: 3 },
      { what: 'nianbao list, 27 reports', command: nianbao('list', '--home', home), most: 5 },
    ];
    // once for the caches; then in turn, so that noise hits all alike
    for (const { command } of commands) run(command, 1, env);
    const spent = commands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [index, { command }] of commands.entries()) spent[index]?.push(run(command, STARTS, env));
    const [bare = Number.NaN] = spent.map(median);
    return commands.map(({ what, most }, index) => {
      const cpu = median(spent[index] ?? []);
      return most === null
        ? { what: `start-up: ${what}, CPU ms`, figure: fixed(cpu), target: '' }
        : {
            what: `start-up: ${what}, CPU of a bare Node`,
            figure: `${fixed(cpu / bare, 2)}×`,
            target: `≤ ${most}×`,
          };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Milliseconds of CPU of one of `starts` runs of a command. */
function run(command: readonly string[], starts: number, env: NodeJS.ProcessEnv): number {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', SCRIPT, 'sh', String(starts), ...command], {
    encoding: 'utf8',
    env,
  });
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const [user, system] = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  if (status !== 0 || user === undefined || system === undefined)
    throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return ((user + system) * 1000) / starts;
}
