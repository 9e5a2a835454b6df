import { describe, expect, test } from 'vitest';
import { hanwebJpage } from '../../../crawlers/families/hanweb-jpage.js';
import { staticList } from '../../../crawlers/families/static/static.js';
import { frameAddress } from '../../../crawlers/lists/iframe-shell.js';
import { base, readAll, title } from '../families/helpers.js';

const shell = (src: string) =>
  `<html><body><div>导航</div><iframe src="${src}" width="100%"></iframe></body></html>`;
const list = `<ul><li><a href="/xxgk/ndbg/1.html">${title(1)}</a></li></ul>`;

describe('a column page that is a shell', () => {
  test('is read in its frame by the static family, with articles of either page', () => {
    const read = readAll(staticList, { page: '/xxgk/ndbg/' }, (_, n) =>
      n === 1 ? shell('/inner/list.html') : list,
    );
    expect(read.requests[1]?.url).toBe(`${base}inner/list.html`);
    expect(read.requests[1]?.headers?.referer).toBe(`${base}xxgk/ndbg/`);
    expect(read).toMatchObject({ paths: ['/xxgk/ndbg/1.html'], problems: [] });
  });

  test('is read in its frame by the jpage family', () => {
    const script = `<script>$('#1').jpage({totalRecord:1,perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',columnid:77});</script>`;
    const record = `<datastore><totalrecord>1</totalrecord><recordset><record><![CDATA[<a href="/art/2023/1/2/art_77_1.html">${title(1)}</a>]]></record></recordset></datastore>`;
    const read = readAll(hanwebJpage, { column: '77' }, (_, n) =>
      n === 1 ? shell('inner.html') : n === 2 ? script : record,
    );
    expect(read).toMatchObject({ paths: ['/art/2023/1/2/art_77_1.html'], problems: [] });
  });

  test('is followed through two frames, not through three', () => {
    const nested = (depth: number) =>
      readAll(staticList, { page: '/xxgk/ndbg/' }, (_, n) => (n <= depth ? shell(`/xxgk/ndbg/${n}/`) : list));
    expect(nested(2)).toMatchObject({ paths: ['/xxgk/ndbg/1.html'], problems: [] });
    const deep = nested(3);
    expect(deep.requests).toHaveLength(3);
    expect(deep.problems.join()).toContain('was not followed');
  });
});

describe('the frame of a page', () => {
  test.each<[string, string, string | null]>([
    ['on the same host', shell('/inner.html?a=1&amp;b=2'), `${base}inner.html?a=1&b=2`],
    ['on another host', shell('http://www.other.gov.cn/inner.html'), null],
    ['the page itself', shell('#top'), null],
    ['the page itself, by name', shell(`${base}xxgk/`), null],
    ['a counter', shell('/visitcount/index.html'), null],
    [
      'hidden',
      '<iframe style="display: none" src="/a.html"></iframe><iframe height="0" src="/b.html"></iframe>',
      null,
    ],
    [
      'the first that holds a list',
      `${shell('/share.html')}<iframe src='list.html'></iframe>`,
      `${base}xxgk/list.html`,
    ],
    ['no frame', '<p>text</p>', null],
  ])('%s', (_, html, address) => {
    expect(frameAddress(html, `${base}xxgk/`)).toBe(address);
  });
});
