import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Resolve } from '../../crawlers/fetch/gate.js';
import { parsePortal } from '../../src/config/portal/portal.js';
import { packagePlace } from '../../src/place/package.js';
import type { Archive } from '../../storage/contract/archive.js';
import type { RunId } from '../../storage/contract/run-id.js';
import { FAULTS, HARMLESS, onBadDay, onDay, SMALL, STRIKES } from './faults.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, settings } from './setup.js';

const REVISED = { agency: '平湖市科学技术局', year: 2023 };
/** What a run's record says, without what differs from one machine to the next. */
function told(problems: readonly string[]): string {
  const [first = 'nothing'] = problems;
  const plain = first
    .replace(/https?:\/\/[^\s,;:]+:\d+[^\s,;]*?(?=: )/g, 'address')
    .replace(/https?:\/\/(?:127\.0\.0\.1|rebound\.test):\d+/g, '')
    .replace(/127\.0\.0\.1:\d+|rebound\.test:\d+/g, 'the host')
    .replace(/before \S+Z/g, 'before its time')
    .replace(/\d+ of \d+ bytes/g, 'n of m bytes')
    .replace(/ \((?:UND_ERR_|E)[A-Z_]+\)/g, '')
    .replaceAll('|', '\\|');
  return plain.length > 150 ? `${plain.slice(0, 149)}…` : plain;
}

interface Row {
  readonly fault: string;
  readonly place: string;
  readonly outcome: string;
  readonly says: string;
}
const rows = new Map<string, Row>();

const kinds = async (archive: Archive, run: RunId) =>
  (await archive.changes({ run })).map((change) => change.kind).filter((kind) => kind !== 'cosmetic');

/** No version that the portal never published: each archived report is as it was, or as it is now. */
async function expectNothingWrong(
  archive: Archive,
  before: Awaited<ReturnType<typeof archivedFigures>>,
  now: typeof before,
) {
  for (const [report, figures] of await archivedFigures(archive)) {
    expect([before.get(report), now.get(report)], report).toContainEqual(figures);
  }
}

describe('a bad night hurts nothing', () => {
  it.each(FAULTS)('%s on the %s', async (fault, place) => {
    const archive = await newArchive();
    const portal = await newPortal(SMALL);
    await onDay(archive, portal, 1);
    const before = publishedFigures(portal);
    const reports = (await archive.reports({})).length;
    portal.reviseFigure(REVISED.agency, REVISED.year, 'proactive.normative.in_force', 9);

    portal.fault(fault, STRIKES[place]);
    const bad = await onBadDay(archive, portal, 2);
    const problems = bad.portals[0]?.problems ?? [];
    if (HARMLESS.has(fault)) expect(bad.outcome).toBe('done');
    else expect(problems.length, 'the record names it').toBeGreaterThan(0);
    for (const day of [3, 4, 5]) await onBadDay(archive, portal, day);
    await expectNothingWrong(archive, before, publishedFigures(portal));
    expect((await archive.reports({})).length).toBe(reports);

    portal.fault(null);
    const good = await onDay(archive, portal, 6);
    expect(good.outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    const all = (await archive.changes({})).map((change) => change.kind);
    expect(all.filter((kind) => kind === 'figures_revised')).toHaveLength(1);
    expect(all).not.toContain('withdrawn');
    expect(all).not.toContain('text_revised');
    expect(await kinds(archive, (await onDay(archive, portal, 7)).run)).toEqual([]);
    rows.set(`${fault} ${place}`, {
      fault,
      place,
      outcome: bad.outcome,
      says: told(problems),
    });
  });

  it('a host name that turns private between two nights', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const { port } = new URL(portal.url);
    const config = {
      ...portal.portalConfig(),
      baseUrl: `http://rebound.test:${port}/`,
      hosts: [`rebound.test:${port}`, `127.0.0.1:${port}`],
    };
    const trusting = parsePortal(config, 'simulated', settings);
    const strict = parsePortal({ ...config, allowPrivateAddresses: false }, 'simulated', settings);
    const resolve: Resolve = (_, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
    await onDay(archive, portal, 1, { portals: [trusting], crawl: { resolve } });
    const before = await archive.status();
    portal.clearLog();
    const bad = await onBadDay(archive, portal, 2, { portals: [strict], crawl: { resolve } });
    expect(portal.log).toEqual([]);
    expect(await kinds(archive, bad.run)).toEqual([]);
    expect((await archive.status()).versions).toBe(before.versions);
    const good = await onDay(archive, portal, 3, { portals: [trusting], crawl: { resolve } });
    expect(good).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    const problems = bad.portals[0]?.problems ?? [];
    rows.set('dns', {
      fault: 'DNS name that turns private',
      place: 'everything',
      outcome: bad.outcome,
      says: told(problems),
    });
  });

  it('a portal that cannot be connected to', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await onDay(archive, portal, 1);
    await portal.pause();
    const bad = await onBadDay(archive, portal, 2);
    expect(bad.outcome).toBe('failed');
    await portal.resume();
    expect(await kinds(archive, bad.run)).toEqual([]);
    expect((await onDay(archive, portal, 3)).outcome).toBe('done');
    const problems = bad.portals[0]?.problems ?? [];
    rows.set('down', {
      fault: 'connection refused',
      place: 'everything',
      outcome: bad.outcome,
      says: told(problems),
    });
  });

  it('a list of 10,000 entries', async () => {
    const archive = await newArchive();
    const portal = await newPortal({ fillers: 10_000, jpage: { serverPerPage: 300 } });
    const result = await onDay(archive, portal, 1);
    expect(result).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    rows.set('10000', {
      fault: '10,000-entry list',
      place: 'lists',
      outcome: result.outcome,
      says: told([]),
    });
  });
});

describe('one portal', () => {
  it('that is down does not stop the others', async () => {
    const archive = await newArchive();
    const [down, up] = [await newPortal(), await newPortal()];
    await down.pause();
    const portals = [down, up].map((p, i) => parsePortal(p.portalConfig(), `portal-${i}`, settings));
    const result = await night(archive, up, { portals });
    expect(result.portals.map((p) => p.outcome)).toEqual(['failed', 'done']);
    expect(result.outcome).toBe('partial');
  });
});

const EXPECTED_ROWS = FAULTS.length + 3;

describe('docs/faults.md', () => {
  it('says what each fault came to, as the run above found', async (context) => {
    if (rows.size < EXPECTED_ROWS) context.skip('only some of the faults were played');
    const body = [...rows.values()]
      .sort((a, b) => a.fault.localeCompare(b.fault, 'en') || a.place.localeCompare(b.place, 'en'))
      .map((r) => `| ${r.fault} | ${r.place} | ${r.outcome} | ${r.says} |`);
    const page = [
      '# Faults and their effects',
      '',
      'Written by `npm test` (test/harvest/faults.test.ts). A simulated portal is harvested once while it works, then changes',
      'a figure, and then has the fault for four nights. In every row, the test asserts that no version was made that the',
      'portal did not publish, that no report counted as withdrawn, that no report was lost, and that the night after the',
      'fault brought the archive to the same figures as the portal, with exactly one `figures_revised`.',
      '',
      '| fault | affects | outcome of the run | first problem in its record |',
      '| --- | --- | --- | --- |',
      ...body,
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot(join(packagePlace().root, 'docs/faults.md'));
  });
});
