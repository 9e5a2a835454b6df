import { describe, expect, test } from 'vitest';
import { parseList } from '../../../crawlers/lists/anchors.js';
import { liveScripts } from '../../../crawlers/lists/page-scripts.js';
import { nextControl } from '../../../crawlers/lists/pager/next-control.js';
import { pagerSaid } from '../../../crawlers/lists/pager/said.js';

const base = 'http://www.example.gov.cn/zfxxgk/nb/';

function said(html: string, number = 1) {
  const $ = parseList(html);
  return pagerSaid($, liveScripts($), number);
}

const script = (code: string) => `<script>${code}</script>`;
const name = (stem: string, extension: string, first: 0 | 1) => ({ kind: 'name', stem, extension, first });

describe('a pager says how long its list is, and how its pages are numbered', () => {
  test.each([
    ['createPageHTML(4, 0, "index", "html")', { pages: 4, scheme: name('index', 'html', 0) }],
    [
      "createPageHTML('page_div', 8, 1, 'list', 'shtml', 118)",
      { pages: 8, records: 118, scheme: name('list', 'shtml', 1) },
    ],
    [
      "createPageHTML('paging',25,1,'index','.html',500)",
      { pages: 25, records: 500, scheme: name('index', 'html', 1) },
    ],
    ['page("index","shtml",parseInt(4))', { pages: 4, scheme: name('index', 'shtml', 1) }],
    ["$('#p').pagination({pageCount: parseInt('4'), current: 1})", { pages: 4 }],
    [
      "Ls.pagination('#p',{currPage:1,pageCount:4})",
      { pages: 4, scheme: { kind: 'query', name: 'pageIndex', first: 1 } },
    ],
    ['layui.laypage.render({count:52,limit:15})', { records: 52, size: 15, pages: 4 }],
    ['nsetpage(1,4,52)', { pages: 4, records: 52 }],
    [
      "nsetpage(1,52,15,'index','html')",
      { records: 52, size: 15, pages: 4, scheme: name('index', 'html', 1) },
    ],
    ['var currentPage = 0; var countPage = 4', { pages: 4 }],
    [
      'm_nRecordCount = "52"; m_nPageSize = 15; m_sPageName = "index"; m_sPageExt = "html"',
      { records: 52, size: 15, pages: 4, scheme: name('index', 'html', 0) },
    ],
    ['pageTotal=4', { pages: 4 }],
  ])('%s', (code, expected) => {
    expect(said(script(code))).toMatchObject(expected);
  });

  test.each([
    ['<div class="pagination" rows="15" count="52" pageNo="1"></div>', { records: 52, size: 15, pages: 4 }],
    ['<div class="page">共<b>52</b>条记录 每页15条</div>', { records: 52, size: 15, pages: 4 }],
    ['<p>首页 上一页 第1/4页 下一页</p>', { pages: 4 }],
    ['<div><span>总页数：4</span> 总记录数：52</div>', { pages: 4, records: 52 }],
    ['<input type="hidden" id="totalPage" value="4">', { pages: 4 }],
  ])('%s', (html, expected) => {
    expect(said(html)).toMatchObject(expected);
  });

  test.each([
    ['in a comment of the page', `<!--${script('createPageHTML(9, 0, "index", "html")')}-->`],
    ['in a comment of a script', script('// createPageHTML(9, 0, "index", "html")\n/* countPage = 9 */')],
    [
      'in the definition of its function',
      script('function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}'),
    ],
    ['in the text of an article', `<p>${'本年度共收到意见52条，'.repeat(60)}共9页</p>`],
  ])('not %s', (_, html) => {
    expect(said(html)).toMatchObject({ pages: null, records: null, size: null, scheme: null });
  });
});

/** Where the next page is; 「?」 for a control of which that can't be told, null for none. */
function next(html: string, number = 1): string | null {
  const $ = parseList(html);
  const control = nextControl($, liveScripts($), base, number, (address) =>
    address === base ? 'here' : 'other',
  );
  if (control === null) return null;
  const { request } = control;
  if (request === null) return '?';
  return request.method === 'GET' ? request.url.slice(base.length) : JSON.stringify(request.form);
}

describe('a control leads to the next page', () => {
  test.each([
    ['a link', '<a href="index_2.html">下一页</a>', 'index_2.html'],
    ['a number', '<a href="index_2.html">2</a>', 'index_2.html'],
    ['a call with an address', `<a onclick="query(this,'index2.html')">下一页</a>`, 'index2.html'],
    [
      'a function',
      `<a onclick="toPage(2)">下一页</a>${script("function toPage(n){ location.href = 'index_' + n + '.html'; }")}`,
      'index_2.html',
    ],
    [
      'a function that counts from 0',
      `<a href="javascript:go(2)">下一页</a>${script('function go(n){ window.location = "index_" + (n - 1) + ".html" }')}`,
      'index_1.html',
    ],
    [
      'a function with a choice',
      `<a href="javascript:go(2)">下一页</a>${script("var go = function(p){ var url = p > 1 ? 'index_' + p + '.html' : 'index.html'; location.href = url; }")}`,
      'index_2.html',
    ],
    [
      'a function with a variable',
      `<a href="javascript:go(2)">下一页</a>${script("var head = '?c=7&page='; function go(p){ location.href = head + p; }")}`,
      '?c=7&page=2',
    ],
    [
      'a form',
      `<form name="f" method="post" action="./"><input name="c" value="7"><input name="p" value="1"></form><a href="javascript:go(2)">下一页</a>${script('function go(n){ document.f.p.value = n; document.f.submit(); }')}`,
      '{"c":"7","p":"2"}',
    ],
    ['a function that is nowhere', '<a href="javascript:go(2)">下一页</a>', '?'],
    ['a link without an address, unlike the one back', '<span>上一页</span><a href="#">下一页</a>', '?'],
  ])('%s', (_, html, expected) => {
    expect(next(html)).toBe(expected);
  });

  test.each([
    ['words alone', '上一页 <span>下一页</span>'],
    ['a control that is greyed out', '<a class="disabled" href="javascript:;" onclick="go(2)">下一页</a>'],
    [
      'one that is like the one back, on the first page',
      '<a href="javascript:;">上一页</a><a href="javascript:;">下一页</a>',
    ],
    ['one that leads to the page in hand', `<a href="${base}">下一页</a>`],
  ])('none is %s', (_, html) => {
    expect(next(html)).toBeNull();
  });
});
