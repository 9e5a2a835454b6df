// Installs this tree as it stands into fresh folders under other Node.js releases, with no compiler in reach, and runs
// the demo and a few rooms' tests there: node scripts/other-nodes.mjs [--nodes 22,24,26] [--npms 11,12] [--smoke no]
// Unless npms are named, each Node.js is tried with one, in all with every major that is supported. One line for each
// pair; ends with 1 where any fails. Both come from the npm registry, Node.js as the package node-<platform>-<arch>.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: asked } = parseArgs({
  options: {
    nodes: { type: 'string', default: '22,24,26' },
    npms: { type: 'string' },
    smoke: { type: 'string', default: 'yes' },
  },
});
/** Each Node.js with the npm that it came with at first, or comes with. */
const NPM_OF = { 20: '10', 22: '10', 24: '11' };
const LATEST_NPM = '12';
/** Rooms that use what differs between releases: SQLite, threads and processes, charsets, regular expressions. */
const SMOKE = ['test/storage', 'test/dataset', 'test/text', 'test/report', 'test/questions', 'test/cli'];
/** Node.js 20 alone compiles SQLite. */
const COMPILES = 20;
const COMPILERS = /^(?:.*-)?(?:cc|c\+\+|gcc|g\+\+|clang|clang\+\+|make|gmake|cmake|python\d?)(?:[-.\d].*)?$/;

const scratch = mkdtempSync(join(tmpdir(), 'nianbao-nodes-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(1));
process.on('SIGTERM', () => process.exit(1));

const withoutCompiler = linksToPrograms();
let failed = false;
for (const node of asked.nodes.split(',')) {
  const npms = asked.npms?.split(',') ?? [NPM_OF[node] ?? LATEST_NPM];
  for (const npm of npms) failed = !tryOut(node, npm) || failed;
}
process.exit(failed ? 1 : 0);

/** Says on one line how it went; where a step fails, the end of what it printed follows. */
function tryOut(node, npm) {
  const name = `Node.js ${node}, npm ${npm}`;
  const log = join(scratch, `${node}-${npm}.log`);
  const folder = join(scratch, `${node}-${npm}`);
  const told = [];
  try {
    const environment = environmentOf(node);
    const withNpm = ['node', join(fromRegistry('npm', npm), 'bin', 'npm-cli.js')];
    copyTree(folder);
    const step = (label, command) => {
      const started = performance.now();
      run(command, { cwd: folder, env: environment, log });
      told.push(`${label} ${Math.round((performance.now() - started) / 1000)} s`);
    };
    step('npm ci', [...withNpm, 'ci', '--no-audit', '--no-fund']);
    step('demo', [...withNpm, 'run', 'demo', '--', '--home', join(folder, 'demo')]);
    if (asked.smoke === 'yes')
      step('smoke tests', ['node', join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...SMOKE]);
    console.log(`${name}: good (${told.join(', ')})`);
    return true;
  } catch (error) {
    console.log(`${name}: FAILED (${[...told, error.message].join(', ')})`);
    if (existsSync(log)) console.log(readFileSync(log, 'utf8').split('\n').slice(-60).join('\n'));
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a machine with this Node.js has: its program first, its headers, and a compiler on Node.js 20 only. */
function environmentOf(node) {
  const home = fromRegistry(`node-${process.platform}-${process.arch}`, node);
  const rest = Number.parseInt(node, 10) > COMPILES ? withoutCompiler : process.env.PATH;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|NODE_OPTIONS$|VITEST)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: [join(home, 'bin'), rest].join(delimiter),
    npm_config_nodedir: home,
    NO_COLOR: '1',
  };
}

/** A package of the registry, unpacked once. */
function fromRegistry(name, version) {
  const folder = join(scratch, 'packages', `${name}-${version}`);
  if (!existsSync(folder)) {
    const log = join(scratch, 'packages.log');
    mkdirSync(folder, { recursive: true });
    const spec = `${name}@${version}`;
    run(['npm', 'install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', spec], {
      cwd: folder,
      log,
    });
  }
  return join(folder, 'node_modules', name);
}

/** What git knows or would add: the tree as it stands, and nothing that was built. */
function copyTree(folder) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (listed.status !== 0) throw new Error('git can not list the files of this tree');
  for (const file of listed.stdout.split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
  }
}

/** A folder of links to every program on the PATH but compilers and what they need. */
function linksToPrograms() {
  const folder = join(scratch, 'programs');
  mkdirSync(folder);
  const linked = new Set();
  for (const place of (process.env.PATH ?? '').split(delimiter).filter((place) => existsSync(place))) {
    for (const program of readdirSync(place)) {
      if (COMPILERS.test(program) || linked.has(program)) continue;
      linked.add(program);
      symlinkSync(join(place, program), join(folder, program));
    }
  }
  return folder;
}

function run([command, ...rest], { cwd, env = process.env, log }) {
  const { status, stdout, stderr } = spawnSync(command, rest, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  appendFileSync(log, `${stdout ?? ''}${stderr ?? ''}`);
  if (status !== 0) throw new Error(`${[command, ...rest].slice(0, 3).join(' ')} ended with ${status}`);
}
