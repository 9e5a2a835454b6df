import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { sha256 } from '../src/sha256.js';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const DIST = join(ROOT, 'dist');
const builtSchema = z.record(z.string(), z.string());

/** Whether dist/ was compiled from the sources that are there (scripts/build.mjs), these among them. */
function isBuilt(files: readonly string[]): boolean {
  const list = join(DIST, 'sources.json');
  if (!existsSync(list)) return false;
  const digests = builtSchema.parse(JSON.parse(readFileSync(list, 'utf8')));
  const isSame = ([file, digest]: readonly [string, string]): boolean =>
    existsSync(join(ROOT, file)) && sha256(readFileSync(join(ROOT, file))) === digest;
  return files.every((file) => file in digests) && Object.entries(digests).every(isSame);
}

/**
 * Compiled sources, with all they import: for tests of processes and threads, which run no TypeScript. They are those
 * of dist/ where it is up to date; else they are compiled once for a test file, into a folder that is gone afterwards.
 * @param files relative to the repository
 * @returns the folder, to be asked for within a test
 */
export function compiled(...files: readonly string[]): () => string {
  if (isBuilt(files)) return () => DIST;
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nianbao-compiled-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const compilerOptions = {
      noEmit: false,
      rootDir: ROOT,
      outDir: folder,
      typeRoots: [join(ROOT, 'node_modules/@types')],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(ROOT, 'tsconfig.json'),
        compilerOptions,
        // what packages say of their types that have none
        include: [join(ROOT, 'src/**/*.d.ts')],
        files: files.map((file) => join(ROOT, file)),
      }),
    );
    const compiler = join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${files.join(', ')} does not compile:\n${stdout}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
