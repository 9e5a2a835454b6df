// Node.js 20 can't load the ready binaries that better-sqlite3 13 brings, and npm leaves it out there. On Node.js 20
// alone this installs better-sqlite3 12, compiled where no binary can be fetched, into a folder of its own under
// node_modules, which npm leaves alone; storage/sqlite/binding.ts finds it. Elsewhere it does nothing. Where nianbao
// is installed from a package, npm itself chooses between 12 and 13 by their engines: no lock file binds it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIRST_WITH_BINARIES = 10;
if (Number(process.versions.napi) >= FIRST_WITH_BINARIES) process.exit(0);

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'sqlite-12');
const folder = join('node_modules', '.sqlite-12');
const target = join(here, '..', folder);
if (isReady()) process.exit(0);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of ['package.json', 'package-lock.json'])
  copyFileSync(join(source, file), join(target, file));
console.log(
  `nianbao: preparing SQLite for Node.js ${process.versions.node}: this may compile for a minute or two`,
);
if (install() !== 0 || !isReady()) {
  rmSync(target, { recursive: true, force: true });
  console.error(
    `nianbao: SQLite could not be built for Node.js ${process.versions.node}: install g++, make and python3 and run npm ci again, or use Node.js 22.14 or later, which needs no compiler`,
  );
  process.exit(1);
}

/** With the npm that runs this script, else with the machine's. */
function install() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: target,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status;
}

/** Whether the right version is there and opens a database in this Node.js: another one may have compiled it. */
function isReady() {
  const installed = join(target, 'node_modules', 'better-sqlite3');
  if (!existsSync(join(installed, 'package.json'))) return false;
  const version = (path) => JSON.parse(readFileSync(path, 'utf8')).version;
  const wanted = JSON.parse(readFileSync(join(source, 'package-lock.json'), 'utf8'));
  if (version(join(installed, 'package.json')) !== wanted.packages['node_modules/better-sqlite3'].version)
    return false;
  const opens = 'const Database = require(process.argv[1]); new Database(":memory:").close();';
  return spawnSync(process.execPath, ['-e', opens, installed], { stdio: 'ignore' }).status === 0;
}
