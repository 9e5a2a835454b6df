import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import type { FaultKind } from '../../src/simulation/server/faults.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive } from '../../storage/contract/archive.js';
import {
  archivedFigures,
  changed,
  newArchive,
  newPortal,
  night,
  publishedFigures,
  settings,
} from './setup.js';

/** One by the article column, one by the annual-report module. */
const ARTICLE = { agency: '平湖市科学技术局', year: 2023 };
const MODULE = { agency: '平湖市人民政府办公室', year: 2019 };
const keyOf = (report: typeof ARTICLE) => ({ region: '330482', ...report, kind: 'own' }) as const;

/** Nights count from 0; the run begins at one in the morning, Shanghai time. */
function onNight(archive: Archive, portal: SimulatedPortal, number: number, hours = 0) {
  const at = new Date(Date.UTC(2024, 2, number, 17 + hours));
  const portals = [parsePortal({ ...portal.portalConfig(), browser: 'never' }, 'simulated', settings)];
  return night(archive, portal, { portals, now: () => at });
}

async function kindsOf(archive: Archive, report: typeof ARTICLE): Promise<readonly string[]> {
  return (await archive.changes({ agency: report.agency, year: report.year })).map((change) => change.kind);
}

async function harvested(): Promise<{ archive: Archive; portal: SimulatedPortal }> {
  const archive = await newArchive();
  const portal = await newPortal();
  await onNight(archive, portal, 0);
  return { archive, portal };
}

describe('a report that disappears', () => {
  it.each([ARTICLE, MODULE])(
    '$agency is withdrawn on the third night, and its last version kept',
    async (report) => {
      const { archive, portal } = await harvested();
      portal.withdraw(report.agency, report.year);
      await onNight(archive, portal, 1);
      await onNight(archive, portal, 2);
      expect(await kindsOf(archive, report)).toEqual(['first_seen']);
      const third = await onNight(archive, portal, 3);
      expect(third.portals[0]?.counts.changes).toEqual({ withdrawn: 1 });
      expect(third).toMatchObject({ outcome: 'done' });
      const latest = await archive.latestVersion(keyOf(report));
      expect(latest).toMatchObject({ number: 1, withdrawnAt: new Date(Date.UTC(2024, 2, 3, 17)) });
      expect(latest?.figures.length).toBeGreaterThan(0);
      await onNight(archive, portal, 4);
      expect(await kindsOf(archive, report)).toEqual(['first_seen', 'withdrawn']);
    },
  );

  it.each([ARTICLE, MODULE])('$agency is restored as soon as it is back', async (report) => {
    const { archive, portal } = await harvested();
    portal.withdraw(report.agency, report.year);
    for (const number of [1, 2, 3, 4]) await onNight(archive, portal, number);
    portal.restore(report.agency, report.year);
    const back = await onNight(archive, portal, 5);
    expect(back.portals[0]?.counts).toMatchObject({ versions: 0, changes: { restored: 1 } });
    expect(await archive.latestVersion(keyOf(report))).toMatchObject({ number: 1, withdrawnAt: null });
    await onNight(archive, portal, 6);
    expect(await kindsOf(archive, report)).toEqual(['first_seen', 'withdrawn', 'restored']);
  });

  it('and comes back with another figure is restored and revised', async () => {
    const { archive, portal } = await harvested();
    portal.withdraw(ARTICLE.agency, ARTICLE.year);
    for (const number of [1, 2, 3]) await onNight(archive, portal, number);
    portal.reviseFigure(ARTICLE.agency, ARTICLE.year, 'proactive.normative.in_force', 9);
    portal.restore(ARTICLE.agency, ARTICLE.year);
    await onNight(archive, portal, 4);
    expect(await kindsOf(archive, ARTICLE)).toEqual([
      'first_seen',
      'withdrawn',
      'restored',
      'figures_revised',
    ]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('is not withdrawn by several looks in one night', async () => {
    const { archive, portal } = await harvested();
    portal.withdraw(ARTICLE.agency, ARTICLE.year);
    for (const hours of [0, 1, 2, 3]) await onNight(archive, portal, 1, hours);
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen']);
  });

  it('counts no night on which the portal failed, and forgets none for it', async () => {
    const { archive, portal } = await harvested();
    portal.withdraw(ARTICLE.agency, ARTICLE.year);
    await onNight(archive, portal, 1);
    portal.fault('error-500', (path) => path.startsWith('/art/'));
    for (const number of [2, 3, 4]) await onNight(archive, portal, number);
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen']);
    portal.fault(null);
    await onNight(archive, portal, 5);
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen']);
    await onNight(archive, portal, 6);
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen', 'withdrawn']);
  });

  it('after as many nights as the settings say', async () => {
    const { archive, portal } = await harvested();
    portal.withdraw(ARTICLE.agency, ARTICLE.year);
    const hasty = changed({ harvest: { withdrawnAfter: 1 } });
    const at = new Date(Date.UTC(2024, 2, 1, 17));
    const { portals } = await night(archive, portal, { now: () => at, settings: hasty });
    expect(portals[0]?.counts.changes).toMatchObject({ withdrawn: 1 });
  });
});

describe('what is no withdrawal', () => {
  it('a report that moved', async () => {
    const { archive, portal } = await harvested();
    portal.move(ARTICLE.agency, ARTICLE.year);
    for (const number of [1, 2, 3, 4, 5]) await onNight(archive, portal, number);
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen', 'moved']);
    const old = (await archive.sources(keyOf(ARTICLE))).find((source) => source.goneNights > 0);
    expect(old?.goneNights).toBe(3);
  });

  it('a report of a year that nobody asks for any more', async () => {
    const { archive, portal } = await harvested();
    for (const number of [1, 2, 3, 4]) {
      const at = new Date(Date.UTC(2024, 2, number, 17));
      await night(archive, portal, { now: () => at, years: [2022] });
    }
    expect(await kindsOf(archive, ARTICLE)).toEqual(['first_seen']);
  });

  it.each<FaultKind>([
    'soft-404',
    'front-page',
    'maintenance',
    'empty-list',
    'challenge',
    'redirect-elsewhere',
  ])('four nights of %s over the whole portal', async (fault) => {
    const { archive, portal } = await harvested();
    portal.fault(fault);
    for (const number of [1, 2, 3, 4]) await onNight(archive, portal, number);
    const kinds = (await archive.changes({})).map((change) => change.kind);
    expect(new Set(kinds)).toEqual(new Set(['first_seen']));
    portal.fault(null);
    const good = await onNight(archive, portal, 5);
    expect(good.portals[0]).toMatchObject({ outcome: 'done', counts: { versions: 0, changes: {} } });
  });
});
