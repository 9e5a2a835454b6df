// Sees to a better-sqlite3 that this Node.js can load, for a clone of the repository. Two gaps of npm are closed here:
// - Node.js 20 can't load the ready binaries of 13, and npm leaves 13 out there. It gets 12, compiled where no binary can
//   be fetched.
// - npm 10 and 11 forget, once a lock file is written, that 13 needs no node-gyp. Without Python or a compiler they take
//   it out again. `allowScripts` in package.json keeps npm 11.19 and later from that; the others get 13 once more, without
//   scripts.
// Either goes into a folder of its own under node_modules, which npm leaves alone and storage/sqlite/binding.ts finds.
// Where nianbao is installed from a package no lock file binds npm, which chooses between 12 and 13 by their engines.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const N_API_OF_13 = 10;
const isReadyMade = Number(process.versions.napi) >= N_API_OF_13;
const project = isReadyMade ? 'sqlite-13' : 'sqlite-12';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, project);
const folder = join('node_modules', `.${project}`);
const target = join(here, '..', folder);
if (isReadyMade && opens(join(here, '..', 'node_modules', 'better-sqlite3'))) process.exit(0);
if (isReady()) process.exit(0);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of ['package.json', 'package-lock.json'])
  copyFileSync(join(source, file), join(target, file));
const node = `Node.js ${process.versions.node}`;
console.log(
  `nianbao: preparing SQLite for ${node}${isReadyMade ? '' : ': this may compile for a minute or two'}`,
);
if (install() !== 0 || !isReady()) {
  rmSync(target, { recursive: true, force: true });
  console.error(
    isReadyMade
      ? `nianbao: better-sqlite3 13 could not be installed for ${node}: run npm install --no-save --ignore-scripts better-sqlite3@13`
      : `nianbao: SQLite could not be built for ${node}: install g++, make and python3 and run npm ci again, or use Node.js 22.14 or later, which needs no compiler`,
  );
  process.exit(1);
}

/** With the npm that runs this script, else with the machine's. */
function install() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = [
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(isReadyMade ? ['--ignore-scripts'] : []),
  ];
  const { status } = spawnSync(command, [...first, 'ci', ...options], {
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
  return opens(installed);
}

function opens(better) {
  if (!existsSync(better)) return false;
  const script = 'const Database = require(process.argv[1]); new Database(":memory:").close();';
  return spawnSync(process.execPath, ['-e', script, better], { stdio: 'ignore' }).status === 0;
}
