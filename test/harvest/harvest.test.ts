import { describe, expect, it } from 'vitest';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, settings } from './setup.js';

const REVISED = { agency: '平湖市科学技术局', year: 2023 };
const REWORDED = { agency: '平湖市政务服务和数据资源管理办公室', year: 2023 };
const COUNTED = { agency: '平湖市人民政府办公室', year: 2019 };

describe('a harvest of a portal with both Hanweb families', () => {
  it('archives every report once, with exactly the figures it publishes', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const result = await night(archive, portal);
    expect(result).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    const reports = await archive.reports({});
    expect(reports).toHaveLength(portal.truth().length);
    expect(reports.every((r) => r.versions === 1)).toBe(true);
  });

  it.each([
    { encoding: 'gbk', wrongCharset: 'both' },
    { jpage: { paging: 'page', serverPerPage: 3, cutTitles: true, method: 'GET', inlineFirstPage: true } },
    { article: { container: 'article-content', paste: 'word' }, annualReport: { emptyBody: 'empty' } },
  ] as const)('reads the same from a portal that is %j', async (quirks) => {
    const archive = await newArchive();
    const portal = await newPortal(quirks);
    const result = await night(archive, portal);
    expect(result).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('writes no version and no payload when nothing has changed', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal);
    const before = await archive.status();
    const second = await night(archive, portal);
    const after = await archive.status();
    expect(second.portals[0]?.counts).toMatchObject({ versions: 0, payloads: 0, changes: {} });
    expect(second.portals[0]?.counts.captures.not_modified).toBeGreaterThan(0);
    expect(second.portals[0]?.counts.captures.unchanged).toBeGreaterThan(0);
    expect({ ...after, captures: 0, runs: [], bytes: 0 }).toEqual({
      ...before,
      captures: 0,
      runs: [],
      bytes: 0,
    });
  });

  it('tells a revised figure, a revised paragraph, a visit counter and a move apart', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal);
    const moved = portal.truth('hanweb-jpage').find((t) => t.agency !== REVISED.agency && t.year === 2022);
    if (moved === undefined) throw new Error('the portal publishes no report that could move');
    portal.reviseFigure(REVISED.agency, REVISED.year, 'proactive.normative.in_force', 9);
    portal.reviseParagraph(REWORDED.agency, REWORDED.year, 'problems', 1, '一是报送不及时，二是解读偏少。');
    portal.bumpCounter(COUNTED.agency, COUNTED.year);
    portal.move(moved.agency, moved.year);
    const { run, portals } = await night(archive, portal);
    expect(portals[0]?.counts.versions).toBe(2);

    const changes = await archive.changes({ run });
    const kinds = new Map(changes.map((c) => [`${c.report.agency} ${c.report.year}`, c]));
    expect(kinds.get(`${REVISED.agency} 2023`)).toMatchObject({
      kind: 'figures_revised',
      fromVersion: 1,
      toVersion: 2,
      cells: [{ indicator: 'proactive.normative.in_force', before: { value: 6 }, after: { value: 9 } }],
    });
    expect(kinds.get(`${REWORDED.agency} 2023`)).toMatchObject({
      kind: 'text_revised',
      cells: [],
      sections: [{ section: 5 }],
    });
    expect(kinds.get(`${COUNTED.agency} 2019`)).toMatchObject({
      kind: 'cosmetic',
      fromVersion: 1,
      toVersion: 1,
    });
    expect(kinds.get(`${moved.agency} ${moved.year}`)).toMatchObject({
      kind: 'moved',
      movedFrom: moved.url,
      toVersion: 1,
    });
    // moving an article changes the 上一篇/下一篇 of its neighbours: other bytes, and nothing more
    expect(changes.filter((c) => c.kind !== 'cosmetic')).toHaveLength(3);
  });

  it('records a figure that goes back as one more version', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal);
    for (const value of [9, 6]) {
      portal.reviseFigure(REVISED.agency, REVISED.year, 'proactive.normative.in_force', value);
      await night(archive, portal);
    }
    const history = await archive.versions({ region: '330482', ...REVISED, kind: 'own' });
    expect(history.map((v) => [v.number, v.digests.figures === history[0]?.digests.figures])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  it('follows a report that moved and is revised at its new address later', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal);
    portal.move(REVISED.agency, REVISED.year);
    await night(archive, portal);
    portal.reviseFigure(REVISED.agency, REVISED.year, 'proactive.normative.in_force', 9);
    const { run } = await night(archive, portal);
    expect(await archive.changes({ run })).toMatchObject([{ kind: 'figures_revised', toVersion: 2 }]);
    const { run: quiet } = await night(archive, portal);
    expect(await archive.changes({ run: quiet })).toEqual([]);
  });

  it('does not take a page that counts its visits for a change at every visit of the same content', async () => {
    const archive = await newArchive();
    const portal = await newPortal({ everyVisit: true });
    await night(archive, portal);
    const { portals } = await night(archive, portal);
    expect(portals[0]?.counts).toMatchObject({ versions: 0 });
    expect(Object.keys(portals[0]?.counts.changes ?? {})).toEqual(['cosmetic']);
  });

  it('keeps what a changed extractor derives apart from what the agency changed', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const { editions } = await import('./setup.js');
    await night(archive, portal, { editions: { ...editions, digest: 'f'.repeat(64) } });
    portal.bumpCounter(COUNTED.agency, COUNTED.year);
    const { run } = await night(archive, portal);
    expect(await archive.changes({ run })).toMatchObject([{ kind: 'cosmetic' }]);
  });

  it('asks only for the years it is told to', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal, { years: [2022] });
    expect(new Set((await archive.reports({})).map((r) => r.report.year))).toEqual(new Set([2022]));
  });

  it('stops after the report in hand when it is told to, and goes on the next time', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const stop = new AbortController();
    const first = await night(archive, portal, {
      signal: stop.signal,
      listener: { reported: () => stop.abort() },
    });
    expect(first.outcome).toBe('interrupted');
    const kept = (await archive.reports({})).length;
    expect(kept).toBeLessThan(portal.truth().length);
    expect((await night(archive, portal)).outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });
});

describe('robots.txt and politeness', () => {
  it('leaves alone what robots.txt forbids, and says so', async () => {
    const archive = await newArchive();
    const portal = await newPortal({ robots: 'User-agent: *\nDisallow: /module/xxgk/\n' });
    const { outcome, portals } = await night(archive, portal);
    expect(outcome).toBe('partial');
    expect(portals[0]?.problems.some((p) => p.includes('robots'))).toBe(true);
    expect(portal.log.filter((r) => r.path.startsWith('/module/xxgk/'))).toEqual([]);
    expect(settings.pause).toBe(0);
  });
});
