import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { afterTest } from './builders.js';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CHILDREN = join(ROOT, 'test/storage/children');

/**
 * Lets a test file start processes of its own that use the archive: compiles storage/ once into a folder that
 * is gone afterwards. The children in children/ are plain .mjs, and get the folder as first argument.
 */
export function compiledStorage(): { start(child: string, ...parameters: string[]): ChildProcess } {
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
        files: [join(ROOT, 'storage/index.ts')],
      }),
    );
    const compiler = join(
      dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin/tsc',
    );
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`storage/ does not compile:\n${stdout}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return {
    start(child, ...parameters) {
      const started = spawn(process.execPath, [join(CHILDREN, child), folder, ...parameters], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      afterTest(async () => {
        started.kill('SIGKILL');
      });
      return started;
    },
  };
}

/** Resolves at the line the child prints, or rejects when it ends without. */
export function printed(child: ChildProcess, line: string): Promise<void> {
  return new Promise((done, failed) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').includes(line)) done();
    });
    child.once('exit', (code) => failed(new Error(`the child ended (${code}) before it printed "${line}"`)));
  });
}

/** Resolves when the child has ended, with its exit code or null where a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once('exit', (code) => done(code));
  });
}
