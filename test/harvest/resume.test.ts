import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import { isResumable } from '../../src/harvest/run/harvest.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive } from '../../storage/contract/archive.js';
import { toRunId } from '../../storage/contract/run-id.js';
import {
  archivedFigures,
  changed,
  newArchive,
  newPortal,
  night,
  publishedFigures,
  settings,
  YEARS,
} from './setup.js';

const isReport = (path: string): boolean => path.startsWith('/art/') || path.startsWith('/module/xxgk/');
const asked = (portal: SimulatedPortal) => portal.log.map((entry) => entry.path).filter(isReport);

/** A night that is stopped after so many reports. */
async function stopped(archive: Archive, portal: SimulatedPortal, after: number) {
  const stop = new AbortController();
  let reports = 0;
  const reported = () => {
    reports += 1;
    if (reports === after) stop.abort();
  };
  return night(archive, portal, { signal: stop.signal, listener: { reported } });
}

/** The run that the archive offers to go on with. */
async function unfinished(archive: Archive) {
  const run = await archive.unfinishedRun();
  if (run === null) throw new Error('there is no unfinished run');
  return run;
}

describe('a run that was stopped', () => {
  it('goes on where it was: neither the lists nor the reports it had are asked for again', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const first = await stopped(archive, portal, 5);
    expect(first.outcome).toBe('interrupted');
    const before = new Set(asked(portal).slice(0, 5));
    portal.clearLog();
    const second = await night(archive, portal, { resume: await unfinished(archive) });
    expect(second).toMatchObject({ run: first.run, outcome: 'done' });
    expect(asked(portal).filter((path) => before.has(path))).toEqual([]);
    expect(portal.log.filter((entry) => /dataproxy|\/col\//.test(entry.path))).toEqual([]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('adds up to what one uninterrupted run would have counted', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await stopped(archive, portal, 3);
    const { portals } = await night(archive, portal, { resume: await unfinished(archive) });
    const whole = await night(await newArchive(), portal);
    expect(portals).toEqual(whole.portals);
    expect((await archive.status()).runs).toHaveLength(1);
  });

  it('leaves alone the portals that it was done with', async () => {
    const archive = await newArchive();
    const [done, broken] = [await newPortal(), await newPortal()];
    const portals = [done, broken].map((p, i) => parsePortal(p.portalConfig(), `portal-${i}`, settings));
    const stop = new AbortController();
    await night(archive, done, {
      portals,
      settings: changed({ harvest: { portals: 1 } }),
      signal: stop.signal,
      listener: { portalFinished: () => stop.abort() },
    });
    done.clearLog();
    const run = await unfinished(archive);
    expect(run.finished.map((summary) => summary.portal)).toEqual(['portal-0']);
    const second = await night(archive, broken, { portals, resume: run });
    expect(done.log).toEqual([]);
    expect(second.portals.map((p) => [p.portal, p.outcome])).toEqual([
      ['portal-0', 'done'],
      ['portal-1', 'done'],
    ]);
  });

  it('withdraws nothing that it has only not come by', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    for (const day of [1, 2, 3, 4]) {
      const now = () => new Date(Date.UTC(2024, 2, day, 17));
      const stop = new AbortController();
      const listener = { reported: () => stop.abort() };
      await night(archive, portal, { now, signal: stop.signal, listener });
      await night(archive, portal, { now, resume: await unfinished(archive) });
    }
    expect(new Set((await archive.changes({})).map((change) => change.kind))).toEqual(
      new Set(['first_seen']),
    );
  });
});

describe('an unfinished run is gone on with', () => {
  const at = new Date('2024-03-01T17:00:00Z');
  const scope = { portals: ['simulated'], years: YEARS };
  const run = { id: toRunId(1), startedAt: at, scope, finished: [] };
  const simulated = parsePortal(
    {
      name: '试验县',
      region: '330482',
      baseUrl: 'https://www.example.gov.cn/',
      enabled: false,
      disabledReason: '-',
    },
    'simulated',
    settings,
  );
  const plan = { portals: [simulated], years: YEARS };

  it('by the same portals and years, soon enough', () => {
    expect(isResumable(run, plan, settings, new Date('2024-03-02T12:00:00Z'))).toBe(true);
  });

  it('not by others, and not later', () => {
    expect(isResumable(run, { ...plan, years: [2023] }, settings, at)).toBe(false);
    expect(isResumable(run, { ...plan, portals: [] }, settings, at)).toBe(false);
    expect(isResumable(run, plan, settings, new Date('2024-03-02T14:00:00Z'))).toBe(false);
  });
});
