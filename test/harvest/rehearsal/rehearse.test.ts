import { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type PortalConfig, parsePortal } from '../../../src/config/portal/portal.js';
import { type Rehearsal, rehearse } from '../../../src/harvest/rehearsal/rehearse.js';
import type { SimulatedPortal } from '../../../src/simulation/server/portal.js';
import { type Exchange, savedFolder, warcFile } from '../../crawlers/replay/saved.js';
import { archivedFigures, editions, newArchive, newPortal, night, settings, YEARS } from '../setup.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a harvest of the portal asked for, saved as a crawler with a WARC would have. */
async function savedOf(portal: SimulatedPortal): Promise<Exchange[]> {
  const asked = new Map(portal.log.map((one) => [`${one.method} ${one.path} ${one.body}`, one]));
  const saved: Exchange[] = [];
  for (const { method, path, body } of asked.values()) {
    const url = new URL(path, portal.url).href;
    const isPost = method === 'POST';
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      ...(isPost ? { body, headers: type } : {}),
    });
    const { 'content-encoding': _, ...headers } = Object.fromEntries(answer.headers);
    const bytes = Buffer.from(await answer.arrayBuffer());
    saved.push({
      url,
      status: answer.status,
      headers,
      body: bytes,
      request: { method, body: isPost ? body : '' },
    });
  }
  return saved;
}

function configOf(portal: SimulatedPortal, change: Record<string, unknown> = {}): PortalConfig {
  return parsePortal({ ...portal.portalConfig('both'), ...change }, 'simulated', settings);
}

function rehearsed(portal: PortalConfig, from: string): Promise<Rehearsal> {
  const now = () => new Date('2024-02-01T18:30:00Z');
  return rehearse({ portal, from, settings, editions, years: YEARS, now });
}

describe('a rehearsal from a WARC', () => {
  it('reads what a harvest of the live site reads, without any connection', async () => {
    const portal = await newPortal();
    const archive = await newArchive();
    const connect = vi.spyOn(Socket.prototype, 'connect');
    await night(archive, portal);
    expect(connect).toHaveBeenCalled();
    const truth = await archivedFigures(archive);
    const from = warcFile(await savedOf(portal), { packed: true });
    const before = portal.log.length;
    connect.mockClear();

    const rehearsal = await rehearsed(configOf(portal, { pause: 30 }), from);

    expect(connect).not.toHaveBeenCalled();
    expect(portal.log).toHaveLength(before);
    expect(rehearsal).toMatchObject({ state: 'sound', complete: true, problems: [] });
    expect(rehearsal.unsaved).toEqual([]);
    const read = rehearsal.reports.map((r) => [`${r.agency} ${r.year}`, r.figures, r.nulls]);
    const expected = [...truth].map(([name, figures]) => {
      const values = Object.values(figures);
      const nulls = values.filter((value) => value === null).length;
      return [name, values.length - nulls, nulls];
    });
    expect(read.length).toBeGreaterThan(5);
    expect(read.sort()).toEqual(expected.sort());
  });
});

describe('a rehearsal from pages that are not all there', () => {
  const SITE = 'http://www.example.gov.cn/';
  const column = 'http://www.example.gov.cn/xxgk/ndbg/';
  const config = parsePortal(
    {
      name: '试验县',
      region: '330482',
      baseUrl: SITE,
      expect: { minAgencies: 40 },
      columns: [{ family: 'static', page: '/xxgk/ndbg/' }],
    },
    'trial',
    settings,
  );
  const title = (n: number) => `试验县第${n}局2022年政府信息公开工作年度报告`;
  const entries = Array.from({ length: 9 }, (_, n) => `<li><a href="${n}.html">${title(n)}</a></li>`).join(
    '',
  );
  const list = (more = '') =>
    `<html><head><title>年报</title></head><body><ul>${entries}</ul>${more}</body></html>`;
  const report = `<html><head><title>${title(0)}</title></head><body><h1>${title(0)}</h1><p>${'本机关按照条例编制本报告。'.repeat(60)}</p>
    <p><a href="fj.pdf">${title(0)}.pdf</a></p></body></html>`;

  it('tells every report and file that was not saved, however many, and asks nobody else for them', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const from = savedFolder({
      'www.example.gov.cn/xxgk/ndbg/index.html': list(),
      'www.example.gov.cn/xxgk/ndbg/0.html': report,
      'www.example.gov.cn/other.html': '',
    });
    const { state, complete, links, unsaved, pages, problems } = await rehearsed(config, from);
    expect({ state, complete, pages }).toEqual({
      state: 'doubtful',
      complete: true,
      pages: { saved: 3, used: 2 },
    });
    expect(links.map(({ outcome }) => outcome).sort()).toEqual(['ok', ...Array(8).fill('unsaved')]);
    const wanted = (kind: string) => unsaved.filter((page) => page.wanted === kind).map(({ url }) => url);
    expect(wanted('file')).toEqual([`${column}fj.pdf`]);
    expect(wanted('report').sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${column}${n}.html`));
    expect(problems).toEqual([`${column}0.html: the page holds no report`]);
    expect(connect).not.toHaveBeenCalled();
  });

  it('says that a list is not whole where its next page was not saved', async () => {
    const from = savedFolder({
      'www.example.gov.cn/xxgk/ndbg/index.html': list('<a href="index_1.html">下一页</a>'),
    });
    const { state, complete, unsaved, problems } = await rehearsed(config, from);
    expect({ state, complete }).toEqual({ state: 'doubtful', complete: false });
    expect(unsaved[0]).toEqual({ wanted: 'list', method: 'GET', url: `${column}index_1.html`, body: null });
    expect(problems).toEqual([expect.stringContaining('index_1.html: failed: not among the saved pages')]);
  });

  it('is empty where not even the list was saved', async () => {
    const { state, links, unsaved } = await rehearsed(
      config,
      savedFolder({ 'www.example.gov.cn/1.html': '' }),
    );
    expect({ state, links }).toEqual({ state: 'empty', links: [] });
    expect(unsaved).toEqual([{ wanted: 'list', method: 'GET', url: column, body: null }]);
  });

  it('is empty where addresses were only guessed from agency and year, and none of them was saved', async () => {
    const guessing = parsePortal(
      {
        name: '试验县',
        region: '330482',
        baseUrl: SITE,
        agencies: [{ name: '试验县第1局', code: '1' }],
        columns: [{ family: 'hanweb-annual-report' }],
      },
      'guessing',
      settings,
    );
    const { state, links, unsaved } = await rehearsed(
      guessing,
      savedFolder({ 'www.example.gov.cn/1.html': '' }),
    );
    expect(state).toBe('empty');
    expect(links.map(({ guessed, outcome }) => ({ guessed, outcome }))).toEqual(
      YEARS.map(() => ({ guessed: true, outcome: 'unsaved' })),
    );
    expect(unsaved.filter(({ wanted }) => wanted === 'guess')).toHaveLength(YEARS.length);
  });

  it('obeys a robots.txt that was saved', async () => {
    const from = savedFolder({
      'www.example.gov.cn/robots.txt': 'User-agent: *\nDisallow: /xxgk/\nCrawl-delay: 3600\n',
      'www.example.gov.cn/xxgk/ndbg/index.html': list(),
    });
    const { state, problems } = await rehearsed(config, from);
    expect(state).toBe('empty');
    expect(problems.join()).toContain('robots.txt disallows');
  });
});
