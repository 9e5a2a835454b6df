import { describe, expect, it } from 'vitest';
import { acquireDaemonLock, acquireHarvestLock, isDaemonRunning } from '../../storage/index.js';
import { afterTest, openedArchive, temporaryFolder } from './builders.js';

const COUNTS = { listed: 0, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 };
const at = (text: string) => new Date(`2024-02-${text}:00Z`);

async function archiveWithRuns() {
  const { archive } = await openedArchive();
  const run = async (
    begin: string,
    end: string,
    portals: Readonly<Record<string, 'done' | 'partial' | 'failed' | 'interrupted'>>,
  ) => {
    const id = await archive.startRun(at(begin), { portals: Object.keys(portals), years: [2023] });
    for (const [portal, outcome] of Object.entries(portals)) {
      const counts = { ...COUNTS, captures: { not_modified: 2, failed: 1 }, bytes: 100 };
      await archive.recordRunPortal(id, { portal, outcome, counts, problems: [] });
    }
    const all = Object.values(portals);
    await archive.finishRun(id, at(end), all.includes('interrupted') ? 'interrupted' : (all[0] ?? 'done'));
  };
  await run('01T18:30', '01T19:00', { a: 'done', b: 'failed' });
  await run('02T18:30', '02T19:00', { a: 'partial', b: 'done' });
  await run('03T18:30', '03T19:00', { a: 'failed', b: 'interrupted' });
  return archive;
}

describe('the archive tells the daemon', () => {
  it('which portals runs are done with since an instant: neither what was stopped nor what was before', async () => {
    const archive = await archiveWithRuns();
    const runs = await archive.runsSince(at('02T18:30'));
    expect(runs.map(({ portal, run, outcome }) => [portal, run, outcome])).toEqual([
      ['a', 2, 'partial'],
      ['b', 2, 'done'],
      ['a', 3, 'failed'],
    ]);
    expect(runs[0]).toMatchObject({ startedAt: at('02T18:30'), years: [2023] });
    expect(await archive.runsSince(at('04T00:00'))).toEqual([]);
  });

  it('sums over all runs, and when each portal did not fail last', async () => {
    const totals = await (await archiveWithRuns()).totals();
    expect(totals).toMatchObject({
      runs: { done: 1, partial: 1, interrupted: 1 },
      captures: { not_modified: 12, failed: 6 },
      fetchedBytes: 600,
      changes: {},
      findings: {},
    });
    expect([...totals.lastSuccess]).toEqual([
      ['a', at('02T19:00')],
      ['b', at('02T19:00')],
    ]);
  });
});

describe('the lock of the daemon', () => {
  it('is held by one at a time, and is another than that of a harvest', async () => {
    const folder = await temporaryFolder();
    expect(isDaemonRunning(folder)).toBe(false);
    const lock = await acquireDaemonLock(folder, new Date());
    afterTest(() => lock.release());
    expect(isDaemonRunning(folder)).toBe(true);
    await (await acquireHarvestLock(folder, new Date())).release();
    await lock.release();
    expect(isDaemonRunning(folder)).toBe(false);
    await (await acquireDaemonLock(folder, new Date())).release();
  });
});
