import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/report/model.js';
import type { Archive, QuerySpec, RankingSpec, ReportKey } from '../../storage/index.js';
import {
  absencesOf,
  blank,
  commitOf,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  value,
  versionOf,
} from './builders.js';

const NEW = 'requests.new.total';
const FEES = 'proactive.fees.amount';

const agencyAt = (index: number): ReportKey => ({
  region: index % 2 === 0 ? '330482' : '330481',
  agency: `第${index}局`,
  year: 2023,
  kind: 'own',
});

async function put(
  archive: Archive,
  report: ReportKey,
  figures: readonly Figure[] = [],
  given: { readonly basedOn?: number; readonly portal?: string; readonly rules?: readonly string[] } = {},
): Promise<void> {
  const { basedOn = 0, portal = 'pinghu', rules = [] } = given;
  const page = JSON.stringify([report, figures, basedOn]);
  const findings = rules.map((rule) => ({ rule, severity: 'error', indicators: [], message: rule }) as const);
  const commit = commitOf({
    report,
    page,
    basedOn,
    at: night(basedOn),
    source: { ...pageOf(report), portal },
  });
  await archive.recordReport({
    ...commit,
    version: { ...versionOf(page, figures), findings },
    changes: [
      { kind: basedOn === 0 ? 'first_seen' : 'figures_revised', cells: [], sections: [], movedFrom: null },
    ],
  });
}

async function query(archive: Archive, spec: Partial<QuerySpec> = {}) {
  const { reports, more } = await archive.questions.query({ indicators: [], limit: 100, ...spec });
  return { names: reports.map(({ report }) => `${report.agency} ${report.year}`), reports, more };
}

describe('a query', () => {
  it('gives the latest figures: a number, or null with its reason', async () => {
    const { archive } = await openedArchive();
    await put(archive, OFFICE, [value(NEW, 4)]);
    await put(archive, OFFICE, [value(NEW, 5, '５件'), blank(FEES)], { basedOn: 1 });
    const { reports } = await query(archive, { indicators: [FEES, NEW, 'requests.granted.total'] });
    expect(reports).toMatchObject([{ report: OFFICE, version: 2, edition: '2021', withdrawnAt: null }]);
    expect(reports[0]?.figures).toEqual([
      { indicator: FEES, value: null, reason: 'blank', raw: '', locator: { table: 2, row: 4, column: 4 } },
      { indicator: NEW, value: 5, reason: null, raw: '５件', locator: { table: 2, row: 3, column: 4 } },
      { indicator: 'requests.granted.total', value: null, reason: 'not_in_form', raw: null, locator: null },
    ]);
  });

  it('is narrowed by everything that is given, whether few or many reports satisfy it', async () => {
    const { archive } = await openedArchive();
    for (let i = 0; i < 6; i++) await put(archive, agencyAt(i), [], { portal: i < 2 ? 'haining' : 'pinghu' });
    await put(archive, { ...agencyAt(0), year: 2022 }, [], {
      rules: ['requests.balance.total', 'cell.missing'],
    });
    await put(archive, { ...agencyAt(0), kind: 'aggregate' });
    const names = async (spec: Partial<QuerySpec>) => (await query(archive, spec)).names;
    expect(await names({})).toHaveLength(8);
    expect(await names({ years: { from: 2019, to: 2022 } })).toEqual(['第0局 2022']);
    expect(await names({ regions: ['330481'] })).toEqual(['第1局 2023', '第3局 2023', '第5局 2023']);
    expect(await names({ regions: ['3304'] })).toHaveLength(8);
    expect(await names({ regions: ['330481', '330482'] })).toHaveLength(8);
    expect(await names({ regions: [] })).toEqual([]);
    expect(await names({ portal: 'haining' })).toEqual(['第1局 2023', '第0局 2023']);
    expect(await names({ kind: 'aggregate' })).toEqual(['第0局 2023']);
    expect(await names({ agencies: [{ region: '330481', name: '第1局' }] })).toEqual(['第1局 2023']);
    expect(await names({ agencies: [{ region: '330482', name: '第1局' }] })).toEqual([]);
    // a rule, a family of rules, a pattern
    for (const finding of [
      'cell.missing',
      'cell',
      'requests.balance',
      'cell.*',
      '*.total',
      'requests.balance.*',
      '*',
    ])
      expect(await names({ finding }), finding).toEqual(['第0局 2022']);
    for (const finding of ['cel', 'cell.miss', 'cell.miss?ng', '[c]ell.missing', 'cell.*.x'])
      expect(await names({ finding }), finding).toEqual([]);
    expect(await names({ finding: 'cell.*', years: { from: 2023, to: 2023 } })).toEqual([]);
  });

  it('by a finding looks at the latest version only', async () => {
    const { archive } = await openedArchive();
    await put(archive, OFFICE, [], { rules: ['cell.missing'] });
    await put(archive, OFFICE, [], { rules: ['cell.fraction'], basedOn: 1 });
    expect((await query(archive, { finding: 'cell.missing' })).names).toEqual([]);
    expect((await query(archive, { finding: 'cell.fraction' })).names).toHaveLength(1);
  });

  it('by the latest change counts what is new as new, not as changed', async () => {
    const { archive } = await openedArchive();
    await put(archive, OFFICE);
    await put(archive, agencyAt(1));
    await put(archive, OFFICE, [value(NEW, 1)], { basedOn: 1 });
    expect((await query(archive, { changedSince: night(0) })).names).toEqual([`${OFFICE.agency} 2023`]);
    expect((await query(archive, { changedSince: night(1) })).names).toHaveLength(1);
    expect((await query(archive, { changedSince: night(2) })).names).toEqual([]);
  });

  it('is sorted by fields and indicators, those without a number last in either direction', async () => {
    const { archive } = await openedArchive();
    await put(archive, agencyAt(0), [value(NEW, 3)]);
    await put(archive, agencyAt(1), [blank(NEW)]);
    await put(archive, agencyAt(2), [value(NEW, 9)]);
    await put(archive, { ...agencyAt(3), year: 2020 }, [value(NEW, 9)], { rules: ['cell.missing'] });
    const names = async (...sort: { by: string; descending: boolean }[]) =>
      (await query(archive, { sort })).names;
    expect(await names()).toEqual(['第1局 2023', '第3局 2020', '第0局 2023', '第2局 2023']);
    expect(await names({ by: NEW, descending: true })).toEqual([
      '第3局 2020',
      '第2局 2023',
      '第0局 2023',
      '第1局 2023',
    ]);
    expect(await names({ by: NEW, descending: false })).toEqual([
      '第0局 2023',
      '第3局 2020',
      '第2局 2023',
      '第1局 2023',
    ]);
    expect((await names({ by: 'year', descending: true }, { by: NEW, descending: true }))[0]).toBe(
      '第2局 2023',
    );
    expect((await names({ by: 'errors', descending: true }))[0]).toBe('第3局 2020');
    for (const by of ['region', 'agency', 'kind', 'published', 'warnings'])
      expect(await names({ by, descending: false })).toHaveLength(4);
  });

  it('says whether its limit has kept back more', async () => {
    const { archive } = await openedArchive();
    for (let i = 0; i < 3; i++) await put(archive, agencyAt(i));
    expect(await query(archive, { limit: 2 })).toMatchObject({ more: true, reports: { length: 2 } });
    expect(await query(archive, { limit: 3 })).toMatchObject({ more: false, reports: { length: 3 } });
  });

  it.each([{ indicators: ['no.such'] }, { sort: [{ by: 'no.such"; DROP', descending: false }] }])(
    'refuses what the archive does not have: %j',
    async (spec) => {
      const { archive } = await openedArchive();
      await expect(query(archive, spec)).rejects.toMatchObject({ code: 'unknown_indicator' });
    },
  );
});

describe('a ranking', () => {
  const rank = (archive: Archive, spec: Partial<RankingSpec> = {}) =>
    archive.questions.ranking({ indicator: NEW, ascending: false, limit: 10, ...spec });

  async function withValues(...values: readonly (number | null)[]): Promise<Archive> {
    const { archive } = await openedArchive();
    for (const [i, number] of values.entries())
      await put(archive, agencyAt(i), [number === null ? blank(NEW) : value(NEW, number)]);
    return archive;
  }

  it('shares ranks among equals, and counts what it leaves out', async () => {
    const archive = await withValues(5, 7, 5, null, 0);
    await put(archive, agencyAt(8), [value(FEES, 1)]);
    const { reports, counted, tiesCut } = await rank(archive);
    expect(reports.map(({ rank, value, report }) => [rank, value, report.agency])).toEqual([
      [1, 7, '第1局'],
      [2, 5, '第0局'],
      [2, 5, '第2局'],
      [4, 0, '第4局'],
    ]);
    expect({ counted, tiesCut }).toEqual({ counted: { numbers: 4, nulls: 1, notInForm: 1 }, tiesCut: 0 });
  });

  it('says how many equals its limit has cut off', async () => {
    const archive = await withValues(5, 5, 5, 9);
    expect(await rank(archive, { limit: 2 })).toMatchObject({
      tiesCut: 2,
      reports: [{ rank: 1 }, { rank: 2 }],
    });
    expect(await rank(archive, { limit: 4 })).toMatchObject({ tiesCut: 0 });
  });

  it('runs upwards too, and within a scope', async () => {
    const archive = await withValues(5, 7, 0);
    expect((await rank(archive, { ascending: true })).reports.map(({ value }) => value)).toEqual([0, 5, 7]);
    const years = { from: 2023, to: 2023 };
    expect((await rank(archive, { regions: ['330482'], years })).reports.map(({ value }) => value)).toEqual([
      5, 0,
    ]);
    expect(await rank(archive, { years: { from: 2019, to: 2020 } })).toEqual({
      reports: [],
      tiesCut: 0,
      counted: { numbers: 0, nulls: 0, notInForm: 0 },
    });
  });
});

describe('a withdrawn report', () => {
  it('is an answer like any other, and says that it is withdrawn', async () => {
    const { archive } = await openedArchive();
    await put(archive, OFFICE, [value(NEW, 4)]);
    const run = await archive.startRun(night(1));
    await archive.recordAbsences(run, night(3), absencesOf(3, true));
    const [found] = (await query(archive, { indicators: [NEW] })).reports;
    expect(found).toMatchObject({ withdrawnAt: night(3), figures: [{ value: 4 }] });
    const ranking = await archive.questions.ranking({ indicator: NEW, ascending: false, limit: 1 });
    expect(ranking.reports).toMatchObject([{ value: 4, withdrawnAt: night(3) }]);
    const question = { kind: 'phrase', phrase: '第一段' } as const;
    expect((await archive.questions.search({ question, limit: 1 })).sections).toMatchObject([
      { report: OFFICE, withdrawnAt: night(3) },
    ]);
    expect((await query(archive, { changedSince: night(2) })).names).toHaveLength(1);
  });
});

describe('what there is to ask about', () => {
  it('agencies with their aliases, portals, and years', async () => {
    const { archive } = await openedArchive();
    await put(archive, OFFICE);
    await put(archive, { ...OFFICE, year: 2022, kind: 'aggregate' });
    expect(await archive.questions.agencies()).toEqual([
      { region: OFFICE.region, name: OFFICE.agency, aliases: ['平湖市府办'] },
    ]);
    expect(await archive.questions.portals()).toEqual(['pinghu']);
    expect(await archive.questions.years()).toEqual([
      { year: 2022, own: 0, aggregate: 1 },
      { year: 2023, own: 1, aggregate: 0 },
    ]);
  });
});
