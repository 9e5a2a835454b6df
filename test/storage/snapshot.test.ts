import { describe, expect, it } from 'vitest';
import type {
  Archive,
  ExportSnapshot,
  ReportKey,
  RowBlock,
  SnapshotTable,
} from '../../storage/contract/archive.js';
import { SNAPSHOT_COLUMNS } from '../../storage/contract/archive.js';
import {
  absencesOf,
  collect,
  commitOf,
  INDICATORS,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  value,
} from './builders.js';

const BUREAU: ReportKey = { ...OFFICE, agency: '平湖市教育局' };
const NOW = { years: null, asOf: null };

async function withReports(archive: Archive, ...reports: readonly ReportKey[]): Promise<void> {
  for (const report of reports) await archive.recordReport(commitOf({ report }));
}

/** The rows of some columns, as objects. */
async function rows(snapshot: ExportSnapshot, table: SnapshotTable): Promise<Record<string, unknown>[]> {
  const names: readonly string[] =
    table === 'reports' ? [...SNAPSHOT_COLUMNS.reports, ...snapshot.indicators] : SNAPSHOT_COLUMNS[table];
  const blocks = await collect(snapshot.rows(table));
  return blocks.flatMap((block) => objects(block, names));
}

function objects({ rows: count, columns }: RowBlock, names: readonly string[]): Record<string, unknown>[] {
  expect(columns).toHaveLength(names.length);
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      names.map((name, i) => {
        const column = columns[i] ?? null;
        return [name, Array.isArray(column) ? column[row] : column];
      }),
    ),
  );
}

async function snapshotOf(
  archive: Archive,
  scope: Parameters<Archive['openSnapshot']>[0] = NOW,
): Promise<ExportSnapshot> {
  return archive.openSnapshot(scope);
}

describe('a snapshot', () => {
  it('hands out the latest version of each report by region, agency and kind', async () => {
    const { archive } = await openedArchive();
    const aggregate: ReportKey = { ...OFFICE, kind: 'aggregate' };
    await withReports(archive, OFFICE, aggregate, BUREAU, { ...BUREAU, year: 2022 });
    await archive.recordReport(commitOf({ report: BUREAU, basedOn: 1, page: '<p>2</p>' }));
    const snapshot = await snapshotOf(archive, { years: [2023], asOf: null });
    const found = await rows(snapshot, 'reports');
    expect(found.map((r) => [r.agency, r.kind, r.version])).toEqual([
      [OFFICE.agency, 'aggregate', 1],
      [OFFICE.agency, 'own', 1],
      [BUREAU.agency, 'own', 2],
    ]);
    expect(found[2]).toMatchObject({
      'requests.new.total': 4,
      'requests.carried_in.total': null,
      'proactive.fees.amount': 25.1,
      url: pageOf(BUREAU).url,
      errors: 1,
      warnings: 1,
    });
    expect(snapshot.indicators).toEqual(INDICATORS.map(({ id }) => id));
    expect(snapshot.head).toMatchObject({ reports: 3, years: [2023], versions: 5 });
    await snapshot.close();
  });

  it('hands out each figure as it was stored: value, reason, text and place', async () => {
    const { archive } = await openedArchive();
    const figures = [
      value('requests.new.total', 0),
      value('requests.granted.total', 0.1 + 0.2, '0.3……'),
      value('proactive.fees.amount', -1e21, '－1'),
      {
        indicator: 'requests.carried_in.total',
        value: null,
        reason: 'dash',
        raw: '—',
        locator: null,
      } as const,
    ];
    await archive.recordReport(commitOf({ figures }));
    const snapshot = await snapshotOf(archive);
    const found = await rows(snapshot, 'figures');
    expect(found.map((f) => [f.indicator, f.value, f.null_reason, f.raw, f.table])).toEqual([
      ['requests.new.total', 0, null, '0', 2],
      ['requests.granted.total', 0.30000000000000004, null, '0.3……', 2],
      ['proactive.fees.amount', -1e21, null, '－1', 2],
      ['requests.carried_in.total', null, 'dash', '—', null],
    ]);
    expect(await snapshot.countFigures()).toBe(4);
    await snapshot.close();
  });

  it('shows the archive as it was at its start, while others write', async () => {
    const { archive } = await openedArchive();
    await withReports(archive, BUREAU, OFFICE);
    const snapshot = await snapshotOf(archive);
    const seen: unknown[] = [];
    for await (const block of snapshot.rows('figures')) {
      seen.push(block.columns[4]);
      await archive.recordReport(
        commitOf({ report: OFFICE, basedOn: seen.length, page: `<p>${seen.length}</p>` }),
      );
      await withReports(archive, { ...OFFICE, agency: `平湖市第${seen.length}局` });
    }
    expect(seen).toEqual([1, 1]);
    expect(await rows(snapshot, 'reports')).toHaveLength(2);
    await snapshot.close();
  });

  it('may be closed while rows are handed out, by itself or with the archive', async () => {
    const { archive } = await openedArchive();
    await withReports(archive, BUREAU, OFFICE);
    const first = await snapshotOf(archive);
    const cursor = first.rows('reports')[Symbol.asyncIterator]();
    await cursor.next();
    await first.close();
    await first.close();
    await expect(cursor.next()).rejects.toMatchObject({ code: 'closed' });
    const second = await snapshotOf(archive);
    const abandoned = [
      second.rows('figures'),
      second.rows('reports'),
      second.reportFigures(['requests.new.total']),
    ];
    const cursors = abandoned.map((rows) => rows[Symbol.asyncIterator]());
    for (const one of cursors) await one.next();
    await archive.close();
    for (const one of cursors) await expect(one.next()).rejects.toMatchObject({ code: 'closed' });
    await expect(snapshotOf(archive)).rejects.toMatchObject({ code: 'closed' });
  });

  it('knows one state by its digest, and another by another', async () => {
    const { archive } = await openedArchive();
    await withReports(archive, BUREAU);
    const heads = [];
    for (const report of [null, OFFICE]) {
      if (report !== null) await withReports(archive, report);
      for (let twice = 0; twice < 2; twice++) {
        const snapshot = await snapshotOf(archive);
        heads.push(snapshot.head.digest);
        await snapshot.close();
      }
    }
    expect(heads[0]).toBe(heads[1]);
    expect(heads[2]).toBe(heads[3]);
    expect(heads[0]).not.toBe(heads[2]);
  });
});

describe('a snapshot of an earlier day', () => {
  it('shows the versions, withdrawals, changes and runs known then, and no later ones', async () => {
    const { archive } = await openedArchive();
    const run = await archive.startRun(night(0));
    await archive.recordReport(commitOf({ at: night(0) }));
    await archive.finishRun(run, night(0), 'done');
    await archive.recordReport(
      commitOf({ at: night(2), basedOn: 1, page: '<p>2</p>', figures: [value('requests.new.total', 5)] }),
    );
    const later = await archive.startRun(night(4));
    await archive.recordAbsences(later, night(4), absencesOf(3, true));
    await archive.recordReport(commitOf({ report: BUREAU, at: night(6) }));
    const at = async (asOf: Date | null): Promise<unknown> => {
      const snapshot = await snapshotOf(archive, { years: null, asOf });
      const reports = (await rows(snapshot, 'reports')).map((r) => [
        r.version,
        r['requests.new.total'],
        r.withdrawn_at,
        r.last_seen,
      ]);
      const changes = (await rows(snapshot, 'changes')).length;
      await snapshot.close();
      return { reports, changes, run: snapshot.head.run?.id ?? null, versions: snapshot.head.versions };
    };
    const seen = [night(0), night(2), night(4)].map((time) => time.toISOString());
    expect(await at(new Date(night(0).getTime() - 1))).toMatchObject({ reports: [], changes: 0, run: null });
    expect(await at(night(1))).toEqual({ reports: [[1, 4, null, seen[0]]], changes: 1, run, versions: 1 });
    expect(await at(night(3))).toEqual({ reports: [[2, 5, null, seen[1]]], changes: 2, run, versions: 2 });
    expect(await at(night(5))).toEqual({ reports: [[2, 5, seen[2], seen[1]]], changes: 3, run, versions: 2 });
    const now = {
      changes: 4,
      versions: 3,
      reports: [
        [2, 5, seen[2], seen[1]],
        [1, 4, null, night(6).toISOString()],
      ],
    };
    expect(await at(null)).toMatchObject(now);
    expect(await at(night(7))).toMatchObject(now);
  });
});
