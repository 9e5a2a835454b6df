import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/text/charset.js';
import type { Handle } from '../helpers.js';
import { closeAll, noChromium, page, type Site, script, siteOf, USER_AGENT } from './helpers.js';

let site: Site;
beforeAll(async () => {
  if (!noChromium) site = await siteOf({}, { totalMilliseconds: 2000 });
});
afterAll(closeAll);

const list = page(
  '<ul id="list"></ul><a class="next" href="javascript:more()">下一页</a>',
  '<script src="/list.js"></script>',
);
/** Fills a list from an API, two rows a page, three pages; the last page's control is without effect. */
const listScript = script(`
  let number = 0;
  function more() {
    if (number === 3) return;
    number++;
    fetch('/api?page=' + number)
      .then((answer) => answer.json())
      .then((rows) => {
        document.getElementById('list').innerHTML = rows.map((row) => '<li><a href="/' + row + '.html">' + row + '</a></li>').join('');
      });
  }
  addEventListener('DOMContentLoaded', more);
`);
const api: Readonly<Record<string, Handle | string>> = {
  '/list': list,
  '/list.js': listScript,
  '/api': (request, response) => {
    const number = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify([2 * number - 1, 2 * number]));
  },
};
const rows = (body: Buffer) =>
  [...body.toString().matchAll(/href="\/(\d+)\.html"/g)].map(([, row]) => Number(row));

describe.skipIf(noChromium)('a rendered page', () => {
  test('is what its scripts made of it', async () => {
    site.show(api);
    const answer = await site.renderer.render(`${site.base}list`, {});
    expect(rows(answer.body)).toEqual([1, 2]);
    expect(answer).toMatchObject({ url: `${site.base}list`, status: 200, redirects: [] });
    expect(answer.headers['content-type']).toBe('text/html;charset=utf-8');
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.headers['x-nianbao-clicks']).toBeUndefined();
    // the browser may have the script from an earlier page
    expect(site.paths().filter((path) => path !== '/list.js')).toEqual(['/list', '/api?page=1']);
    expect(new Set(site.asked().map(({ headers }) => headers['user-agent']))).toEqual(new Set([USER_AGENT]));
  });

  test('is clicked on to the page that is wanted, or as far as it goes; its scripts are fetched once', async () => {
    site.show(api);
    const how = { next: 'a.next', clicks: 1 };
    const second = await site.renderer.render(`${site.base}list`, how);
    expect([rows(second.body), second.headers['x-nianbao-clicks']]).toEqual([[3, 4], '1']);
    const last = await site.renderer.render(`${site.base}list`, { ...how, clicks: 5 });
    expect([rows(last.body), last.headers['x-nianbao-clicks']]).toEqual([[5, 6], '2']);
    expect(site.paths().filter((path) => path === '/list.js').length).toBeLessThan(2);
  });

  test('is not clicked where the control is missing or disabled', async () => {
    site.show({ '/': page('<a class="next btn-disabled" href="/2">下一页</a>') });
    for (const next of ['a.next', '#gone']) {
      const answer = await site.renderer.render(site.base, { next, clicks: 1 });
      expect(answer.headers['x-nianbao-clicks']).toBe('0');
    }
    expect(site.paths()).toEqual(['/', '/']);
  });

  test('is waited for until it shows what it should, and taken as it is where that never comes', async () => {
    const late = page(
      '<p>请稍候</p><script>setTimeout(() => { document.body.innerHTML = "<b>年报</b>"; }, 500);</script>',
    );
    site.show({ '/': late });
    const text = async (how: object) => (await site.renderer.render(site.base, how)).body.toString();
    expect(await text({ waitFor: 'b' })).toContain('<b>年报</b>');
    expect(await text({ waitFor: '#never' })).toContain('<b>年报</b>');
  });

  test('is taken while a clock ticks in it', async () => {
    site.show({
      '/': page(
        '<b>年报</b><i></i><script>setInterval(() => { document.querySelector("i").textContent = Date.now(); }, 20);</script>',
      ),
    });
    expect((await site.renderer.render(site.base, {})).body.toString()).toContain('<b>年报</b>');
  });

  test('has one encoding, whatever it came in', async () => {
    const html =
      '<html><head><meta charset="gbk"><title>年报</title></head><body><script>document.body.append("目录")</script></body></html>';
    site.show({
      '/': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }); // which it is not
        response.end(iconv.encode(html, 'gbk'));
      },
    });
    const { body } = await site.renderer.render(site.base, {});
    expect(body.toString()).toContain('<meta charset="utf-8"><title>年报</title>');
    expect(decodeText(body).text).toContain('目录');
  });

  test('stands at the address it was redirected to, or that its script shows', async () => {
    site.show({
      '/old': (_, response) => response.writeHead(302, { location: '/new/page' }).end(),
      '/new/page': page('<script>document.body.append(location.pathname)</script>'),
      '/go': page('<script>location.href = "/old"</script>'),
      '/app': page('<script>history.replaceState(null, "", "/app/list#top")</script>'),
    });
    const direct = await site.renderer.render(`${site.base}old`, {});
    expect([direct.url, direct.redirects]).toEqual([`${site.base}new/page`, [`${site.base}new/page`]]);
    expect(direct.body.toString()).toContain('>/new/page</body>'.slice(1));
    const later = await site.renderer.render(`${site.base}go`, {});
    expect(later.url).toBe(`${site.base}new/page`);
    expect(later.body.toString()).toContain('/new/page</body>');
    expect((await site.renderer.render(`${site.base}app`, {})).url).toBe(`${site.base}app/list`);
    expect(site.paths()).toEqual(['/old', '/new/page', '/go', '/old', '/new/page', '/app']);
  });

  test('sends forms, says where it comes from, and keeps its cookies for the next page', async () => {
    const own = await siteOf({
      '/': (_, response) => {
        const body = page(
          '<script>document.cookie = "b=2"; fetch("/api", { method: "POST", body: new URLSearchParams({ 年: "2023" }), headers: { token: "t" } }).then((a) => a.text()).then((t) => document.body.append(t))</script>',
        );
        response.writeHead(200, {
          'content-type': 'text/html',
          'set-cookie': ['a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT', 'c=3; HttpOnly'],
        });
        response.end(body);
      },
      '/api': (_, response, body) => {
        response.setHeader('set-cookie', 'd=4');
        response.end(`posted ${body}`);
      },
      '/next': page(''),
    });
    const answer = await own.renderer.render(own.base, {});
    expect(answer.body.toString()).toContain('posted %E5%B9%B4=2023');
    await own.renderer.render(`${own.base}next`, {});
    const [first, post, next] = own.asked();
    expect(first?.headers.cookie).toBeUndefined();
    expect(post?.headers).toMatchObject({
      token: 't',
      referer: own.base,
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    });
    expect(post?.headers.cookie?.split('; ').sort()).toEqual(['a=1', 'b=2', 'c=3']);
    expect(next?.headers.cookie?.split('; ').sort()).toEqual(['a=1', 'b=2', 'c=3', 'd=4']);
  });

  test('is what a challenge lets through that sets a cookie and loads the page again', async () => {
    site.show({
      '/': (request, response) => {
        const isKnown = request.headers.cookie?.includes('pass=1') === true;
        response.writeHead(isKnown ? 200 : 521, { 'content-type': 'text/html' });
        response.end(
          isKnown ? page('年报') : '<script>document.cookie = "pass=1"; location.reload();</script>',
        );
      },
    });
    const answer = await site.renderer.render(site.base, {});
    expect([answer.status, site.asked().length]).toEqual([200, 2]);
    expect(answer.body.toString()).toContain('年报');
  });

  test('is the challenge itself where that never lets anybody through', async () => {
    site.show({
      '/': (_, response) => {
        response.writeHead(412, { 'content-type': 'text/html' });
        response.end('<script>location.reload();</script>');
      },
    });
    const answer = await site.renderer.render(site.base, {});
    expect(answer.status).toBe(412);
    expect(site.asked().length).toBe(6);
  });

  test('is answered as it came where it is no page, or not there', async () => {
    site.show({
      '/a.pdf': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/pdf', etag: '"1"' });
        response.end('%PDF-1.7');
      },
    });
    const file = await site.renderer.render(`${site.base}a.pdf`, {});
    expect([file.headers['content-type'], file.headers.etag, file.body.toString()]).toEqual([
      'application/pdf',
      '"1"',
      '%PDF-1.7',
    ]);
    expect((await site.renderer.render(`${site.base}gone`, {})).status).toBe(404);
  });

  test('does not hide that a program looks at it, and knows where its readers are', async () => {
    site.show({
      '/': page(
        '<script>document.body.append([navigator.webdriver, navigator.userAgent, navigator.language, new Date(0).getHours()].join())</script>',
      ),
    });
    const { body } = await site.renderer.render(site.base, {});
    expect(body.toString()).toContain(`true,${USER_AGENT},zh-CN,8`);
  });
});
