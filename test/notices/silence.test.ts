import { describe, expect, it } from 'vitest';
import { night, openedArchive } from '../storage/builders.js';
import { deskOf, FIRST, hook, ranWith } from './setup.js';

const channels = { office: hook('http://127.0.0.1:9/') };
const rules = { a: { channels: ['office'], events: ['silence'], silentNights: 3 } };

/** An archive whose portal was harvested well on night 0, and the notices after each of the given nights. */
async function afterNights(nights: readonly number[], more: Record<string, unknown> = {}) {
  const { archive } = await openedArchive();
  await ranWith(archive, [FIRST], { at: night(0) });
  await ranWith(archive, [], { at: night(1), outcome: 'failed' });
  const desk = deskOf(archive, { channels, rules, ...more });
  const counts: number[] = [];
  for (const number of nights) {
    await desk.nightly(night(number));
    counts.push((await archive.outbox.list({ limit: 100 })).length);
  }
  return { archive, desk, counts };
}

describe('silence', () => {
  it('is told once when the nights are over, and again after as many more', async () => {
    expect((await afterNights([1, 2, 3, 3, 4, 5, 6, 7, 8, 9])).counts).toEqual([
      0, 0, 1, 1, 1, 1, 2, 2, 2, 3,
    ]);
  });

  it('is told late where no night was counted for a while, and then not twice', async () => {
    expect((await afterNights([1, 8, 8])).counts).toEqual([0, 1, 1]);
  });

  it('says for how many nights, and since when', async () => {
    const { archive } = await afterNights([4]);
    const [notice] = await archive.outbox.list({ limit: 1 });
    expect(notice?.key).toBe('silence:pinghu:2024-02-01:3x1/channel:office');
    expect(JSON.parse(notice?.digest ?? '')).toMatchObject({
      about: 'silence',
      items: [{ event: 'silence', portal: 'pinghu', nights: 4, since: night(0).toISOString() }],
    });
  });

  it('ends with a success, and begins anew', async () => {
    const { archive, desk } = await afterNights([3]);
    await ranWith(archive, [{ ...FIRST, basedOn: 1, version: null, changes: [] }], {
      at: night(4),
      outcome: 'partial',
    });
    await desk.nightly(night(6));
    expect(await archive.outbox.list({ limit: 9 })).toHaveLength(1);
    await desk.nightly(night(7));
    expect(await archive.outbox.list({ limit: 9 })).toHaveLength(2);
  });

  it('is told of a portal that never succeeded, from when it was first tried', async () => {
    const { archive } = await openedArchive();
    await ranWith(archive, [], { at: night(0), outcome: 'failed' });
    const desk = deskOf(archive, { channels, rules });
    await desk.nightly(night(2));
    expect(await archive.outbox.list({ limit: 9 })).toEqual([]);
    await desk.nightly(night(3));
    const [notice] = await archive.outbox.list({ limit: 9 });
    expect(JSON.parse(notice?.digest ?? '')).toMatchObject({ items: [{ since: null, nights: 3 }] });
  });

  it('is no matter of a portal that is not harvested at present, or that the rule leaves out', async () => {
    const { archive } = await afterNights([]);
    await deskOf(archive, { channels, rules }, { portals: [] }).nightly(night(9));
    const others = { a: { ...rules.a, portals: ['linping'] } };
    await deskOf(archive, { channels, rules: others }).nightly(night(9));
    expect(await archive.outbox.list({ limit: 9 })).toEqual([]);
  });

  it('is queued once where two processes count the same night', async () => {
    const { archive, path } = await openedArchive();
    await ranWith(archive, [FIRST], { at: night(0) });
    const { archive: second } = await openedArchive(path);
    const desks = [archive, second].map((one) => deskOf(one, { channels, rules }));
    await Promise.all(desks.map((desk) => desk.nightly(night(3))));
    expect(await archive.outbox.list({ limit: 9 })).toHaveLength(1);
  });
});
