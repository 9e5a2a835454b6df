import { describe, expect, test } from 'vitest';
import type { FetchedPage } from '../../../crawlers/contract.js';
import { families } from '../../../crawlers/families/registry.js';
import { recognisePage } from '../../../crawlers/probe/recognise.js';
import { effortOf } from '../../effort.js';

const base = 'http://www.example.gov.cn/';
const title = (n: number) => `第${n}局2022年政府信息公开工作年度报告`;

function page(path: string, html: string): FetchedPage {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return { url: new URL(path, base).href, status: 200, headers, body: Buffer.from(html) };
}

function recognise(family: string, path: string, html: string) {
  return families.get(family)?.recognise(page(path, html)) ?? null;
}

const module = '/module/xxgk/xxgkAnnualReport.jsp';
const jpage = (column: number, total = 40, proxy = '/module/web/jpage/dataproxy.jsp') =>
  `$('#5').jpage({totalRecord:${total},perPage:15,proxyUrl:'${proxy}',ajaxParam:{col:1,appid:1,webid:3096,path:'/',columnid:${column},unitid:'5'}});`;
const truecms = (id: string) =>
  `$('#a').jpage({perPage:50,totalRecord:45,proxyUrl:'/TrueCMS/messageController/getMessage.do',ajaxParam:{columnId:'${id}'}});`;
const unit = (tagId: string) => `{'webId':'3096','pageId':'5','tplSetId':'Ab1','tagId':'${tagId}'}`;
const script = (body: string) => `<html><body><script>${body}</script></body></html>`;
const list = (path: (n: number) => string, count = 3) =>
  `<ul>${Array.from({ length: count }, (_, n) => `<li><a href="${path(n + 1)}">${title(n + 1)}</a></li>`).join('')}</ul>`;

/** Column pages as the families' own tests have them, and what the YAML of each would say. */
const cases: readonly (readonly [string, string, string, string, Record<string, unknown>])[] = [
  [
    'hanweb-annual-report',
    'a directory of agencies',
    '/zfxxgk/',
    `<a href="${module}?fbtime=2023&amp;area=001008">平湖市财政局</a><a href='${module}?area=330483ZFC&fbtime=2021' title="教育局2021年政府信息公开年报">教育局…</a>`,
    { directory: '/zfxxgk/' },
  ],
  [
    'hanweb-annual-report',
    'a directory of a module at another place',
    '/col/col9/index.html',
    `<a href="../../xxgk/xxgkAnnualReport.jsp?area=1">甲局</a><a href="../../xxgk/xxgkAnnualReport.jsp?area=2">乙局</a>`,
    { directory: '/col/col9/index.html', path: '/xxgk/xxgkAnnualReport.jsp' },
  ],
  [
    'hanweb-jpage',
    'a column at its usual place',
    '/col/col77/index.html',
    script(jpage(77)),
    { column: '77' },
  ],
  [
    'hanweb-jpage',
    'a column elsewhere, with the other proxy',
    '/ndbg/?a=1',
    script(jpage(77, 40, '/module/jpage/dataproxy.jsp')),
    { column: '77', page: '/ndbg/?a=1' },
  ],
  [
    'hanweb-jpage',
    'a column beside a sidebar',
    '/col/col77/index.html',
    script(`${jpage(99, 800)}${jpage(77)}`),
    { column: '77' },
  ],
  [
    'hanweb-jpage',
    'the longer of two lists, where the address names none',
    '/ndbg/',
    script(`${jpage(99, 8)}${jpage(77)}`),
    { column: '77', page: '/ndbg/' },
  ],
  [
    'hanweb-jpage',
    'a script without a column, on a page whose address has it',
    '/col/col77/index.html',
    script(jpage(77).replace('columnid:77,', '')),
    { column: '77' },
  ],
  [
    'hanweb-jpage',
    'a column with its first records inline',
    '/col/col77/index.html',
    `<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/art/2023/1/2/art_77_1.html">${title(1)}</a></li>]]></record></recordset></datastore></script>${script(jpage(77))}`,
    { column: '77' },
  ],
  [
    'hanweb-xxgk',
    'a column that asks the module',
    '/col/col77/index.html',
    `<a href="/module/xxgk/tree.jsp?a=1&amp;area=001008">目录</a><script>var divid="div9", infotypeId='A01'; $.post('/module/xxgk/search.jsp')</script>`,
    { area: '001008', column: '77', infotypeId: 'A01', divid: 'div9' },
  ],
  [
    'hanweb-xxgk',
    'a catalogue that only links the tree',
    '/zfxxgk/index.html',
    '<a href="/module/xxgk/tree.jsp?area=741033213">目录</a>',
    { area: '741033213', page: '/zfxxgk/index.html' },
  ],
  [
    'hanweb-jpaas',
    'a list named in queryData',
    '/col/col5/index.html',
    `<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="${unit('分页列表')}"></script><div queryData="${unit('导航')}"></div>`,
    { page: '/col/col5/index.html' },
  ],
  [
    'hanweb-jpaas',
    'a list named in attributes',
    '/ndbg/',
    '<div data-webid="3096" data-pageid="5" data-tplsetid="Ab1" data-tagid="列表"></div>',
    { page: '/ndbg/' },
  ],
  [
    'hanweb-jpaas',
    'one of several lists, at another gateway',
    '/ndbg/',
    `<script url="/gw/front/page/build/unit" queryData="${unit('图片列表')}"></script><div queryData="${unit('分页列表')}"></div>`,
    { page: '/ndbg/', tagId: '分页列表', path: '/gw/front/page/build/unit' },
  ],
  ['truecms', 'a list', '/ndbg/ndbg.html', script(truecms('7a-b')), { page: '/ndbg/ndbg.html' }],
  [
    'truecms',
    'the first of two lists',
    '/ndbg/ndbg.html',
    script(`${truecms('one')}${truecms('two')}`),
    { page: '/ndbg/ndbg.html', columnId: 'one' },
  ],
  [
    'epoint-ewb',
    'a category in the address',
    '/dynamic/zwgk/govInfoPub.html?categorynum=003006&deptcode=01',
    '<script src="/js/webBuilderCommon.js"></script>',
    { page: '/dynamic/zwgk/govInfoPub.html?categorynum=003006&deptcode=01' },
  ],
  [
    'epoint-ewb',
    'a category in a script, and the common script elsewhere',
    '/zwgk/003006/list.html',
    `<script src="/EWB-FRONT/js/webBuilderCommon.js"></script><script>var categorynum = '003006';</script>`,
    { page: '/zwgk/003006/list.html', categorynum: '003006', script: '/EWB-FRONT/js/webBuilderCommon.js' },
  ],
  [
    'gkmlpt',
    'a column behind the #',
    '/gkmlpt/index#368',
    script("window._CONFIG = { SID: '769033', DOMAIN: 'www.example.gov.cn' };"),
    { column: '368' },
  ],
  [
    'gkmlpt',
    'a platform below a folder, with a link to its annual reports',
    '/kj/gkmlpt/index',
    `${script("var c = { SID: '5' };")}<a href="#12">指南</a><a class="x" href="/kj/gkmlpt/index#77">政府信息公开年报</a>`,
    { column: '77', path: '/kj/gkmlpt' },
  ],
  [
    'static',
    'a TRS list',
    '/xxgk/ndbg/',
    `${list((n) => `./202301/t20230102_${n}.html`)}<script>createPageHTML(3, 0, "index", "html");</script>`,
    { page: '/xxgk/ndbg/' },
  ],
  [
    'static',
    'a list of 博达 with a pager',
    '/xxgk/ndbg.htm',
    `${list((n) => `../info/1001/${n}.htm`)}<a href="ndbg/11.htm">下一页</a>`,
    { page: '/xxgk/ndbg.htm' },
  ],
  [
    'static',
    'a list whose articles stand elsewhere',
    '/list/index.php?column=7',
    list((n) => `/content/2023/${n}.html`),
    { page: '/list/index.php?column=7', within: '/content/' },
  ],
];

describe('a column page is recognised', () => {
  test.each(cases)('%s: %s', (family, _, path, html, settings) => {
    const found = recognise(family, path, html);
    expect(found?.settings).toEqual(settings);
    expect(found?.confidence).toBeGreaterThan(0);
    expect(found?.confidence).toBeLessThanOrEqual(1);
    expect(found?.because).not.toMatch(/\n|undefined|null/);
    expect(families.get(family)?.schema.safeParse(found?.settings).success).toBe(true);
  });

  test.each(cases)('%s: %s, and no other family claims it', (family, _, path, html) => {
    expect(recognisePage(page(path, html)).map((found) => found.family)).toEqual([family]);
  });
});

describe('a page that is no column of a family is not recognised', () => {
  test.each<[string, string, string]>([
    ['a front page with news', '/', '<a href="/news/1.html">市长调研</a><a href="/xxgk/">政府信息公开</a>'],
    ['a front page with one report among its news', '/', list((n) => `/news/${n}.html`, 1)],
    ['an empty page', '/x/', '<html><body>升级</body></html>'],
    ['a jpage that asks nobody known', '/x/', script("$('#a').jpage({totalRecord:5,columnid:7})")],
    ['a word about jpage', '/x/', '<p>jpage dataproxy.jsp columnid:7</p>'],
    ['a gkmlpt page without a column', '/gkmlpt/index', script("var c = { SID: '5' };")],
    ['an SID outside the platform', '/x/#368', script("var c = { SID: '5' };")],
    ['the web builder without a category', '/x/', '<script src="/js/webBuilderCommon.js"></script>'],
    [
      'a popup that has an area',
      '/x/',
      script("layer.open({area:['500px','300px']}); '/module/xxgk/search.jsp'"),
    ],
    ['a box of a neighbour with two reports', '/xxgk/ndbg/', list((n) => `/zfxxgk/tzgg/${n}.html`, 2)],
    ['other papers', '/x/', '<a href="1.html">2022年政府信息公开工作要点</a><a href="2.html">企业年报</a>'],
    ['lists of reports by year', '/x/', '<a href="2022/">2022年政府信息公开年报</a>'],
  ])('%s', (_, path, html) => {
    expect(recognisePage(page(path, html))).toEqual([]);
  });
});

describe('of several families that recognise a page', () => {
  test('the surest is first', () => {
    const html = `<a href="/module/xxgk/tree.jsp?area=1">目录</a>${script(jpage(77))}${list((n) => `/col/col77/${n}.html`)}`;
    const found = recognisePage(page('/col/col77/index.html', html));
    expect(found.map(({ family }) => family)).toEqual(['hanweb-jpage', 'hanweb-xxgk', 'static']);
  });

  test('a directory of many agencies is surer than a list, a single link to the module is less', () => {
    const links = (count: number) =>
      Array.from({ length: count }, (_, n) => `<a href="${module}?area=${n}">第${n}局</a>`).join('');
    const first = (count: number) =>
      recognisePage(page('/col/col77/index.html', links(count) + script(jpage(77))))[0]?.family;
    expect([first(1), first(30)]).toEqual(['hanweb-jpage', 'hanweb-annual-report']);
  });

  test('what the page cannot tell is left to try', () => {
    expect(recognise('hanweb-jpage', '/col/col77/index.html', script(jpage(77)))?.alternatives).toEqual([
      { column: '77', method: 'GET' },
    ]);
    expect(
      recognise('truecms', '/a.html', script(`${truecms('one')}${truecms('two')}`))?.alternatives,
    ).toEqual([{ page: '/a.html', columnId: 'two' }]);
  });
});

test('recognising a long page with a long token takes no time', () => {
  const html = `<script>var data="${'A'.repeat(2_000_000)}"; '/module/xxgk/tree.jsp?area='</script>`;
  expect(effortOf(() => recognisePage(page('/x/', html)))).toBeLessThan(10);
});
