import { load } from 'cheerio';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../src/simulation/reports/report-data.js';
import { effortOfAsync } from '../effort.js';
import { ask } from './ask.js';
import { links, REPORTS, start, TOTAL } from './family-portals.js';

describe.each(CHANNELS)('a portal of the family %s', (family) => {
  it('serves each report of its truth, and its column page', async () => {
    const portal = await start(family);
    const truth = portal.truth(family);
    expect(truth).toHaveLength(REPORTS.length);
    expect(new Set(truth.map(({ url }) => url)).size).toBe(REPORTS.length);
    for (const { url, title } of truth.slice(0, 3)) {
      const seen = await ask(portal.url, url);
      expect(seen.text).toContain(`<h1 class="art_title">${title}</h1>`);
    }
    const [column] = portal.portalConfig().columns;
    expect(column?.family).toBe(family);
    const address = (await ask(portal.url, '/zfxxgk/index.html')).text.match(/<li><a href="([^"]+)"/)?.[1];
    expect((await ask(portal.url, address ?? '')).status).toBe(200);
  });

  it('gives a moved report another address, and the old one answers 404 or says that there is nothing', async () => {
    const portal = await start(family);
    const [before] = portal.truth();
    if (before === undefined) throw new Error('no report');
    portal.move(before.agency, before.year);
    const [after] = portal.truth();
    expect(after?.url).not.toBe(before.url);
    expect((await ask(portal.url, after?.url ?? '')).status).toBe(200);
    const old = await ask(portal.url, before.url);
    if (family === 'hanweb-annual-report') expect(old.text).toContain('暂无');
    else expect(old.status).toBe(404);
  });

  it('answers 404 at the addresses of other families', async () => {
    const portal = await start(family);
    const elsewhere = family === 'truecms' ? '/xxgk/ndbg/index.html' : '/zwgk/ndbg/ndbg.html';
    expect((await ask(portal.url, elsewhere)).status).toBe(404);
  });

  it('has its column page in a frame where it is a shell', async () => {
    const portal = await start(family, { frames: 1 });
    const config = await start(family);
    const page = (await ask(portal.url, '/zfxxgk/index.html')).text.match(/<li><a href="([^"]+)"/)?.[1] ?? '';
    const shell = await ask(portal.url, page);
    const inner = load(shell.text)('#list').attr('src') ?? '';
    expect(inner).toBe(`/frames/1${page}`);
    const bare = await ask(config.url, page);
    expect(load((await ask(portal.url, inner)).text)('h2').text()).toBe(load(bare.text)('h2').text());
  });
});

describe('quirks of all families', () => {
  it('links of lists carry a session id that changes, and that no page minds', async () => {
    const portal = await start('static', { sessionLinks: true });
    const hrefs = async () => links(portal, (await ask(portal.url, '/xxgk/ndbg/index.html')).text, '.list a');
    const [first] = await hrefs();
    expect(first).toMatch(/\.html;jsessionid=[0-9A-F]{32}$/);
    expect((await hrefs())[0]).not.toBe(first);
    expect((await ask(portal.url, first ?? '')).status).toBe(200);
  });

  it('titles are cut, dates have all forms', async () => {
    const portal = await start('static', { cutTitles: true, static: { perPage: 100 }, encoding: 'gbk' });
    const text = iconv.decode((await ask(portal.url, '/xxgk/ndbg/index.html')).body, 'gbk');
    const list = load(text)('.list').text();
    for (const form of [
      /\[20\d\d-\d\d-\d\d\]/,
      /20\d\d年\d+月\d+日/,
      /20\d\d\/\d+\/\d+/,
      /\[\d\d-\d\d\]/,
      /发布日期：/,
      /…|\.\.\./,
    ]) {
      expect(list).toMatch(form);
    }
  });

  it('a list of ten thousand notices is built once and answered in a moment', async () => {
    const portal = await start('hanweb-jpage', { fillers: 10_000 });
    const form = { columnid: '1229709164', unitid: '5504308' };
    const list = (startrecord: string) =>
      ask(portal.url, '/module/web/jpage/dataproxy.jsp', { method: 'POST', form: { ...form, startrecord } });
    await list('1');
    const read = async () => {
      for (let start = 1; start <= 2001; start += 100) await list(String(start));
    };
    expect(await effortOfAsync(read)).toBeLessThan(5);
    expect((await list('1')).text).toContain(`<totalrecord>${TOTAL + 10_000}</totalrecord>`);
  });
});
