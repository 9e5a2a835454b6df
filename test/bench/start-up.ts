import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOfCommand } from './command-cpu.js';
import { fixed, median } from './measure.js';
import type { BenchRow } from './table.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const ROUNDS = 7;
/** Starts that are measured together: the clock of `times` ticks a hundred times a second. */
const STARTS = 4;

/** CPU of starting a command, user and system, against that of a bare Node.js, in the same run. */
export function benchStartUp(): readonly BenchRow[] {
  const scratch = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const env = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
  const home = join(scratch, 'home');
  try {
    cpuOfCommand([process.execPath, MAIN, 'demo', '--home', home], { env });
    const nianbao = (...words: string[]) => [process.execPath, MAIN, ...words];
    const commands = [
      { what: 'bare node -e 0', command: [process.execPath, '-e', '0'], most: null },
      { what: 'nianbao --version', command: nianbao('--version'), most: 3 },
      { what: 'nianbao --help', command: nianbao('--help'), most: 3 },
      { what: 'nianbao harvest --help', command: nianbao('harvest', '--help'), most: 3 },
      { what: 'nianbao list, 27 reports', command: nianbao('list', '--home', home), most: 5 },
    ];
    // once for the caches; then in turn, so that noise hits all alike
    for (const { command } of commands) cpuOfCommand(command, { env });
    const spent = commands.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++)
      for (const [index, { command }] of commands.entries())
        spent[index]?.push(cpuOfCommand(command, { starts: STARTS, env }));
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
