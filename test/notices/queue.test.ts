import { describe, expect, it } from 'vitest';
import { toRunId } from '../../storage/contract/run-id.js';
import type { Archive } from '../../storage/index.js';
import { commitOf, night, OFFICE, openedArchive } from '../storage/builders.js';
import { ALL_CHANGES, deskOf, FIRST, hook, REVISED, ranWith } from './setup.js';

const SETTINGS = {
  channels: { office: hook('http://127.0.0.1:9/'), audit: hook('http://127.0.0.1:9/') },
  rules: {
    all: { channels: ['office', 'audit'], events: ALL_CHANGES },
    figures: { channels: ['office'], events: ['figures_revised', 'failing_checks'] },
  },
};

async function keys(archive: Archive): Promise<string[]> {
  return (await archive.outbox.list({ limit: 100 })).map(({ key }) => key).sort();
}

describe('the queue', () => {
  it('gets one digest a run and channel, however many rules and reports there are', async () => {
    const { archive } = await openedArchive();
    const other = commitOf({ report: { ...OFFICE, agency: '平湖市财政局' }, page: '<p>财政</p>' });
    const result = await ranWith(archive, [FIRST, other]);
    await deskOf(archive, SETTINGS).runEnded(result.run, result);
    expect(await keys(archive)).toEqual(['run:1/channel:audit', 'run:1/channel:office']);
  });

  it('gets nothing twice, however often a run is said to have ended', async () => {
    const { archive } = await openedArchive();
    const result = await ranWith(archive, [FIRST]);
    for (let n = 0; n < 3; n++) await deskOf(archive, SETTINGS).runEnded(result.run, result);
    expect(await keys(archive)).toHaveLength(2);
    const [run] = await archive.news.unnoticedRuns();
    expect(run).toBeUndefined();
  });

  it('gets nothing twice when two processes queue at once', async () => {
    const { archive, path } = await openedArchive();
    await ranWith(archive, [FIRST]);
    const { archive: second } = await openedArchive(path);
    const desks = [deskOf(archive, SETTINGS), deskOf(second, SETTINGS)];
    const queued = await Promise.all(desks.map((desk) => desk.queueRuns()));
    expect(queued.reduce((a, b) => a + b, 0)).toBe(2);
    expect(await keys(archive)).toHaveLength(2);
  });

  it.each(['unnoticedRuns', 'changePortals', 'findingsOf'] as const)(
    'loses nothing where the process fails at %s',
    async (step) => {
      const { archive } = await openedArchive();
      const result = await ranWith(archive, [FIRST]);
      const failing = new Proxy(archive.news, {
        get: (news, name) =>
          name === step ? () => Promise.reject(new Error('killed')) : Reflect.get(news, name),
      });
      const broken = new Proxy(archive, {
        get: (whole, name) => (name === 'news' ? failing : Reflect.get(whole, name, whole)),
      });
      await expect(
        deskOf(archive, SETTINGS, { archive: bound(broken, archive) }).runEnded(toRunId(1), result),
      ).rejects.toThrow('killed');
      expect(await keys(archive)).toEqual([]);
      await deskOf(archive, SETTINGS).nightly(night(3));
      expect(await keys(archive)).toHaveLength(2);
    },
  );

  it('tells of runs that nobody got to, the killed ones too, once they cannot go on', async () => {
    const { archive } = await openedArchive();
    await ranWith(archive, [FIRST], { outcome: null });
    const desk = deskOf(archive, SETTINGS);
    await desk.nightly(night(1));
    expect(await keys(archive)).toEqual([]);
    await ranWith(archive, [REVISED], { at: night(1) });
    await desk.nightly(night(2));
    expect(await keys(archive)).toEqual([
      'run:1/channel:audit',
      'run:1/channel:office',
      'run:2/channel:audit',
      'run:2/channel:office',
    ]);
  });

  it('waits for the end of a run that was stopped, and tells of it whole', async () => {
    const { archive } = await openedArchive();
    const stopped = await ranWith(archive, [FIRST], { outcome: 'interrupted' });
    const desk = deskOf(archive, SETTINGS);
    await desk.runEnded(stopped.run, stopped);
    expect(await keys(archive)).toEqual([]);
    const capture = { ...REVISED.capture, run: stopped.run };
    await archive.recordReport({ ...REVISED, capture });
    await archive.finishRun(stopped.run, night(1), 'done');
    await desk.runEnded(stopped.run, { ...stopped, outcome: 'done' });
    const [notice] = await archive.outbox.list({ limit: 1 });
    expect(JSON.parse(notice?.digest ?? '')).toMatchObject({ counts: { first_seen: 1, figures_revised: 1 } });
  });

  it('gets nothing of a run that brought nothing, which is not looked at again', async () => {
    const { archive } = await openedArchive();
    const result = await ranWith(archive, []);
    await deskOf(archive, SETTINGS).runEnded(result.run, result);
    expect(await keys(archive)).toEqual([]);
    expect(await archive.news.unnoticedRuns()).toEqual([]);
  });

  it('never tells of runs before there were rules', async () => {
    const { archive } = await openedArchive();
    const result = await ranWith(archive, [FIRST]);
    await deskOf(archive, {}).runEnded(result.run, result);
    await deskOf(archive, SETTINGS).nightly(night(3));
    expect(await keys(archive)).toEqual([]);
  });
});

/** Methods of the archive keep their private state when called through a proxy. */
function bound(proxy: Archive, archive: Archive): Archive {
  return new Proxy(proxy, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      return typeof found === 'function' ? found.bind(archive) : found;
    },
  });
}
