import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleNotice } from '../../src/notices/senders.js';
import { type RunId, toRunId } from '../../storage/contract/run-id.js';
import { holds } from '../property.js';
import { night, openedArchive } from '../storage/builders.js';
import { ALL_CHANGES, Clock, deskOf, hook } from './setup.js';

/** What may happen, in any order and as often as it likes. */
const step = fc.oneof(
  fc.record({ do: fc.constant('queue' as const), run: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ do: fc.constant('deliver' as const), answer: fc.constantFrom(200, 404, 500, null) }),
  // a process takes a notice and dies: before it sends, or after the receiver took it
  fc.record({ do: fc.constant('die' as const), sent: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ do: fc.constant('retry' as const), id: fc.integer({ min: 1, max: 5 }) }),
);

describe('whatever happens to a queue', () => {
  it('each run is delivered, and again only where a process died after sending', async () => {
    await holds(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { archive } = await openedArchive();
        const clock = new Clock(night(3));
        const taken = new Map<string, number>();
        const take = (token: string): void => {
          taken.set(token, (taken.get(token) ?? 0) + 1);
        };
        let answer: number | null = 200;
        const desk = deskOf(
          archive,
          {
            channels: { office: hook('http://127.0.0.1:9/') },
            rules: { a: { channels: ['office'], events: ALL_CHANGES } },
          },
          {
            clock: clock.now,
            post: async ({ headers }) => {
              if (answer === null) return { kind: 'broken', reason: 'the connection was refused' };
              if (answer === 200) take(String(headers['Idempotency-Key']));
              return { kind: 'answer', status: answer, headers: {}, body: '' };
            },
          },
        );
        const runs: RunId[] = [];
        for (let run = 0; run < 5; run++) runs.push(await archive.startRun(night(0)));
        const { digest } = sampleNotice('office', 'zh', night(0));
        const queue = (run: RunId) =>
          archive.outbox.queueRun(run, clock.now(), [
            { key: `run:${run}/channel:office`, channel: 'office', digest: JSON.stringify(digest) },
          ]);
        let repeats = 0;
        for (const now of steps) {
          if (now.do === 'queue') await queue(toRunId(runs[now.run] ?? 0));
          if (now.do === 'wait') clock.move(now.minutes);
          if (now.do === 'retry') await archive.outbox.retry(now.id, clock.now());
          if (now.do === 'deliver') {
            answer = now.answer;
            await desk.deliver(clock.now());
          }
          if (now.do === 'die') {
            const [notice] = await archive.outbox.due(clock.now());
            if (notice === undefined) continue;
            await archive.outbox.take(notice.id, clock.now(), new Date(clock.now().getTime() + 600_000));
            if (!now.sent) continue;
            take(notice.token);
            repeats++;
          }
        }
        answer = 200;
        for (const run of runs) await queue(run);
        clock.move(24 * 60);
        for (const { id } of await archive.outbox.list({ state: 'failed', limit: 9 }))
          await archive.outbox.retry(id, clock.now());
        await desk.deliver(clock.now());
        expect(await archive.outbox.counts()).toEqual({ waiting: 0, delivered: 5, failed: 0 });
        expect(taken.size).toBe(5);
        expect([...taken.values()].reduce((sum, n) => sum + n, 0)).toBe(5 + repeats);
      }),
      { numRuns: 20 },
    );
  });
});
