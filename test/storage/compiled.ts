import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { compiled, ROOT } from '../compiled.js';
import { afterTest } from './builders.js';

const CHILDREN = join(ROOT, 'test/storage/children');

/**
 * Lets a test file start processes of its own that use the archive. The children in children/ are plain .mjs, and get
 * the folder of the compiled storage/ as first argument.
 */
export function compiledStorage(): { start(child: string, ...parameters: string[]): ChildProcess } {
  const folder = compiled('storage/index.ts');
  return {
    start(child, ...parameters) {
      const started = spawn(process.execPath, [join(CHILDREN, child), folder(), ...parameters], {
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
