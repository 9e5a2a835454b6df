// Installs for production into a temporary folder, from the lock file, and writes into docs/dependencies.md what each
// package takes there, before and after scripts/lean.mjs. Figures are what files take on disk (du), in MB of 2^20 bytes.
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table, withSection } from './marked-section.mjs';

const LISTED_FROM_MB = 1;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'nianbao-install-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const part of ['package.json', 'package-lock.json', 'scripts'])
  cpSync(join(root, part), join(folder, part), { recursive: true });
run('npm', 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund');
const before = sizes();
run(process.execPath, join('scripts', 'lean.mjs'));
const after = sizes();
const dist = diskOf(join(root, 'dist'));

const listed = [...before].filter(([, size]) => size >= LISTED_FROM_MB).sort(([, a], [, b]) => b - a);
const sum = (measured) => [...measured.values()].reduce((total, size) => total + size, 0);
const others = (measured) =>
  sum(measured) - listed.reduce((total, [name]) => total + (measured.get(name) ?? 0), 0);
const rows = [
  ...listed.map(([name, size]) => [name, mb(size), mb(after.get(name) ?? 0)]),
  [`${before.size - listed.length} smaller ones`, mb(others(before)), mb(others(after))],
  ['**node_modules**', `**${mb(sum(before))}**`, `**${mb(sum(after))}**`],
  ['dist/', mb(dist), mb(dist)],
];
const text = `Installed for production with Node.js ${process.versions.node} on ${process.platform}-${process.arch}, without what recognises scans. \`scripts/lean.mjs\`
takes out what Node.js never loads; the image and [operating.md](operating.md) use it.

${table(['package', 'MB as npm installs it', 'MB after scripts/lean.mjs'], rows)}`;
const page = join(root, 'docs', 'dependencies.md');
writeFileSync(page, withSection(readFileSync(page, 'utf8'), 'sizes', text));
console.log(`${mb(sum(before))} MB, ${mb(sum(after))} MB after scripts/lean.mjs`);

/** MB of each package, scopes together with their packages' names. */
function sizes() {
  const modules = join(folder, 'node_modules');
  const names = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((own) => `${name}/${own}`) : [name],
    );
  return new Map(names.map((name) => [name, diskOf(join(modules, name))]));
}

/** What a folder takes on disk, in MB. */
function diskOf(place) {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  const blocks = entries.map((entry) => lstatSync(join(entry.parentPath, entry.name)).blocks);
  return (blocks.reduce((total, count) => total + count, 0) * 512) / 2 ** 20;
}

function mb(size) {
  return size.toFixed(1);
}

function run(command, ...words) {
  const { status, stderr } = spawnSync(command, words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words[0]} ended with ${status}: ${stderr}`);
}
