// Takes out of a production install what Node.js never loads there: source maps, TypeScript, and of SQLite its C sources
// and its binaries for other machines. Run it after `npm prune --omit=dev`; it ends with 1 where there are development
// packages, which need some of it.
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
if (existsSync(join(modules, 'typescript'))) {
  console.error('nianbao: there are development packages: run npm prune --omit=dev --ignore-scripts first');
  process.exit(1);
}
const NEVER_LOADED = /\.(?:map|[cm]?ts)$/;

let bytes = 0;
for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && NEVER_LOADED.test(entry.name)) remove(join(entry.parentPath, entry.name));
}
for (const folder of ['', '.sqlite-12/node_modules', '.sqlite-13/node_modules']) {
  const sqlite = join(folder, 'better-sqlite3');
  for (const part of ['deps', 'src', 'build/Release/obj', 'build/Release/obj.target', 'build/Release/.deps'])
    remove(join(modules, sqlite, part));
  const binaries = join(modules, sqlite, 'prebuilds');
  for (const binary of existsSync(binaries) ? readdirSync(binaries) : []) {
    const here = binary.startsWith(process.platform) && binary.endsWith(`-${process.arch}.node`);
    if (!here) remove(join(binaries, binary));
  }
}
console.log(`nianbao: ${Math.round(bytes / 1e6)} MB removed that nothing loads`);

function remove(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  bytes += found.isDirectory() ? sizeOf(path) : found.size;
  rmSync(path, { recursive: true });
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}
