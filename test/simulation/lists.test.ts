import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import type { JpageOptions } from '../../src/simulation/families/options.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { DECOYS, type SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { ask } from './ask.js';

const open: SimulatedPortal[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((portal) => portal.close()));
});

const REPORTS = generateReports({ seed: 4, agencies: 22, years: [2021, 2022] });
const COLUMN = '/col/col1229709164/index.html';
const PROXY = '/module/web/jpage/dataproxy.jsp';
const LIST = { columnid: '1229709164', unitid: '5504308' };

async function start(
  jpage: Partial<JpageOptions> = {},
  options: Partial<SimulatedPortalOptions> = {},
): Promise<SimulatedPortal> {
  const portal = await startSimulatedPortal({ reports: REPORTS, jpage, ...options });
  open.push(portal);
  return portal;
}

/** The records of a datastore: address, text and title attribute of each anchor. */
function records(xml: string) {
  return [...xml.matchAll(/<!\[CDATA\[(<li[\s\S]*?)\]\]>/g)].map((match) => {
    const anchor = load(match[1] ?? '')('a');
    return { href: anchor.attr('href') ?? '', text: anchor.text(), title: anchor.attr('title') };
  });
}

async function post(portal: SimulatedPortal, form: Record<string, string>) {
  return ask(portal.url, PROXY, { method: 'POST', form: { ...LIST, ...form } });
}

describe('the column page', () => {
  it('says in its script how to ask for the list', async () => {
    const portal = await start({ proxyPath: '/module/jpage/dataproxy.jsp' });
    const { text } = await ask(portal.url, COLUMN);
    expect(text).toContain("proxyUrl:'/module/jpage/dataproxy.jsp'");
    expect(text).toContain(`totalRecord:${40 + DECOYS.length}`);
    expect(text).toContain('columnid:1229709164');
    expect(text).toContain("unitid:'5504308'");
    expect(records(text)).toHaveLength(0);
  });

  it.each([
    { inlineFirstPage: true, mark: '<script type="text/xml"><datastore>' },
    { inlineFirstPage: 'comment', mark: '<!--<datastore>' },
  ] as const)(
    'holds the first page where inlineFirstPage is $inlineFirstPage',
    async ({ inlineFirstPage, mark }) => {
      const portal = await start({ inlineFirstPage });
      const { text } = await ask(portal.url, COLUMN);
      expect(text).toContain(mark);
      const asked = await post(portal, { startrecord: '1', endrecord: '15', perpage: '15' });
      expect(records(text)).toEqual(records(asked.text));
      expect(records(text)).toHaveLength(15);
    },
  );

  it('may hold a list of another column', async () => {
    const portal = await start({ sidebar: true });
    const { text } = await ask(portal.url, COLUMN);
    expect(text.match(/\.jpage\(/g)).toHaveLength(2);
    expect(text.indexOf('columnid:1229000001')).toBeLessThan(text.indexOf('columnid:1229709164'));
  });
});

describe('dataproxy', () => {
  it('lists every report of the channel, among decoys, newest first', async () => {
    const portal = await start();
    const { text, headers } = await post(portal, { startrecord: '1', endrecord: '300', perpage: '300' });
    expect(headers['content-type']).toMatch(/^text\/xml/);
    const listed = records(text).map((record) => new URL(record.href, portal.url).href);
    const truth = portal.truth('hanweb-jpage').map((entry) => entry.url);
    expect(truth).toHaveLength(40);
    expect(listed).toEqual(expect.arrayContaining(truth));
    expect(listed).toHaveLength(truth.length + DECOYS.length);
    expect(text).toContain(`<totalrecord>${listed.length}</totalrecord><totalpage>1</totalpage>`);
    for (const decoy of DECOYS) expect(text).toContain(decoy);
  });

  it('serves the decoys too, as pages without a table', async () => {
    const portal = await start();
    const { text } = await post(portal, { startrecord: '1', endrecord: '300' });
    const decoys = records(text).filter((record) => DECOYS.includes(record.text));
    expect(decoys).toHaveLength(DECOYS.length);
    for (const decoy of decoys) {
      const page = await ask(portal.url, decoy.href);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<table');
    }
  });

  it('writes its anchors in several ways', async () => {
    const portal = await start();
    const { text } = await post(portal, { startrecord: '1', endrecord: '300' });
    expect(text).toMatch(/<a href="[^"]+" title="/);
    expect(text).toMatch(/<a target='_blank' title='[^']+' href='/);
    expect(text).toMatch(/<a title="[^"]+" href=\/art/);
    expect(text).toContain(`href='${portal.url}art/`);
    expect(text).toMatch(/\[20\d\d-\d\d-\d\d\]/);
    expect(text).toMatch(/20\d\d年\d+月\d+日/);
  });

  it('obeys startrecord and cuts what is too much', async () => {
    const portal = await start({ serverPerPage: 5 });
    const all = records(
      (await Promise.all([1, 6, 11].map((first) => post(portal, { startrecord: String(first) }))))
        .map((seen) => seen.text)
        .join(''),
    );
    expect(new Set(all.map((record) => record.href)).size).toBe(15);
    const greedy = await post(portal, { startrecord: '1', endrecord: '300', perpage: '300' });
    expect(records(greedy.text)).toEqual(all.slice(0, 5));
    expect(greedy.text).toContain('<totalpage>10</totalpage>');
    const past = await post(portal, { startrecord: '900', endrecord: '910' });
    expect(records(past.text)).toEqual([]);
    expect(past.text).toContain('<totalrecord>46</totalrecord>');
  });

  it('obeys page and ignores startrecord where it is that kind of server', async () => {
    const portal = await start({ paging: 'page', serverPerPage: 10 });
    const first = await post(portal, { startrecord: '11', endrecord: '20', perpage: '10' });
    const second = await post(portal, { page: '2', perpage: '10' });
    expect(records(first.text)).toEqual(records((await post(portal, { page: '1', perpage: '10' })).text));
    expect(records(second.text)).toHaveLength(10);
    expect(records(second.text)).not.toEqual(records(first.text));
  });

  it.each([
    { method: 'POST', post: 200, get: 405 },
    { method: 'GET', post: 405, get: 200 },
    { method: 'either', post: 200, get: 200 },
  ] as const)('answers $method', async ({ method, post: posted, get }) => {
    const portal = await start({ method });
    expect((await post(portal, {})).status).toBe(posted);
    expect((await ask(portal.url, `${PROXY}?${new URLSearchParams(LIST)}`)).status).toBe(get);
  });

  it('has nothing for another column', async () => {
    const portal = await start();
    const { text } = await post(portal, { columnid: '1' });
    expect(text).toContain('<totalrecord>0</totalrecord>');
  });

  it('cuts titles, and keeps the whole one in most title attributes', async () => {
    const portal = await start({ cutTitles: true });
    const { text } = await post(portal, { startrecord: '1', endrecord: '300' });
    const found = records(text);
    const cut = found.filter((record) => /(?:…|\.\.\.)$/.test(record.text));
    expect(cut.length).toBeGreaterThan(30);
    const bare = found.filter((record) => record.title === undefined);
    expect(bare.length).toBeGreaterThan(3);
    expect(bare.length).toBeLessThan(found.length / 3);
    const titles = new Set(REPORTS.map((report) => report.title));
    for (const record of found) {
      if (record.title !== undefined)
        expect(titles.has(record.title) || DECOYS.includes(record.title)).toBe(true);
      else if (!DECOYS.some((title) => title.startsWith(record.text.slice(0, 8)))) {
        expect(record.text).toContain('信息公开');
      }
    }
  });

  it('lists neither what was withdrawn nor the old address of what moved', async () => {
    const portal = await start();
    const [gone, moved] = portal.truth('hanweb-jpage');
    if (gone === undefined || moved === undefined) throw new Error('too few reports');
    portal.withdraw(gone.agency, gone.year);
    portal.move(moved.agency, moved.year);
    const { text } = await post(portal, { startrecord: '1', endrecord: '300' });
    const listed = records(text).map((record) => new URL(record.href, portal.url).href);
    expect(listed).not.toContain(gone.url);
    expect(listed).not.toContain(moved.url);
    expect(listed).toEqual(expect.arrayContaining(portal.truth('hanweb-jpage').map((entry) => entry.url)));
  });
});

describe('the annual-report module', () => {
  it('links every agency in the directory', async () => {
    const portal = await start();
    const $ = load((await ask(portal.url, '/zfxxgk/ndbg/index.html')).text);
    const areas = $('.organs a')
      .toArray()
      .map((anchor) => new URL($(anchor).attr('href') ?? '', portal.url).searchParams.get('area'));
    const codes = REPORTS.filter((report) => !report.agency.endsWith('局')).map(
      (report) => report.agencyCode,
    );
    expect(areas).toEqual([...new Set(codes)]);
  });

  it('has no directory where none is wanted', async () => {
    const portal = await start({}, { annualReport: { directory: false } });
    expect((await ask(portal.url, '/zfxxgk/ndbg/index.html')).status).toBe(404);
    expect(portal.portalConfig('hanweb-annual-report').columns).toEqual([{ family: 'hanweb-annual-report' }]);
  });

  it('takes its parameters in any order', async () => {
    const portal = await start();
    const [entry] = portal.truth('hanweb-annual-report');
    const query = new URL(entry?.url ?? portal.url).searchParams;
    const turned = `/module/xxgk/xxgkAnnualReport.jsp?area=${query.get('area')}&fbtime=${query.get('fbtime')}`;
    expect((await ask(portal.url, turned)).text).toContain(entry?.title ?? 'no report');
  });

  it.each([
    { emptyBody: 'empty', body: '' },
    { emptyBody: 'none-text', body: '暂无相关信息' },
  ] as const)('answers 200 for a year without a report: $emptyBody', async ({ emptyBody, body }) => {
    const portal = await start({}, { annualReport: { emptyBody } });
    const [entry] = portal.truth('hanweb-annual-report');
    const seen = await ask(portal.url, (entry?.url ?? '').replace(/fbtime=\d+/, 'fbtime=2010'));
    expect(seen.status).toBe(200);
    expect(load(seen.text)('#zoom').text().trim()).toBe(body);
  });

  it('gives no two visits the same bytes where every visit counts', async () => {
    const portal = await start({}, { everyVisit: true });
    const [entry] = portal.truth('hanweb-annual-report');
    const [first, second] = [
      await ask(portal.url, entry?.url ?? ''),
      await ask(portal.url, entry?.url ?? ''),
    ];
    expect(first.text).not.toBe(second.text);
    expect(second.text).toMatch(/;jsessionid=[0-9A-F]{32}"/);
    expect(load(first.text)('#zoom').html()).toBe(load(second.text)('#zoom').html());
  });
});
