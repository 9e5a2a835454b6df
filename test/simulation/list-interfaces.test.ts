import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { DECOYS } from '../../src/simulation/server/options.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { ask } from './ask.js';
import { links, REPORTS, start, TOTAL, urls } from './family-portals.js';

describe('hanweb-xxgk', () => {
  const search = async (portal: SimulatedPortal, form: Record<string, string>) =>
    ask(portal.url, '/module/xxgk/search.jsp', {
      method: 'POST',
      form: { area: '330482ZFC00000', currpage: '1', ...form },
    });

  it('names the area in a link to its tree, and the box of the list in a script', async () => {
    const portal = await start('hanweb-xxgk');
    const { text } = await ask(portal.url, '/col/col1229709165/index.html');
    expect(text).toContain('/module/xxgk/tree.jsp?standardXxgk=1&amp;area=330482ZFC00000');
    expect(text).toContain('var divid = "div1229709165"');
    expect((await ask(portal.url, '/module/xxgk/tree.jsp?area=330482ZFC00000')).text).toContain(
      '<ul class="tree">',
    );
  });

  it('gives rows of all columns, page by page', async () => {
    const portal = await start('hanweb-xxgk');
    const first = await search(portal, {});
    expect(load(first.text)('.tr_main_value_odd, .tr_main_value_even')).toHaveLength(20);
    expect(first.text).toContain('共<b>2</b>页');
    const second = await search(portal, { currpage: '2' });
    const all = links(portal, first.text + second.text).filter((url) => !url.startsWith('javascript'));
    expect(all).toEqual(expect.arrayContaining(urls(portal)));
    expect(all.filter((url) => url.includes('art_1229000002_'))).toHaveLength(3);
    expect(first.text + second.text).toContain('海宁市水利局2023年政府信息公开工作年度报告');
    expect(all).toHaveLength(TOTAL + 3);
  });

  it('may give list items and a count of records, and read the address', async () => {
    const portal = await start('hanweb-xxgk', {
      xxgk: { rows: 'li', pager: 'records', reads: 'address', mixed: false },
    });
    expect((await search(portal, {})).text).toContain('共<b>0</b>条');
    const { text } = await ask(portal.url, '/module/xxgk/search.jsp?area=330482ZFC00000&currpage=2', {
      method: 'POST',
    });
    expect(load(text)('li')).toHaveLength(TOTAL - 20);
    expect(text).toContain(`共<b>${TOTAL}</b>条`);
  });

  it('has nothing for another area or kind, and no answer to GET', async () => {
    const portal = await start('hanweb-xxgk');
    expect((await search(portal, { area: '1' })).text).toContain('共<b>0</b>页');
    expect((await search(portal, { infotypeId: 'X' })).text).toContain('共<b>0</b>页');
    expect((await ask(portal.url, '/module/xxgk/search.jsp?area=330482ZFC00000')).status).toBe(405);
  });
});

describe('hanweb-jpaas', () => {
  const unit = async (portal: SimulatedPortal, more: Record<string, string>) => {
    const query = {
      parseType: 'bulidstatic',
      webId: '3096',
      pageId: '1229709166',
      tplSetId: 'Ke6mVq2uPdbW1sXyLhT',
      tagId: '信息列表分页',
      ...more,
    };
    const { text } = await ask(
      portal.url,
      `/api-gateway/jpaas-publish-server/front/page/build/unit?${new URLSearchParams(query)}`,
    );
    return JSON.parse(text);
  };

  it('obeys only the page number inside paramJson', async () => {
    const portal = await start('hanweb-jpaas');
    const first = await unit(portal, { pageNo: '2' });
    const second = await unit(portal, { paramJson: '{"pageNo":2,"pageSize":"15"}' });
    expect(first).toEqual(await unit(portal, { paramJson: '{"pageNo":1,"pageSize":"15"}' }));
    expect(second.data.html).not.toBe(first.data.html);
    const all = links(portal, first.data.html + second.data.html, 'li a');
    expect(all).toEqual(expect.arrayContaining(urls(portal)));
    expect(first.data.html).toContain(`count="${TOTAL}"`);
    expect((await unit(portal, { paramJson: '{"pageNo":9,"pageSize":"15"}' })).data.html).toBe('');
  });

  it('gives no more than its own page size, and nothing of another unit', async () => {
    const portal = await start('hanweb-jpaas', { jpaas: { serverPageSize: 4 } });
    const { data } = await unit(portal, { paramJson: '{"pageNo":1,"pageSize":"15"}' });
    expect(load(data.html)('li')).toHaveLength(4);
    expect(await unit(portal, { tagId: '导航' })).toMatchObject({ success: false, data: null });
  });

  it.each([
    ['html', (data: unknown) => data],
    ['text', (data: unknown) => JSON.parse(String(data)).html],
  ] as const)('may give data as %s', async (data, html) => {
    const portal = await start('hanweb-jpaas', { jpaas: { data } });
    expect(html((await unit(portal, {})).data)).toContain('<li');
  });

  it.each([
    ['query-data', /queryData="\{'webId':'3096'/],
    ['attributes', /data-webid="3096" data-pageid="1229709166"/],
    ['script', /queryData:\{"webId":"3096"/],
  ] as const)('names its lists in %s', async (names, pattern) => {
    const portal = await start('hanweb-jpaas', { jpaas: { names } });
    const { text } = await ask(portal.url, '/col/col1229709166/index.html');
    expect(text).toMatch(pattern);
    expect(text).toContain('导航');
  });
});

describe('truecms', () => {
  const messages = (
    portal: SimulatedPortal,
    query: Record<string, string>,
    referer = '/zwgk/ndbg/ndbg.html',
  ) =>
    ask(
      portal.url,
      `/TrueCMS/messageController/getMessage.do?${new URLSearchParams({ callback: 'cb', columnId: '7a1f0c52-93d4', ...query })}`,
      { headers: referer === '' ? {} : { referer: new URL(referer, portal.url).href } },
    );
  const result = (text: string): string => JSON.parse(text.replace(/^cb\(|\);$/g, '')).result;

  it('answers JSONP to who comes from the column page, and 404 to others', async () => {
    const portal = await start('truecms');
    const { text, headers } = await messages(portal, { startrecord: '1', endrecord: '20', perpage: '20' });
    expect(headers['content-type']).toContain('text/javascript');
    expect(result(text)).toContain(`<totalrecord>${TOTAL}</totalrecord>`);
    expect(result(text).match(/<record>/g)).toHaveLength(20);
    expect((await messages(portal, {}, '')).status).toBe(404);
    expect((await messages(portal, {}, '/index.html')).status).toBe(404);
  });

  it.each([
    ['cut', 200, 10],
    ['empty', 200, 0],
    ['not-found', 404, 0],
  ] as const)('gives those who ask for too much: %s', async (over, status, count) => {
    const portal = await start('truecms', { truecms: { limit: 10, over } });
    const seen = await messages(portal, { startrecord: '1', endrecord: '50', perpage: '50' });
    expect(seen.status).toBe(status);
    if (status === 200) expect((result(seen.text).match(/<record>/g) ?? []).length).toBe(count);
  });
});

describe('epoint-ewb', () => {
  const list = async (portal: SimulatedPortal, pageIndex: number, more: Record<string, unknown> = {}) => {
    const script = (await ask(portal.url, '/js/webBuilderCommon.js')).text;
    const siteGuid = /"siteGuid": "([^"]+)"/.exec(script)?.[1];
    const response = await fetch(new URL('/EWB-FRONT/rest/lightfrontaction/getgovinfolist', portal.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify({
        deptcode: '',
        categorynum: '003006',
        siteGuid,
        pageIndex,
        pageSize: 20,
        ...more,
      }),
    });
    return JSON.parse(await response.text());
  };

  it('gives records to a POST of JSON, whole titles as realtitle', async () => {
    const portal = await start('epoint-ewb');
    const { custom } = await list(portal, 0);
    expect(custom).toMatchObject({ total: TOTAL });
    expect(custom.data).toHaveLength(20);
    const known = new Set([...REPORTS.map(({ title }) => title), ...DECOYS]);
    for (const record of custom.data) {
      expect(known.has(record.realtitle)).toBe(true);
      expect(record.title).toMatch(/^<font color='red'>/);
    }
    expect((await list(portal, 1)).custom.data).toHaveLength(TOTAL - 20);
    expect((await list(portal, 0, { siteGuid: 'other' })).custom.data).toEqual([]);
    const form = await ask(portal.url, '/EWB-FRONT/rest/lightfrontaction/getgovinfolist', {
      method: 'POST',
      form: { pageIndex: '0' },
    });
    expect(form.status).toBe(415);
  });

  it('may count from 1, and give the first page, or nothing, for page 0', async () => {
    const same = await start('epoint-ewb', { epoint: { firstPage: 1, total: 'text' } });
    expect(await list(same, 0)).toEqual(await list(same, 1));
    expect((await list(same, 1)).custom.total).toBe(String(TOTAL));
    const nothing = await start('epoint-ewb', {
      epoint: { firstPage: 1, pageZero: 'nothing', total: 'none' },
    });
    expect((await list(nothing, 0)).custom).toEqual({ data: [] });
  });

  it('may wrap its JSON in a text', async () => {
    const portal = await start('epoint-ewb', { epoint: { wrapped: true } });
    expect(JSON.parse(await list(portal, 0)).custom.data).toHaveLength(20);
  });
});

describe('gkmlpt', () => {
  const page = async (portal: SimulatedPortal, number: number, sid = '769033') =>
    JSON.parse((await ask(portal.url, `/gkmlpt/api/all/4567?page=${number}&sid=${sid}`)).text);

  it('pages through the articles for who knows the SID of its shell', async () => {
    const portal = await start('gkmlpt', { gkmlpt: { pageSize: 20 } });
    expect((await ask(portal.url, '/gkmlpt/index')).text).toContain("SID: '769033'");
    const answers = [await page(portal, 1), await page(portal, 2)];
    expect(answers.map(({ total }) => total)).toEqual([TOTAL, TOTAL]);
    const articles = answers.flatMap((answer) => answer.articles);
    expect(articles.map(({ url }) => url)).toEqual(expect.arrayContaining(urls(portal)));
    expect(articles[0].url).toMatch(/\/gkmlpt\/content\/4\/4569\/post_4569\d{3}\.html$/);
    expect(articles[0].publisher).toBeDefined();
    expect(await page(portal, 1, '1')).toEqual({ total: 0, articles: [] });
  });

  it('may leave the agency to the publisher, and write times and totals in other ways', async () => {
    const portal = await start('gkmlpt', {
      gkmlpt: { publisherOnly: true, times: 'written', addresses: 'relative', total: 'too-high' },
    });
    const { total, articles } = await page(portal, 1);
    const report = articles.find((article: { publisher: string }) => article.publisher === '平湖市教育局');
    expect(report.title).toMatch(/^202[12]年度政府信息公开工作年度报告$/);
    expect(report.display_publish_time).toMatch(/^202\d-01-\d\d 14:35:00$/);
    expect(report.url).toMatch(/^\/gkmlpt\/content/);
    expect(total).toBe(TOTAL + 3);
  });
});
