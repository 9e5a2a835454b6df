import { describe, expect, it } from 'vitest';
import { toRunId } from '../../storage/contract/run-id.js';
import type { Archive, ReportKey, RunPortalSummary } from '../../storage/index.js';
import {
  bareCapture,
  commitOf,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  sameContentCommit,
} from './builders.js';

const BUREAU: ReportKey = { region: '330481', agency: '海宁市教育局', year: 2023, kind: 'own' };

async function withReports(archive: Archive, ...reports: readonly ReportKey[]): Promise<void> {
  for (const report of reports) {
    const commit = commitOf({ report, page: JSON.stringify(report) });
    await archive.recordReport({ ...commit, aliases: report.agency === OFFICE.agency ? ['平湖市府办'] : [] });
  }
}

const keys = (summaries: readonly { readonly report: ReportKey }[]) => summaries.map(({ report }) => report);

describe('the list of reports', () => {
  it('sums up the latest version of each', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    await archive.recordReport(commitOf({ basedOn: 1, page: '<p>2</p>', at: night(2) }));
    expect(await archive.reports({})).toEqual([
      {
        report: OFFICE,
        portal: 'pinghu',
        source: pageOf(OFFICE).url,
        title: '2023年政府信息公开工作年度报告',
        edition: '2021',
        published: '2024-01-20',
        versions: 2,
        firstSeen: night(0),
        lastSeen: night(2),
        withdrawnAt: null,
        goneSince: null,
        withdrawnReason: null,
        errors: 1,
        warnings: 1,
      },
    ]);
  });

  it('is narrowed by portal, region, agency, year and kind', async () => {
    const { archive } = await openedArchive();
    const aggregate: ReportKey = { ...OFFICE, kind: 'aggregate' };
    const earlier = { ...OFFICE, year: 2022 };
    await withReports(archive, OFFICE, aggregate, earlier, BUREAU);
    expect(keys(await archive.reports({}))).toEqual([BUREAU, earlier, aggregate, OFFICE]);
    expect(keys(await archive.reports({ region: '330481' }))).toEqual([BUREAU]);
    expect(keys(await archive.reports({ agency: OFFICE.agency, year: 2023 }))).toEqual([aggregate, OFFICE]);
    expect(keys(await archive.reports({ agency: '平湖市府办', kind: 'aggregate' }))).toEqual([aggregate]);
    expect(await archive.reports({ portal: 'pinghu' })).toHaveLength(4);
    expect(await archive.reports({ portal: 'haining' })).toEqual([]);
  });
});

describe('finding reports by agency', () => {
  const school = { ...BUREAU, agency: '海宁市教育局实验小学' };
  const odd = { ...BUREAU, agency: '100%_局' };

  it('prefers the whole name or alias, and else takes a part of it', async () => {
    const { archive } = await openedArchive();
    await withReports(archive, school, BUREAU, OFFICE);
    expect(keys(await archive.findReports('海宁市教育局'))).toEqual([BUREAU]);
    expect(keys(await archive.findReports('平湖市府办'))).toEqual([OFFICE]);
    expect(keys(await archive.findReports('教育'))).toEqual([BUREAU, school]);
    expect(keys(await archive.findReports('府办'))).toEqual([OFFICE]);
    expect(await archive.findReports('税务')).toEqual([]);
  });

  it('narrows by year and kind', async () => {
    const { archive } = await openedArchive();
    await withReports(archive, BUREAU, { ...BUREAU, year: 2021 });
    expect(keys(await archive.findReports('教育', 2021))).toEqual([{ ...BUREAU, year: 2021 }]);
    expect(await archive.findReports('教育', 2021, 'aggregate')).toEqual([]);
  });

  it.each(['%', '_', '0%_'])('takes "%s" for itself, not for a wildcard', async (text) => {
    const { archive } = await openedArchive();
    await withReports(archive, BUREAU, odd);
    expect(keys(await archive.findReports(text))).toEqual([odd]);
  });
});

describe('runs', () => {
  const summary: RunPortalSummary = {
    portal: 'pinghu',
    outcome: 'partial',
    counts: {
      listed: 9,
      captures: { new: 2, blocked: 1 },
      changes: { first_seen: 2 },
      versions: 2,
      payloads: 2,
      bytes: 4096,
    },
    problems: ['https://www.pinghu.gov.cn/list: 空列表'],
  };

  it('keep how each portal went; said again, the later word holds', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    await archive.recordRunPortal(run, { ...summary, outcome: 'failed', problems: [] });
    await archive.recordRunPortal(run, summary);
    await archive.finishRun(run, night(1), 'partial');
    expect((await archive.status()).runs).toEqual([
      { id: run, startedAt: night(0), endedAt: night(1), outcome: 'partial', portals: [summary] },
    ]);
  });

  it('that were killed have no end', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    expect((await archive.status()).runs).toEqual([
      { id: run, startedAt: night(0), endedAt: null, outcome: null, portals: [] },
    ]);
  });

  it('must have been started', async () => {
    const { archive } = await openedArchive();
    await expect(archive.finishRun(toRunId(7), night(0), 'done')).rejects.toMatchObject({ code: 'no_run' });
    await expect(archive.recordRunPortal(toRunId(7), summary)).rejects.toMatchObject({ code: 'no_run' });
  });
});

describe('the status', () => {
  it('counts what the archive holds, and shows the last ten runs, the latest first', async () => {
    const { archive, path } = await openedArchive();
    await archive.savePortal({
      id: 'pinghu',
      name: '平湖市',
      region: '330482',
      baseUrl: 'https://www.pinghu.gov.cn/',
    });
    const runs: number[] = [];
    for (let index = 0; index < 12; index++) runs.unshift(await archive.startRun(night(index)));
    await withReports(archive, OFFICE, BUREAU, { ...BUREAU, year: 2022 });
    await archive.recordReport(commitOf({ report: BUREAU, basedOn: 1, page: '<p>2</p>' }));
    await archive.recordReport(sameContentCommit({ report: OFFICE, basedOn: 1 }));
    await archive.recordCapture(bareCapture({ outcome: 'missing', at: night(1) }));
    const status = await archive.status();
    expect(status).toMatchObject({
      path,
      portals: 1,
      agencies: 2,
      reports: 3,
      versions: 4,
      sources: 3,
      captures: 6,
      payloads: 5,
      changes: { first_seen: 3, text_revised: 1 },
      findings: { error: 3, warning: 3 },
      years: [
        { year: 2022, reports: 1 },
        { year: 2023, reports: 2 },
      ],
    });
    expect(status.bytes).toBeGreaterThan(0);
    expect(status.runs.map(({ id }) => id)).toEqual(runs.slice(0, 10));
  });
});
