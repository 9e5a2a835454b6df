import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiled, ROOT } from '../compiled.js';
import { afterTest, night, openedArchive } from '../storage/builders.js';
import { ended } from '../storage/compiled.js';
import { ALL_CHANGES, Clock, deskOf, FIRST, hook, ranWith, receiver } from './setup.js';

const folder = compiled(
  'src/notices/notice-desk.ts',
  'crawlers/fetch/post.ts',
  'storage/index.ts',
  'src/config/settings/settings.ts',
);

function child(script: string, ...parameters: string[]) {
  const started = spawn(
    process.execPath,
    [join(ROOT, 'test/notices/children', script), folder(), ...parameters],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  afterTest(async () => {
    started.kill('SIGKILL');
  });
  return started;
}

describe('a process killed', () => {
  it('while it sends leaves a notice that is sent once more, under the same token, when nobody can be sending it', async () => {
    const { archive, path } = await openedArchive();
    let sender: ReturnType<typeof child> | null = null;
    const { url, received } = await receiver((before) => {
      if (before > 0) return {};
      sender?.kill('SIGKILL');
      return null;
    });
    const notices = {
      channels: { office: hook(url) },
      rules: { a: { channels: ['office'], events: ALL_CHANGES } },
    };
    const clock = new Clock(night(3));
    const desk = deskOf(archive, notices, { clock: clock.now });
    const result = await ranWith(archive, [FIRST]);
    await desk.runEnded(result.run, result);

    sender = child('deliver.mjs', path, JSON.stringify(notices), clock.now().toISOString());
    await ended(sender);
    expect(received).toHaveLength(1);
    await desk.deliver(clock.now());
    expect(received).toHaveLength(1);
    await desk.deliver(clock.move(20));
    await desk.deliver(clock.move(600));
    expect(received).toHaveLength(2);
    expect(received[1]?.headers['idempotency-key']).toBe(received[0]?.headers['idempotency-key']);
    expect(await archive.outbox.counts()).toEqual({ waiting: 0, delivered: 1, failed: 0 });
  });

  it('while it queues leaves each run told of once, or to be told of', async () => {
    const { archive, path } = await openedArchive();
    const notices = {
      channels: { office: hook('http://127.0.0.1:9/') },
      rules: { a: { channels: ['office'], events: ['failed_runs'] } },
    };
    const queueing = child('queue.mjs', path, JSON.stringify(notices));
    await new Promise<void>((done) => {
      let text = '';
      queueing.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('run 20\n')) done();
      });
    });
    queueing.kill('SIGKILL');
    await ended(queueing);
    await archive.startRun(night(9));
    await deskOf(archive, notices).nightly(night(9));
    const { runs } = await archive.status();
    const failed = (runs[0]?.id ?? 0) - 1;
    const list = await archive.outbox.list({ limit: 10_000 });
    const told = new Set(list.map(({ run }) => run));
    expect(told.size).toBe(list.length);
    // the last run may have been killed before its portal was noted
    expect(failed - told.size).toBeLessThanOrEqual(1);
    expect(await archive.news.unnoticedRuns()).toEqual([]);
  });
});
