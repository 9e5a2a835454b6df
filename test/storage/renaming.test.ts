import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../src/questions/search-question.js';
import type { Archive, ReportKey } from '../../storage/index.js';
import { collect, commitOf, night, OFFICE, openedArchive } from './builders.js';

const LATER: ReportKey = { ...OFFICE, year: 2024 };
const OTHER: ReportKey = { ...OFFICE, agency: '平湖市教育局' };

/** A report that is given another name on the second night. */
async function renamed(to: ReportKey): Promise<Archive> {
  const { archive } = await openedArchive();
  await archive.recordReport(commitOf());
  const commit = commitOf({ report: to, basedOn: 1, page: '<p>更正</p>', at: night(2) });
  const change = { kind: 'renamed', cells: [], sections: [], movedFrom: null, former: OFFICE } as const;
  await archive.recordReport({ ...commit, source: commitOf().source, changes: [change], former: OFFICE });
  return archive;
}

const sectionsFound = async (archive: Archive, year: number) =>
  (
    await archive.questions.search({
      question: parseSearch('第一段'),
      limit: 10,
      years: { from: year, to: year },
    })
  ).sections.map(({ report }) => report);

describe.each([
  ['another year', LATER],
  ['another agency', OTHER],
])('a report that is renamed: %s', (_, to) => {
  it('is one report under its new name, with all its versions and changes', async () => {
    const archive = await renamed(to);
    expect((await archive.reports({})).map(({ report, versions }) => [report, versions])).toEqual([[to, 2]]);
    expect((await archive.versions(to)).map(({ number }) => number)).toEqual([1, 2]);
    expect(await archive.latestVersion(OFFICE)).toBeNull();
    expect((await archive.changes({})).map(({ kind, report }) => [kind, report])).toEqual([
      ['first_seen', to],
      ['renamed', to],
    ]);
    expect(await archive.formerNames(to)).toEqual([OFFICE]);
  });

  it('is found by the full text of its year, and not of another', async () => {
    const archive = await renamed(to);
    expect(await sectionsFound(archive, to.year)).toEqual([to]);
    if (to.year !== OFFICE.year) expect(await sectionsFound(archive, OFFICE.year)).toEqual([]);
  });

  it('keeps what was said of its findings', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    const [finding] = (await archive.latestVersion(OFFICE))?.findings ?? [];
    if (finding === undefined) throw new Error('no finding');
    const review = { state: 'dismissed', note: '已核实', by: null, at: night(1) } as const;
    await archive.reviews.review(finding.fingerprint, review);
    const commit = commitOf({ report: to, basedOn: 1, page: '<p>更正</p>', at: night(2) });
    await archive.recordReport({ ...commit, source: commitOf().source, changes: [], former: OFFICE });
    for (const version of await archive.versions(to)) {
      expect(version.findings[0]?.review).toMatchObject({ state: 'dismissed', note: '已核实' });
      expect(version.findings[0]?.fingerprint).not.toBe(finding.fingerprint);
    }
  });

  it('has the name that it had then in an export of an earlier day', async () => {
    const archive = await renamed(to);
    const namesAt = async (asOf: Date | null) => {
      const snapshot = await archive.openSnapshot({ years: null, asOf });
      const blocks = await collect(snapshot.rows('reports'));
      await snapshot.close();
      return blocks.map(({ columns }) => [columns[1], columns[2]].map((column) => [column].flat()[0]));
    };
    expect(await namesAt(night(1))).toEqual([[OFFICE.agency, OFFICE.year]]);
    expect(await namesAt(null)).toEqual([[to.agency, to.year]]);
  });
});
