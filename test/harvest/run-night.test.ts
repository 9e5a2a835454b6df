import { describe, expect, it } from 'vitest';
import { type PortalConfig, parsePortal } from '../../src/config/portal/portal.js';
import { type NightOptions, runNight } from '../../src/harvest/run/run-night.js';
import { type Archive, acquireHarvestLock } from '../../storage/index.js';
import { editions, newArchive, scratch, settings } from './setup.js';

/** A portal that lists nothing: its harvest asks nobody. */
function portalOf(id: string): PortalConfig {
  const given = { name: id, region: '330482', baseUrl: `http://${id}.gov.cn/`, enabled: false };
  return parsePortal({ ...given, disabledReason: 'listed nowhere', columns: [] }, id, { pause: 0 });
}

const jiaxing = portalOf('jiaxing');
const pinghu = portalOf('pinghu');
const tongxiang = portalOf('tongxiang');
const YEARS = [2023];

/** A run that was killed before it had done anything. */
function killedRun(archive: Archive, portals: readonly PortalConfig[]): Promise<number> {
  return archive.startRun(new Date(), { portals: portals.map(({ id }) => id), years: YEARS });
}

function nightOf(archive: Archive, given: Partial<NightOptions> & Pick<NightOptions, 'portals' | 'resume'>) {
  return runNight({ archive, home: scratch(), editions, settings, years: YEARS, ...given });
}

describe('a night', () => {
  it('does not begin while another process harvests', async () => {
    const home = scratch();
    const archive = await newArchive();
    const lock = await acquireHarvestLock(home, new Date());
    const refused = nightOf(archive, { home, portals: [pinghu], resume: { unfinished: 'never' } });
    await expect(refused).rejects.toMatchObject({ code: 'locked' });
    expect((await archive.status()).runs).toEqual([]);
    await lock.release();
  });

  it('lets the next one begin, also where it failed', async () => {
    const home = scratch();
    const archive = await newArchive();
    const broken = { ...archive, startRun: () => Promise.reject(new Error('the disk is full')) };
    const failed = nightOf(
      { ...broken, unfinishedRun: async () => null },
      { home, portals: [pinghu], resume: { unfinished: 'same' } },
    );
    await expect(failed).rejects.toThrow('the disk is full');
    await (await acquireHarvestLock(home, new Date())).release();
  });

  it('of the same portals resumes a run that was killed, and says so', async () => {
    const archive = await newArchive();
    const killed = await killedRun(archive, [pinghu]);
    const resumed: number[] = [];
    const listener = { runResumed: ({ id }: { id: number }) => resumed.push(id) };
    const result = await nightOf(archive, { portals: [pinghu], resume: { unfinished: 'same' }, listener });
    expect([result.run, resumed]).toEqual([killed, [killed]]);
  });

  it('of other portals begins a run of its own', async () => {
    const archive = await newArchive();
    const killed = await killedRun(archive, [pinghu]);
    const { run } = await nightOf(archive, {
      portals: [pinghu, jiaxing],
      resume: { unfinished: 'same' },
    });
    expect(run).not.toBe(killed);
  });

  it('that is told to begin anew does', async () => {
    const archive = await newArchive();
    const killed = await killedRun(archive, [pinghu]);
    const { run } = await nightOf(archive, { portals: [pinghu], resume: { unfinished: 'never' } });
    expect(run).not.toBe(killed);
  });

  describe('of the daemon', () => {
    const known = [jiaxing, pinghu, tongxiang];

    it('resumes a run that owes one of its portals, with all portals of that run', async () => {
      const archive = await newArchive();
      const killed = await killedRun(archive, [jiaxing, pinghu]);
      const { run, portals } = await nightOf(archive, {
        portals: [pinghu],
        resume: { unfinished: 'due', known },
      });
      expect([run, portals.map(({ portal }) => portal)]).toEqual([killed, ['jiaxing', 'pinghu']]);
    });

    it('leaves alone a run of some other portal, stopped on purpose', async () => {
      const archive = await newArchive();
      const killed = await killedRun(archive, [tongxiang]);
      const { run } = await nightOf(archive, { portals: [pinghu], resume: { unfinished: 'due', known } });
      expect(run).not.toBe(killed);
    });

    it('leaves alone a run of a portal that nobody harvests any more', async () => {
      const archive = await newArchive();
      const killed = await killedRun(archive, [jiaxing, pinghu]);
      const { run } = await nightOf(archive, {
        portals: [pinghu],
        resume: { unfinished: 'due', known: [pinghu, tongxiang] },
      });
      expect(run).not.toBe(killed);
    });
  });
});
