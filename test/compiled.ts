import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Compiles sources, with all they import, once for a test file, into a folder that is gone afterwards: for tests of
 * processes and threads, which run no TypeScript.
 * @param files relative to the repository
 * @returns the folder, to be asked for within a test
 */
export function compiled(...files: readonly string[]): () => string {
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
        include: [],
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
