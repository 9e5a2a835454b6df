// Compiles TypeScript to dist/. Runs after `npm ci` too (the `prepare` script), so that `npx nianbao` works at
// once; where the compiler is not installed (`npm ci --omit=dev`) a dist/ that is already there is kept.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
if (!existsSync(compiler)) {
  if (existsSync(join(root, 'dist'))) process.exit(0);
  console.error(
    'nianbao: TypeScript is not installed and there is no dist/: run npm ci with development packages',
  );
  process.exit(1);
}
// `--bench` compiles the benches and the matrix of formats too; NIANBAO_BUILD=bench does so for `npm ci`, which passes
// no words on
const isBench = process.argv.includes('--bench') || process.env.NIANBAO_BUILD === 'bench';
const project = isBench ? 'tsconfig.bench.json' : 'tsconfig.build.json';
rmSync(join(root, 'dist'), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [compiler, '-p', join(root, project)], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
writeFileSync(join(root, 'dist', 'sources.json'), `${JSON.stringify(digests(), null, 1)}\n`);
writeFileSync(join(root, 'dist', 'build.json'), `${JSON.stringify({ revision: revision() })}\n`);
chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);

// `npx nianbao` inside this folder: npm links the commands of dependencies only, and some versions of npx fail to
// find the package's own
const commands = join(root, 'node_modules', '.bin');
if (existsSync(commands) && process.platform !== 'win32') {
  rmSync(join(commands, 'nianbao'), { force: true });
  symlinkSync(join('..', '..', 'dist', 'src', 'cli', 'main.js'), join(commands, 'nianbao'));
}

/** What was compiled: files with their SHA-256, by which tests see that dist/ is of the sources that are there. */
function digests() {
  const sources = ['src', 'crawlers', 'storage'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  );
  return Object.fromEntries(
    ['tsconfig.json', 'tsconfig.build.json', ...sources.sort()].map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );
}

/** What this was built from: a commit, marked where files differ from it; null outside a repository. */
function revision() {
  if (process.env.NIANBAO_REVISION) return process.env.NIANBAO_REVISION;
  if (!existsSync(join(root, '.git'))) return null;
  const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short=12', 'HEAD');
  if (status !== 0) return null;
  const isChanged = git('status', '--porcelain', '--untracked-files=no').stdout !== '';
  return `${stdout.trim()}${isChanged ? ' with changes' : ''}`;
}
