import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { FamilyContext, FetchedPage, ListReading, ListStep } from '../../../crawlers/contract.js';
import { type HanwebJpageSettings, hanwebJpage } from '../../../crawlers/families/hanweb-jpage.js';
import { findDatastores, findJpageSettings } from '../../../crawlers/families/paged-list.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';

const base = 'http://www.example.gov.cn/';

function context(settings: Record<string, unknown> = {}): FamilyContext<HanwebJpageSettings> {
  return {
    settings: hanwebJpage.schema.parse({ column: '77', ...settings }),
    baseUrl: base,
    agencies: [{ name: '平湖市财政局', aliases: ['市财政局'] }],
    scope: { years: [2022, 2023] },
    titles: titleRules(),
  };
}

function page(body: string | Uint8Array, type = 'text/html; charset=utf-8'): FetchedPage {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { url: `${base}col/col77/index.html`, status: 200, headers: { 'content-type': type }, body: bytes };
}

const title = (n: number) => `第${n}局2022年政府信息公开工作年度报告`;
const item = (n: number) =>
  `<li><a href="/art/2023/1/2/art_77_${n}.html" title="${title(n)}">${title(n)}</a><b>2023-01-02</b></li>`;
const records = (from: number, to: number) =>
  Array.from(
    { length: Math.max(0, to - from + 1) },
    (_, i) => `<record><![CDATA[${item(from + i)}]]></record>`,
  ).join('');
const xml = (total: number, from: number, to: number) =>
  `<?xml version="1.0" encoding="utf-8"?><datastore><totalrecord>${total}</totalrecord><totalpage>1</totalpage><recordset>${records(from, to)}</recordset></datastore>`;
const script = (body: string) => `<html><body><script>${body}</script></body></html>`;
const jpage = (total: number, more = '') =>
  `$('#5').jpage({totalRecord:${total},perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,appid:1,webid:3096,path:'/',columnid:77,sourceContentType:1,unitid:'5',webname:'\\u5e73湖',permissiontype:0}${more}});`;

const column: ListStep = {
  request: { url: `${base}col/col77/index.html`, method: 'GET' },
  state: { phase: 'column' },
};

/** Reads a list the way the engine does, from a server that answers with `answer`; gives links and problems. */
function readAll(
  answer: (asked: URLSearchParams) => string,
  settings: Record<string, unknown> = {},
  columnPage = script(jpage(0).replace('totalRecord:0,', '')),
): { urls: string[]; problems: string[]; requests: number } {
  const given = context(settings);
  const readings: ListReading[] = [hanwebJpage.readList(page(columnPage), column, given)];
  const steps = [...(readings[0]?.steps ?? [])];
  let requests = 0;
  for (let step = steps.shift(); step !== undefined && requests < 50; step = steps.shift()) {
    requests++;
    const query = new URL(step.request.url).searchParams;
    for (const [name, value] of Object.entries(step.request.form ?? {})) query.set(name, value);
    const reading = hanwebJpage.readList(page(answer(query), 'text/xml'), step, given);
    readings.push(reading);
    steps.push(...reading.steps);
  }
  const urls = [...new Set(readings.flatMap((reading) => reading.links.map((link) => link.url)))];
  return { urls, problems: readings.flatMap((reading) => [...reading.problems]), requests };
}

describe('where to begin', () => {
  test('the column page, at its usual place or where the settings say', () => {
    expect(hanwebJpage.start(context()).steps[0]?.request.url).toBe(`${base}col/col77/index.html`);
    expect(hanwebJpage.start(context({ page: '/ndbg/' })).steps[0]?.request.url).toBe(`${base}ndbg/`);
  });

  test('a column for a year nobody asks for is not read', () => {
    expect(hanwebJpage.start(context({ year: 2019 }))).toEqual({ steps: [], links: [], problems: [] });
    expect(hanwebJpage.start(context({ year: 2022 })).steps).toHaveLength(1);
  });
});

describe('the settings in the script', () => {
  test.each([
    ['no quotes and single quotes', jpage(40), '/module/web/jpage/dataproxy.jsp'],
    [
      'double quotes',
      '.jpage({"totalRecord":"40","proxyUrl":"/module/jpage/dataproxy.jsp","columnid":"77"})',
      '/module/jpage/dataproxy.jsp',
    ],
    [
      'variables',
      "var totalRecord = 40; var proxyUrl = '/module/jpage/dataproxy.jsp'; var columnid = 77;",
      '/module/jpage/dataproxy.jsp',
    ],
    [
      'escaped slashes',
      '.jpage({totalRecord:40,proxyUrl:"\\/module\\/web\\/jpage\\/dataproxy.jsp",columnid:77})',
      '/module/web/jpage/dataproxy.jsp',
    ],
    [
      'parameters in the address',
      ".jpage({totalRecord:40,proxyUrl:'/module/web/jpage/dataproxy.jsp?col=1&amp;columnId=77'})",
      '/module/web/jpage/dataproxy.jsp',
    ],
  ])('%s', (_, body, proxyUrl) => {
    const [settings] = findJpageSettings(script(body));
    expect(settings).toMatchObject({ proxyUrl, totalRecord: 40 });
    expect(settings?.parameters.columnid).toBe('77');
  });

  test('a sidebar with a list of its own is told apart by its column', () => {
    const side = jpage(8).replaceAll('77', '99').replace("'5'", "'9'");
    const reading = hanwebJpage.readList(page(script(`${side}${jpage(40)}`)), column, context());
    expect(reading.steps).toHaveLength(1);
    expect(reading.steps[0]?.request.form).toMatchObject({ columnid: '77', unitid: '5', webname: '平湖' });
  });

  test('a page without settings, or with those of other columns only, is a problem', () => {
    for (const html of [
      '<html><body>系统升级</body></html>',
      script(`${jpage(8).replace('77', '98')}${jpage(8).replace('77', '99')}`),
    ]) {
      const reading = hanwebJpage.readList(page(html), column, context());
      expect(reading.steps).toEqual([]);
      expect(reading.problems.join()).toContain('no jpage settings');
    }
  });
});

describe('asking for the records', () => {
  test('by POST, with the list in the form', () => {
    const [step] = hanwebJpage.readList(page(script(jpage(40))), column, context()).steps;
    expect(step?.request).toMatchObject({
      method: 'POST',
      headers: { referer: `${base}col/col77/index.html` },
    });
    expect(step?.request.url).toBe(
      `${base}module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=100&perpage=100&page=1`,
    );
    expect(step?.request.form).toMatchObject({
      col: '1',
      appid: '1',
      webid: '3096',
      path: '/',
      permissiontype: '0',
    });
  });

  test('by GET, with everything in the address', () => {
    const [step] = hanwebJpage.readList(page(script(jpage(40))), column, context({ method: 'GET' })).steps;
    expect(step?.request.method).toBe('GET');
    expect(step?.request.form).toBeUndefined();
    expect(Object.fromEntries(new URL(step?.request.url ?? '').searchParams)).toMatchObject({
      columnid: '77',
      unitid: '5',
      startrecord: '1',
      page: '1',
    });
  });
});

describe('the whole list is read', () => {
  const whole = Array.from({ length: 45 }, (_, i) => `${base}art/2023/1/2/art_77_${i + 1}.html`);

  test.each([300, 20, 7])('from a server that obeys startrecord and gives %i at most', (most) => {
    const read = readAll((asked) => {
      const start = Number(asked.get('startrecord'));
      return xml(45, start, Math.min(45, Number(asked.get('endrecord')), start + most - 1));
    });
    expect(read).toEqual({ urls: whole, problems: [], requests: Math.ceil(45 / most) });
  });

  test.each([300, 20, 7])('from a server that obeys page and perpage and gives %i at most', (most) => {
    const read = readAll((asked) => {
      const size = Math.min(most, Number(asked.get('perpage')));
      const start = (Number(asked.get('page')) - 1) * size + 1;
      return xml(45, start, Math.min(45, start + size - 1));
    });
    expect(read).toEqual({ urls: whole, problems: [], requests: Math.ceil(45 / most) });
  });

  test('from a server that does not say how many there are', () => {
    const read = readAll((asked) => {
      const start = Number(asked.get('startrecord'));
      return xml(45, start, Math.min(45, start + 19)).replace('<totalrecord>45</totalrecord>', '');
    });
    expect(read.urls).toEqual(whole);
  });

  test('when its first records stand in the page, in a script or a comment', () => {
    const store = xml(3, 1, 3).replace(/<\?xml.*?\?>/, '');
    for (const inline of [`<script type="text/xml">${store}</script>`, `<!--${store}-->`]) {
      const read = readAll(() => '', {}, `${inline}${script(jpage(3))}`);
      expect(read).toEqual({ urls: whole.slice(0, 3), problems: [], requests: 0 });
    }
  });
});

describe('a list that cannot be right is a problem', () => {
  test.each<[string, (asked: URLSearchParams) => string, string]>([
    ['no XML', () => '<html>error</html>', 'contains no records'],
    ['no record where there should be 45', () => xml(45, 1, 0), 'returned no link'],
    ['records without links', () => xml(1, 1, 1).replace(/<a .*<\/a>/, '无'), 'returned no link'],
    ['an empty list', () => xml(0, 1, 0), 'is empty'],
    ['the same page for ever', () => xml(45, 1, 20), 'the same records again'],
    [
      'fewer than promised',
      (asked) => (asked.get('page') === '1' ? xml(45, 1, 20) : xml(45, 1, 0)),
      'from record 21 on',
    ],
  ])('%s', (_, answer, problem) => {
    const read = readAll(answer);
    expect(read.problems.join()).toContain(problem);
    expect(read.requests).toBeLessThan(5);
  });

  test('a column page that says 0 records', () => {
    expect(hanwebJpage.readList(page(script(jpage(0))), column, context()).problems.join()).toContain(
      'empty',
    );
  });
});

describe('records as they come', () => {
  const read = (record: string, settings: Record<string, unknown> = {}) => {
    const store = `<datastore><totalrecord>1</totalrecord><recordset><record><![CDATA[${record}]]></record></recordset></datastore>`;
    return hanwebJpage.readList(page(`${store}${script(jpage(1))}`), column, context(settings)).links[0];
  };
  const whole = '平湖市财政局2022年政府信息公开工作年度报告';
  const link = {
    url: `${base}art/2023/1/13/art_77_5.html`,
    title: whole,
    agency: '平湖市财政局',
    year: 2022,
    published: '2023-01-13',
  };

  test.each([
    [
      'href first',
      `<li><a href="/art/2023/1/13/art_77_5.html" title="${whole}">${whole}</a><b>2023-01-13</b></li>`,
    ],
    [
      'title first, single quotes',
      `<li><a title='${whole}' target='_blank' href='/art/2023/1/13/art_77_5.html'>平湖市财政局2022年政…</a><b>[2023/1/13]</b></li>`,
    ],
    [
      'no quotes',
      `<li><span>2023年1月13日</span><a title=${whole} href=/art/2023/1/13/art_77_5.html target=_blank>x</a></li>`,
    ],
    [
      'an absolute address with a session id',
      `<tr><td><a href="${base}art/2023/1/13/art_77_5.html;jsessionid=A1#x">${whole}</a></td><td>2023-01-13</td></tr>`,
    ],
    ['a relative address', `<a href='../../art/2023/1/13/art_77_5.html'> ${whole} </a> 2023-01-13`],
    [
      'another link beside it',
      `<li><a href="/col/col77/">[财政局]</a><a href="/art/2023/1/13/art_77_5.html">${whole}</a>2023-01-13</li>`,
    ],
    [
      'a title attribute that says nothing',
      `<li><a title="点击查看" href="/art/2023/1/13/art_77_5.html">${whole}</a>2023-01-13</li>`,
    ],
  ])('%s', (_, record) => {
    expect(read(record)).toEqual(link);
  });

  test('a date in the title is not the date of publication', () => {
    expect(
      read(`<li><a href="/a.html">2022年政府信息公开年报（2023年2月1日）</a></li>`)?.published,
    ).toBeNull();
  });

  test('a cut title stays cut, and its year comes from the column', () => {
    expect(
      read('<li><a href="/a.html">平湖市财政局政府信息公开工作…</a></li>', { year: 2022 }),
    ).toMatchObject({
      title: '平湖市财政局政府信息公开工作…',
      year: 2022,
    });
    expect(read('<li><a href="/a.html">平湖市财政局政府信息公开工作...</a></li>')?.year).toBeNull();
  });

  test('in a column for one year, a title cut before its year may be a report', () => {
    const cut = '<li><a href="/a.html">平湖市人力资源和社会保障局（平湖市外国…</a></li>';
    expect(read(cut, { year: 2022 })).toMatchObject({ year: 2022 });
    expect(read(cut)).toBeUndefined();
    expect(read('<li><a href="/a.html">关于印发2022年工作要点的…</a></li>', { year: 2022 })).toBeUndefined();
  });

  test('a whole title rules out what its cut copy would let in', () => {
    expect(
      read(`<li><a title="平湖市政府信息公开指南" href="/a.html">平湖市政府信息公开…</a></li>`),
    ).toBeUndefined();
  });

  test('escaped records, records in several CDATA sections, and several items in one record', () => {
    const [store] = findDatastores(
      `<recordset><record>&lt;li&gt;&lt;a href=&quot;/a&quot;&gt;x&lt;/a&gt;</record><record><![CDATA[<li>]]><![CDATA[y</li>]]></record></recordset>`,
    );
    expect(store?.records).toEqual(['<li><a href="/a">x</a>', '<li>y</li>']);
    const two = `<ul>${item(1)}${item(2)}</ul>`;
    const reading = hanwebJpage.readList(
      page(
        `<datastore><recordset><record><![CDATA[${two}]]></record></recordset></datastore>${script(jpage(9))}`,
      ),
      column,
      context(),
    );
    expect(reading.links.map((found) => found.title)).toEqual([title(1), title(2)]);
  });

  test('records in GBK, whatever the header says', () => {
    const [step] = hanwebJpage.readList(page(script(jpage(1))), column, context()).steps;
    if (step === undefined) throw new Error('no step');
    const bytes = iconv.encode(xml(1, 1, 1).replace('utf-8', 'GBK'), 'gbk');
    const reading = hanwebJpage.readList(page(bytes, 'text/xml; charset=utf-8'), step, context());
    expect(reading.links[0]?.title).toBe(title(1));
  });
});
