import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ThreadPool } from '../src/thread-pool.js';

/** Threads that answer a task with their number; one that is told to hang never answers. */
function poolWith(patience: number): (what: 'work' | 'hang') => Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'nianbao-pool-'));
  const file = join(place, 'thread.mjs');
  writeFileSync(
    file,
    `import { parentPort, threadId } from 'node:worker_threads';
     parentPort.on('message', (what) => { if (what === 'work') parentPort.postMessage(threadId); });`,
  );
  const pool = new ThreadPool<number>({ script: pathToFileURL(file), mostThreads: 3, patience, worker: {} });
  onTestFinished(async () => {
    await pool.close();
    rmSync(place, { recursive: true });
  });
  return (what) => pool.run({ seconds: 600, send: (worker) => worker.postMessage(what) });
}

describe('a pool of threads', () => {
  it('lets one thread do what it can do in time', async () => {
    const task = poolWith(600_000);
    const by = await Promise.all([task('work'), task('work'), task('work')]);
    expect(new Set(by).size).toBe(1);
  });

  it('starts others for what waits for longer, as many as it may', async () => {
    const task = poolWith(5);
    const hanging = [task('hang'), task('hang')].map((one) => one.catch(() => 'closed'));
    expect(await task('work')).toEqual(expect.any(Number));
    expect(hanging).toHaveLength(2);
  });
});
