import { describe, expect, test } from 'vitest';
import { filesOn } from '../../../crawlers/files/page-files.js';

const page = 'http://www.example.gov.cn/art/2024/1/17/art_1229779129_5251843.html';
const files = (html: string) => filesOn(html, page);
const urls = (html: string) => files(html).map(({ url }) => url.replace('http://www.example.gov.cn', ''));
const names = (html: string) => files(html).map(({ name }) => name);

/** A page as a portal frames it, with navigation and foot full of files that are not the page's. */
function framed(content: string): string {
  return `<html><head><title>某某局</title><script>var helpUrl = '/help.pdf', logoUrl='/logo.png'</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/zn.pdf">公开指南</a></div>
<div class="w1200">${content}</div>
<div class="w1200"><ul><li><a href="/a">甲</a></li><li><a href="/b">乙</a></li><li><a href="/c">丙</a></li>
<li><a href="/sqb.doc">申请表下载</a></li></ul></div>
<div class="w1200 ft"><p>主办单位：某某局 <a href="/app.pdf">客户端</a></p><p><a href="/llq.zip">浏览器下载</a></p></div>
</body></html>`;
}
const inArticle = (content: string) => framed(`<h1>年报</h1><div id="zoom">${content}</div>`);
const PROSE = '<p>本机关在这一年里认真履行职责，按时公布信息，答复来信，并且改进网站，方便群众查阅。</p>';

describe('a file is', () => {
  test.each([
    ['/upload/a.pdf', '/upload/a.pdf'],
    ['A.PDF?v=1#page=3', '/art/2024/1/17/A.PDF?v=1'],
    ['./P020240117.docx', '/art/2024/1/17/P020240117.docx'],
    ['\\upload\\a b.wps', '/upload/a%20b.wps'],
    [' /upload/年报.ofd ', '/upload/%E5%B9%B4%E6%8A%A5.ofd'],
    ['/upload/%C4%EA%B1%A8.xls', '/upload/%C4%EA%B1%A8.xls'],
    ['/a.rar;jsessionid=0A1B', '/a.rar'],
    ['/a.mht', '/a.mht'],
    ['/a.odt', '/a.odt'],
    ['/a.tar.gz', '/a.tar.gz'],
    ['/down.jsp?filename=a.uof', '/down.jsp?filename=a.uof'],
    [
      '/module/download/downfile.jsp?classid=0&amp;filename=4e59.pdf',
      '/module/download/downfile.jsp?classid=0&filename=4e59.pdf',
    ],
    ['/module/download/downfile.jsp?id=7', '/module/download/downfile.jsp?id=7'],
    [
      '/system/_content/download.jsp?urltype=x&wbfileid=9',
      '/system/_content/download.jsp?urltype=x&wbfileid=9',
    ],
    ['/virtual_attach_file.vsb?afc=x&e=.pdf', '/virtual_attach_file.vsb?afc=x&e=.pdf'],
    ['/downloadFile?id=3', '/downloadFile?id=3'],
    ['/attachDown?id=3', '/attachDown?id=3'],
    ['download.do?id=3', '/art/2024/1/17/download.do?id=3'],
    ['/attachment/0/599/4804801', '/attachment/0/599/4804801'],
    ['/servlet/get?fileName=x.doc', '/servlet/get?fileName=x.doc'],
    ["javascript:window.open('/upload/a.pdf')", '/upload/a.pdf'],
  ])('the link %s', (href, url) => {
    expect(urls(inArticle(`<a href="${href}">正文</a>`))).toEqual([url]);
  });

  test.each([
    '/art/2024/1/17/art_1_2.html',
    '/col/download/index.html',
    '/download/',
    '/download.jsp',
    '/app.apk',
    '/setup.exe',
    'javascript:void(0)',
    'mailto:a@b.pdf',
    '#a.pdf',
    'http://',
    'http://service.weibo.com/share/share.php?url=http://www.example.gov.cn/a.pdf',
    '',
  ])('not the link %s', (href) => {
    expect(urls(inArticle(`<a href="${href}">正文</a>`))).toEqual([]);
  });

  test('what a link says is to be downloaded', () => {
    expect(
      urls(inArticle('<a href="/get/7" download>正文</a><a href="/get/8" type="application/pdf">正文</a>')),
    ).toEqual(['/get/7', '/get/8']);
  });

  test('what a click opens', () => {
    expect(urls(inArticle(`<a href="#" onclick="openFile('/a.pdf', 1)">正文</a>`))).toEqual(['/a.pdf']);
    expect(urls(inArticle(`<li onclick="window.open(&quot;/b.pdf&quot;)">正文</li>`))).toEqual(['/b.pdf']);
  });

  test.each([
    ['<iframe src="/a.pdf"></iframe>'],
    ['<embed src="/a.pdf#toolbar=0">'],
    ['<object data="/a.pdf" type="application/pdf"></object>'],
    ['<object><param name="src" value="/a.pdf"></object>'],
    ['<iframe src="/pdfjs/web/viewer.html?file=%2Fa.pdf"></iframe>'],
    ['<iframe src="/pdfjs/web/viewer.html?v=1&amp;file=/a.pdf#page=1"></iframe>'],
    ['<iframe src="/show.html?pdf=/a.pdf"></iframe>'],
    ['<iframe src="/pdf/preview?url=http%3A%2F%2Fwww.example.gov.cn%2Fa.pdf"></iframe>'],
    [
      '<iframe src="https://view.officeapps.live.com/op/view.aspx?src=http%3A%2F%2Fwww.example.gov.cn%2Fa.pdf"></iframe>',
    ],
    ['<div class="wp_pdf_player" pdfsrc="/a.pdf"></div>'],
    ['<div id="book" data-pdf="/a.pdf"></div>'],
    ['<div id="book" data-url="/a.pdf"></div>'],
    ['<input type="hidden" id="pdfUrl" value="/a.pdf">'],
    ['<script>PDFObject.embed("/a.pdf", "#box", {height: 1})</script>'],
    ["<script>var pdfUrl = '/a.pdf';</script>"],
    ['<script>load({"pdfUrl":"\\/a.pdf"})</script>'],
    ['<script>showVsbpdfIframe("/a.pdf","100%","600")</script>'],
  ])('what the page shows in it: %s', (html) => {
    const found = [{ url: 'http://www.example.gov.cn/a.pdf', name: 'a.pdf', embedded: true }];
    expect(files(inArticle(html))).toEqual(found);
    expect(files(framed(`<div class="pdf">${html}</div><div id="zoom">${PROSE}</div>`))).toEqual(found);
  });

  test('the target of a viewer, whatever its encoding', () => {
    expect(
      urls(inArticle('<iframe src="/viewer.html?file=%2Fd%2F%C4%EA.pdf%3Fa%3D%25E5"></iframe>')),
    ).toEqual(['/d/%C4%EA.pdf?a=%E5']);
    expect(
      urls(
        inArticle('<iframe src="/viewer.html?file=%2Fmodule%2Fdownload%2Fdownfile.jsp%3Fid%3D7"></iframe>'),
      ),
    ).toEqual(['/module/download/downfile.jsp?id=7']);
  });

  test('never a viewer on another host', () => {
    expect(urls(inArticle('<iframe src="https://view.officeapps.live.com/op/view.aspx"></iframe>'))).toEqual(
      [],
    );
  });

  test('not what a script puts together from parts', () => {
    expect(
      urls(
        inArticle(`<script>PDFObject.embed("/upload/" + id + ".pdf"); var pdf = '/a.pdf' + stamp;</script>`),
      ),
    ).toEqual([]);
  });
});

describe('an image is a file', () => {
  test.each([
    '<img src="/picture/0/2401171030.jpg">',
    '<img src="./W020240117.png" width="800" height="1100">',
    '<img src="/blank.gif" data-original="/upload/1.jpg" style="width: 620px">',
    '<img src="/upload/1.jpg" width="100%">',
    '<a href="javascript:;"><img src="/upload/1.jpg"></a>',
    '<a href="/upload/1.jpg"><img src="/upload/thumb.jpg"></a>',
  ])('where it can be a scanned page: %s', (html) => {
    const found = files(inArticle(html));
    expect(found).toHaveLength(1);
    expect(found[0]?.embedded).toBe(true);
  });

  test.each([
    '<img src="/images/pdf.png">',
    '<img src="/upload/1.jpg" width="16" height="16">',
    '<img src="/upload/1.jpg" style="height:20px">',
    '<img src="/_upload/fileTypeImages/icon_doc.png">',
    '<img src="/upload/qrcode.png">',
    '<a href="/zt/"><img src="/upload/banner/1.jpg"></a>',
    '<a href="/zt/"><img src="/upload/1.jpg"></a>',
    '<img src="data:image/png;base64,AAAA">',
  ])('but not %s', (html) => {
    expect(urls(inArticle(html))).toEqual([]);
  });

  test('not outside of the article', () => {
    expect(
      urls(framed(`<img src="/upload/1.jpg"><div id="zoom">${PROSE}</div><img src="/upload/2.jpg">`)),
    ).toEqual([]);
  });
});

describe('files are taken', () => {
  const attached = '<a href="/a.pdf">年报</a>';

  test.each([
    '<div id="zoom">§</div>',
    '<div class="TRS_Editor">§</div>',
    '<div class="w view cl"><p>§</p></div>',
    '<article>§</article>',
    '<div>§</div>',
    '<table><tr><td>§</td></tr></table>',
    '<header><h1>年报</h1></header><p>§</p>',
    '<div class="header-wrap"><h1>年报</h1><p>§</p></div>',
  ])('from the article: %s', (article) => {
    expect(urls(framed(article.replace('§', PROSE + attached)))).toEqual(['/a.pdf']);
    expect(urls(framed(article.replace('§', attached)))).toEqual(['/a.pdf']);
  });

  test.each([
    ['<ul><li>附件【<a href="/a.pdf">年报</a>】</li></ul>'],
    ['<p>附件：</p><ul><li><a href="/a.pdf">年报</a></li></ul>'],
    ['<div class="xgfj"><a href="/a.pdf">年报</a></div>'],
    ['<p><a href="/a.pdf">附件1：年报</a></p>'],
  ])('from below the article: %s', (html) => {
    expect(urls(framed(`<div id="zoom">${PROSE}</div>${html}`))).toEqual(['/a.pdf']);
  });

  test('not from beside it', () => {
    expect(
      urls(framed(`<div id="zoom">${PROSE}</div><div><a href="/2019.pdf">2019年年报</a></div>`)),
    ).toEqual([]);
    expect(urls(framed(`<aside>${attached}</aside><div id="zoom">${PROSE}</div>`))).toEqual([]);
    expect(urls(framed(PROSE))).toEqual([]);
  });

  test('each once, in order, under the best name', () => {
    const html = `<a href="/b.pdf"><img src="/icon/pdf.png"></a><a href="/a.pdf">甲</a><a href="/b.pdf#x">乙</a>
      <iframe src="/a.pdf"></iframe>`;
    expect(files(inArticle(html))).toEqual([
      { url: 'http://www.example.gov.cn/b.pdf', name: '乙', embedded: false },
      { url: 'http://www.example.gov.cn/a.pdf', name: '甲', embedded: true },
    ]);
  });

  test('from where the page says that its addresses stand', () => {
    expect(urls(`<base href="/x/">${inArticle('<a href="a.pdf">年报</a>')}`)).toEqual(['/x/a.pdf']);
  });

  test('from pages whose elements are not closed', () => {
    expect(
      urls('<div id=zoom><p><b>年报<a href=/a.pdf>甲<p><a href=/b.pdf>乙<div class=footer><a href=/c.pdf>丙'),
    ).toEqual(['/a.pdf', '/b.pdf']);
    expect(names('<div id=zoom></span><a href=/a.pdf>甲</b></a></div>')).toEqual(['甲']);
  });
});

describe('a file is called', () => {
  test.each<[string, string]>([
    ['<a href="/x.pdf">附件1：某某局年报.pdf</a>', '某某局年报.pdf'],
    ['<a href="/x.pdf">附件:2023年年报</a>', '2023年年报'],
    ['<a href="/x.pdf">附件2023年年报</a>', '2023年年报'],
    ['<a href="/x.pdf">附件二 年报</a>', '年报'],
    ['<a href="/x.pdf">附件【年报.doc】</a>', '年报.doc'],
    ['<a href="/x.pdf">年报.pdf（1.25 MB）</a>', '年报.pdf'],
    ['<a href="/x.pdf">年报.pdf [235KB] 下载次数：12次</a>', '年报.pdf'],
    ['<a href="/x.pdf">年报(点击下载)</a>', '年报'],
    ['<a href="/x.pdf"><span>2023年</span>\n  <b>年报</b></a>', '2023年 年报'],
    ['<a href="/x.pdf" title="附件：年报">点击下载</a>', '年报'],
    ['<a href="/x.pdf" title="年报">附件1</a>', '年报'],
    ['<a href="/%C4%EA%B1%A8.pdf">下载附件</a>', '年报.pdf'],
    ['<div pdfsrc="/x.pdf" sudyfile-attr="{\'title\':\'年报.pdf\'}"></div>', '年报.pdf'],
    ['<a href="/downfile.jsp?filename=0f.pdf&showname=%E5%B9%B4%E6%8A%A5.pdf">附件</a>', '年报.pdf'],
    ['<a href="/downfile.jsp?id=7">附件</a>', ''],
  ])('%s: %s', (html, name) => {
    expect(names(inArticle(html))).toEqual([name]);
  });
});
