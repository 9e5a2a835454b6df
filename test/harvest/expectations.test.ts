import { describe, expect, it } from 'vitest';
import { type PortalExpectations, parsePortal } from '../../src/config/portal/portal.js';
import {
  judgeLists,
  type ListedReport,
  percent,
  readableShare,
} from '../../src/harvest/nights/expectations.js';
import type { Figure, NullReason } from '../../src/report/model.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive, HarvestResult } from '../../storage/contract/archive.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, settings } from './setup.js';

const reports = generateReports({ seed: 53, agencies: 9, years: [2022, 2023] });
const agencies = [...new Set(reports.map((report) => report.agency))];
const [victim = '', other = ''] = agencies;
const YEARS = [2022, 2023];
const EXPECTED: PortalExpectations = { minAgencies: 8, maxReportsPerYear: 9, minReadable: 0.9 };

/** Nights count from 0; all reports of 2023 are due by then. */
function onNight(
  archive: Archive,
  portal: SimulatedPortal,
  number: number,
  expectations: PortalExpectations = EXPECTED,
  keys: object = {},
  more: Parameters<typeof night>[2] = {},
): Promise<HarvestResult> {
  const at = new Date(Date.UTC(2024, 5, 1 + number, 17));
  const given = { ...portal.portalConfig(), browser: 'never', expect: expectations, ...keys };
  const portals = [parsePortal(given, 'simulated', settings)];
  return night(archive, portal, { portals, years: YEARS, now: () => at, ...more });
}

async function harvested(options: Partial<SimulatedPortalOptions> = {}) {
  const archive = await newArchive();
  const portal = await newPortal({ reports, family: 'static', ...options });
  const first = await onNight(archive, portal, 0);
  expect(first.outcome).toBe('done');
  return { archive, portal };
}

/** Every cell of the report's tables says something that is no number. */
function blur(portal: SimulatedPortal, agency: string, year = 2023): () => void {
  const before = portal.truth().find((one) => one.agency === agency && one.year === year)?.figures ?? {};
  for (const indicator of Object.keys(before)) portal.reviseFigure(agency, year, indicator, '详见附件');
  return () => {
    for (const [indicator, value] of Object.entries(before))
      portal.reviseFigure(agency, year, indicator, value);
  };
}

/** What happened; neighbours of a page that goes change its links, which means nothing. */
const kinds = async (archive: Archive) => [
  ...new Set((await archive.changes({})).map(({ kind }) => kind).filter((kind) => kind !== 'cosmetic')),
];
const only = ({ portals: [summary] }: HarvestResult) => summary;

describe('a portal that suddenly lists fewer agencies than it must', () => {
  it.each([3, 6])(
    'by %i: the run is suspect, what came is kept and not believed, nothing is withdrawn',
    async (gone) => {
      const { archive, portal } = await harvested();
      const before = await archivedFigures(archive);
      for (const agency of agencies.slice(-gone)) for (const year of YEARS) portal.withdraw(agency, year);
      portal.reviseFigure(victim, 2023, 'requests.new.total', 4711);
      for (const number of [1, 2, 3, 4]) {
        const run = await onNight(archive, portal, number);
        expect(run.outcome).toBe('partial');
        expect(only(run)).toMatchObject({
          counts: { versions: 0, changes: {} },
          suspicions: [
            `agencies named by the lists: ${9 - gone} for 2022, ${9 - gone} for 2023; expected: at least 8; all that came is held back`,
          ],
        });
      }
      expect(await kinds(archive)).toEqual(['first_seen']);
      expect(await archivedFigures(archive)).toEqual(before);
      const [report] = await archive.reports({ agency: victim, year: 2023 });
      const captures = report === undefined ? [] : await archive.captures(report.report);
      expect(captures.at(-1)).toMatchObject({
        outcome: 'unchanged',
        marks: ['held-list'],
        payload: expect.any(String),
        reason: expect.stringMatching(/^held back: agencies named by the lists/),
      });

      for (const agency of agencies.slice(-gone)) for (const year of YEARS) portal.restore(agency, year);
      const healed = await onNight(archive, portal, 5);
      expect(healed.outcome).toBe('done');
      expect(only(healed)).not.toHaveProperty('suspicions');
      expect(only(healed)?.counts).toMatchObject({ versions: 1, changes: { figures_revised: 1 } });
      expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    },
  );

  it('and is right to do so: once the minimum is lowered, the nights count again', async () => {
    const { archive, portal } = await harvested();
    for (const agency of agencies.slice(-3)) for (const year of YEARS) portal.withdraw(agency, year);
    for (const number of [1, 2, 3]) await onNight(archive, portal, number);
    const lowered = { ...EXPECTED, minAgencies: 6 };
    for (const number of [4, 5]) await onNight(archive, portal, number, lowered);
    expect(await kinds(archive)).toEqual(['first_seen']);
    await onNight(archive, portal, 6, lowered);
    expect((await archive.changes({})).filter(({ kind }) => kind === 'withdrawn')).toHaveLength(6);
  });

  it('on its first night: nothing becomes a report before the lists are whole', async () => {
    const archive = await newArchive();
    const portal = await newPortal({ reports, family: 'static' });
    for (const agency of agencies.slice(-6)) for (const year of YEARS) portal.withdraw(agency, year);
    expect(only(await onNight(archive, portal, 0))).toMatchObject({
      outcome: 'partial',
      counts: { versions: 0 },
    });
    expect(await archive.reports({})).toEqual([]);
    for (const agency of agencies.slice(-6)) for (const year of YEARS) portal.restore(agency, year);
    expect((await onNight(archive, portal, 1)).outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('where its reports are files: pages that lead to what is held back are held back too', async () => {
    const archive = await newArchive();
    const portal = await newPortal({
      reports,
      family: 'static',
      attachment: () => ({ format: 'docx' }),
    });
    const many = { ...EXPECTED, minAgencies: 10 };
    expect(only(await onNight(archive, portal, 0, many))).toMatchObject({
      outcome: 'partial',
      problems: [],
      counts: { versions: 0, captures: { new: 36 } },
    });
    expect((await onNight(archive, portal, 1)).outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('where its addresses are only tried, it is known at the end: nothing is withdrawn', async () => {
    const { archive, portal } = await harvested({ family: 'hanweb-annual-report' });
    for (const agency of agencies.slice(-3)) for (const year of YEARS) portal.withdraw(agency, year);
    for (const number of [1, 2, 3, 4]) {
      const run = only(await onNight(archive, portal, number));
      expect(run).toMatchObject({
        outcome: 'partial',
        suspicions: [expect.stringMatching(/: 6 for 2022, 6 for 2023; expected: at least 8/)],
      });
    }
    expect(await kinds(archive)).toEqual(['first_seen']);
  });

  it('with a withdrawn report still there: its return is believed on a healthy night only', async () => {
    const { archive, portal } = await harvested();
    portal.withdraw(victim, 2023);
    for (const number of [1, 2, 3]) await onNight(archive, portal, number);
    expect(await kinds(archive)).toContain('withdrawn');
    portal.restore(victim, 2023);
    const few = { titles: { exclude: agencies.slice(-2) } };
    expect(only(await onNight(archive, portal, 4, EXPECTED, few))).toHaveProperty('suspicions');
    expect(await kinds(archive)).not.toContain('restored');
    expect(only(await onNight(archive, portal, 5))?.counts.changes).toMatchObject({ restored: 1 });
  });
});

describe('a portal whose tables become unreadable', () => {
  it('loses no figure: the report is held back until it can be read again', async () => {
    const { archive, portal } = await harvested();
    const before = await archivedFigures(archive);
    const heal = blur(portal, victim);
    for (const number of [1, 2]) {
      const run = only(await onNight(archive, portal, number));
      expect(run).toMatchObject({
        outcome: 'partial',
        counts: { versions: 0, changes: {} },
        suspicions: ['1 payload is held back: less than 90 % of their figures can be read'],
        problems: [expect.stringMatching(/held back: 0 % of its figures can be read, and at least 90 %/)],
      });
    }
    expect(await archivedFigures(archive)).toEqual(before);
    heal();
    const healed = await onNight(archive, portal, 3);
    expect(healed.outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect(await kinds(archive)).toEqual(['first_seen']);
  });

  it('withdraws nothing meanwhile, and takes what else has changed', async () => {
    const { archive, portal } = await harvested();
    blur(portal, victim);
    portal.withdraw(other, 2023);
    portal.reviseFigure(other, 2022, 'requests.new.total', 4711);
    for (const number of [1, 2, 3, 4]) await onNight(archive, portal, number);
    expect(await kinds(archive)).toEqual(['first_seen', 'figures_revised']);
  });

  it('and are so for good: with a lower minimum the next night takes the very same bytes', async () => {
    const { archive, portal } = await harvested();
    blur(portal, victim);
    for (const number of [1, 2]) await onNight(archive, portal, number);
    const [source] = (await archive.knownSources('simulated')).filter(({ held }) => held !== undefined);
    expect(source?.held).not.toBe(source?.payload);
    const taken = await onNight(archive, portal, 3, { ...EXPECTED, minReadable: 0 });
    expect(taken.outcome).toBe('done');
    expect(only(taken)?.counts).toMatchObject({ versions: 1, changes: { figures_revised: 1 } });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect((await archive.knownSources('simulated')).some(({ held }) => held !== undefined)).toBe(false);
  });

  it.each([[[]], [[victim]]])(
    'on the first night of a report: it is looked for again, with titles left out: %j',
    async (exclude) => {
      const archive = await newArchive();
      const portal = await newPortal({ reports, family: 'static' });
      const heal = blur(portal, victim);
      expect(only(await onNight(archive, portal, 0))?.counts).toMatchObject({ versions: 17 });
      heal();
      const second = await onNight(archive, portal, 1, EXPECTED, { titles: { exclude } });
      expect(only(second)?.counts).toMatchObject({ versions: 1 });
      expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    },
  );
});

describe('a suspect run', () => {
  it('that was stopped is as suspect when it goes on', async () => {
    const { archive, portal } = await harvested();
    for (const agency of agencies.slice(0, 3)) blur(portal, agency, 2022);
    const whole = only(await onNight(archive, portal, 1));
    const stop = new AbortController();
    let seen = 0;
    const reported = () => {
      seen += 1;
      if (seen === 9) stop.abort();
    };
    const interrupted = await onNight(
      archive,
      portal,
      2,
      EXPECTED,
      {},
      { signal: stop.signal, listener: { reported } },
    );
    expect(interrupted.outcome).toBe('interrupted');
    const resume = await archive.unfinishedRun();
    const resumed = only(await onNight(archive, portal, 2, EXPECTED, {}, resume === null ? {} : { resume }));
    expect(resumed).toEqual({ ...whole, counts: resumed?.counts });
    expect(resumed?.suspicions).toEqual([
      '3 payloads are held back: less than 90 % of their figures can be read',
    ]);
  });

  it('is none where the portal is down: that is a failure', async () => {
    const { archive, portal } = await harvested();
    await portal.pause();
    const down = await onNight(archive, portal, 1);
    expect(down.outcome).toBe('failed');
    expect(only(down)).not.toHaveProperty('suspicions');
  });
});

describe('a portal that brings more than expected', () => {
  it('is warned of, and believed', async () => {
    const archive = await newArchive();
    const portal = await newPortal({ reports, family: 'static' });
    const run = await onNight(archive, portal, 0, { maxReportsPerYear: 8 });
    expect(only(run)).toMatchObject({
      counts: { versions: 18 },
      problems: ['reports named by the lists: 9 for 2022, 9 for 2023; expected: at most 8'],
    });
    expect(only(run)).not.toHaveProperty('suspicions');
  });
});

describe('the minimum of agencies', () => {
  const link = (agency: string | null, year: number | null, n = 0): ListedReport => ({
    url: `http://a.cn/${agency}${year}${n}`,
    agency,
    year,
  });
  const judged = (
    links: readonly ListedReport[],
    expected: PortalExpectations,
    more: { readonly at?: string; readonly known?: readonly (readonly [number, number])[] } = {},
  ) => {
    const { at = '2024-06-01T00:00:00Z', known = [] } = more;
    return judgeLists(expected, links, { years: [2022, 2023], at: new Date(at), known: new Map(known) })
      .suspicion;
  };

  it('holds on a first harvest once all reports of a year are due, in China', () => {
    const links = [link('a', 2022), link('b', 2022), link('a', 2023)];
    expect(judged(links, { minAgencies: 2 }, { at: '2024-03-31T15:59:59Z' })).toBeNull();
    expect(judged(links, { minAgencies: 2 }, { at: '2024-03-31T16:00:00Z' })).toMatch(
      /lists: 1 for 2023; exp/,
    );
  });

  it('holds for a year that has met it before, due or not, and for no other', () => {
    const known = [
      [2022, 2],
      [2023, 1],
    ] as const;
    const at = '2023-02-01T00:00:00Z';
    expect(judged([link('a', 2022)], { minAgencies: 2 }, { known, at })).toMatch(/lists: 1 for 2022; exp/);
    expect(judged([], { minAgencies: 2 }, { known })).toMatch(/lists: 0 for 2022; exp/);
    expect(judged([link('a', 2022), link('b', 2022)], { minAgencies: 2 }, { known })).toBeNull();
  });

  it('holds from its first year on', () => {
    const known = [[2022, 1]] as const;
    expect(judged([link('a', 2023)], { minAgencies: 1 }, { known })).toMatch(/0 for 2022;/);
    expect(judged([link('a', 2023)], { minAgencies: 1, firstYear: 2023 }, { known })).toBeNull();
  });

  it('is not broken by what a list does not say', () => {
    const nameless = [link(null, 2022), link(null, 2022, 1), link('a', 2023), link('b', 2023)];
    expect(judged(nameless, { minAgencies: 2 })).toBeNull();
    expect(judged([link('a', null), link('b', null)], { minAgencies: 2 })).toBeNull();
    const twice = [link('a', 2022), link('a', 2022, 1), link('a', 2023)];
    expect(judged(twice, { minAgencies: 2 })).toMatch(/1 for 2022, 1 for 2023/);
  });
});

describe('the readable share of a report', () => {
  const figure = (reason: NullReason | null): Figure => {
    const place = { indicator: 'x', raw: null, locator: null };
    return reason === null ? { ...place, value: 0, reason } : { ...place, value: null, reason };
  };
  it.each<[string, (NullReason | null)[], string | null, number | null]>([
    ['counts numbers, blanks and dashes', [null, 'blank', 'dash', 'none'], '2021', 1],
    ['does not count cells that are doubted or not there', [null, 'unreadable', 'absent', null], '2021', 0.5],
    ['is not known without the tables of the form', [], null, null],
  ])('%s', (_, reasons, edition, share) => {
    expect(readableShare({ edition, figures: reasons.map(figure) })).toBe(share);
  });

  it('is never rounded up', () => {
    expect([percent(0.8999), percent(0.29), percent(1)]).toEqual(['89 %', '29 %', '100 %']);
  });
});
