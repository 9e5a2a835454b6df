import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineBench, type Figures, type Measured } from './bench.js';
import { spentOnCommand } from './command-cpu.js';
import { ratios, type Spent } from './measure.js';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const ROUNDS = 5;
/** Starts that are measured together: the clock of `times` ticks a hundred times a second. */
const STARTS = 4;

const COMMANDS = {
  version: ['--version'],
  help: ['--help'],
  harvestHelp: ['harvest', '--help'],
  list: ['list', '--home'],
} as const;
type Key = 'bare' | keyof typeof COMMANDS;

/** CPU of starting a command, user and system, against that of a bare Node.js, in the same run. */
export const startUp = defineBench<Key>({
  name: 'start-up',
  rows: {
    bare: { what: 'start-up: bare node -e 0, CPU ms', better: 'neither' },
    version: {
      what: 'start-up: nianbao --version, CPU of a bare Node',
      better: 'less',
      target: 3,
      digits: 2,
    },
    help: { what: 'start-up: nianbao --help, CPU of a bare Node', better: 'less', target: 3, digits: 2 },
    harvestHelp: {
      what: 'start-up: nianbao harvest --help, CPU of a bare Node',
      better: 'less',
      target: 3,
      digits: 2,
    },
    list: {
      what: 'start-up: nianbao list, 27 reports, CPU of a bare Node',
      better: 'less',
      target: 5,
      digits: 2,
    },
  },
  async run({ wants, say }) {
    const scratch = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
    const env = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
    const home = join(scratch, 'home');
    try {
      if (wants('list')) spentOnCommand([process.execPath, MAIN, 'demo', '--home', home], { env });
      const commands = new Map<Key, readonly string[]>([['bare', [process.execPath, '-e', '0']]]);
      for (const key of ['version', 'help', 'harvestHelp', 'list'] as const)
        if (wants(key))
          commands.set(key, [process.execPath, MAIN, ...COMMANDS[key], ...(key === 'list' ? [home] : [])]);
      // once for the caches; then in turn, so that noise hits all alike
      for (const command of commands.values()) spentOnCommand(command, { env });
      const spent = new Map<Key, Spent[]>([...commands.keys()].map((key) => [key, []]));
      for (let round = 1; round <= ROUNDS; round++) {
        for (const [key, command] of commands)
          spent.get(key)?.push(spentOnCommand(command, { starts: STARTS, env }));
        say(`round ${round} of ${ROUNDS}`);
      }
      const bare = (spent.get('bare') ?? []).map(({ cpu }) => cpu);
      const measured: Partial<Record<Key, Measured>> = {};
      for (const [key, rounds] of spent) {
        const cpu = rounds.map((round) => round.cpu);
        const values = key === 'bare' ? cpu : ratios(cpu, bare);
        measured[key] = { values, cpu, wall: rounds.map(({ wall }) => wall) } satisfies Figures;
      }
      return measured;
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
});
