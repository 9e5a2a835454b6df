import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, expect, test } from 'vitest';
import { configDirectory } from '../../src/place/directory.js';
import { type Handle, routes, serve, type TestServer } from '../crawlers/helpers.js';
import { jsonLines, nianbao } from './run.js';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function site(table: Readonly<Record<string, Handle | string>>): Promise<TestServer> {
  const started = await serve(routes(table));
  closers.push(() => started.close());
  return started;
}

/** A folder of configuration without portals. */
function configuration(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-discover-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'portals'));
  for (const part of ['editions', 'measures.yaml'])
    symlinkSync(join(configDirectory(), part), join(folder, part));
  writeFileSync(join(folder, 'nianbao.yaml'), 'pause: 0\nlimits: { retries: 0 }\ntimeouts: { backoff: 0 }\n');
  return folder;
}

const page = (title: string, body: string) =>
  `<html><head><meta charset="utf-8"><title>${title}-某某市人民政府</title></head><body>${body}</body></html>`;
const title = (n: number, year = 2023) => `某某市第${n}局${year}年政府信息公开工作年度报告`;
const reports = page(
  '政府信息公开年报',
  `<ul>${[1, 2, 3].map((n) => `<li><a href="202401/t_${n}.html">${title(n)}</a></li>`).join('')}</ul>`,
);
const whole = {
  '/': page('首页', '<a href="/zwgk/">政务公开</a><a href="/xwzx/">新闻中心</a>'),
  '/zwgk/': page('政务公开', '<a href="/zfxxgk/nb/">政府信息公开年报</a>'),
  '/zfxxgk/nb/': reports,
};
const none = { '/': page('首页', '<a href="/zwgk/">政务公开</a>'), '/zwgk/': page('政务公开', '暂无') };
const trial = (folder: string) => ['--allow-private-addresses', '--config', folder];

test('a home page leads to a portal file with the column, its evidence and its confidence', async () => {
  const { base } = await site(whole);
  const folder = configuration();
  const { code, out, err } = await nianbao([
    'portals',
    'discover',
    base,
    '--write',
    '--name',
    'moumou',
    '--region',
    '330482',
    ...trial(folder),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('written: ') });
  expect(out).toContain('1 column, confidence');
  const yaml = readFileSync(join(folder, 'portals', 'moumou.yaml'), 'utf8');
  expect(yaml).toContain('page: /zfxxgk/nb/');
  expect(yaml).toContain(`- ${title(1)} ${base}zfxxgk/nb/202401/t_1.html`);
  const dry = await nianbao([
    'harvest',
    'moumou',
    '--dry-run',
    '--json',
    '--home',
    join(folder, 'data'),
    '--config',
    folder,
  ]);
  expect(jsonLines(dry.out)[0]).toMatchObject({ complete: true, links: [{}, {}, {}] });
});

test('a site without such a column gives a reason and the pages that were seen, and no file', async () => {
  const { base } = await site(none);
  const folder = configuration();
  const { code, out } = await nianbao([
    'portals',
    'discover',
    base,
    '--write',
    '--name',
    'moumou',
    ...trial(folder),
  ]);
  expect(code).toBe(1);
  expect(out).toContain('none of 2 pages is a column of annual reports');
  expect(out).toContain(`${base}zwgk/`);
  expect(existsSync(join(folder, 'portals', 'moumou.yaml'))).toBe(false);
});

test('no more requests are made than the visit may', async () => {
  const server = await site({
    '/': page('首页', Array.from({ length: 40 }, (_, n) => `<a href="/nb${n}/">第${n}局年报</a>`).join('')),
  });
  await nianbao(['portals', 'discover', server.base, '--requests', '7', ...trial(configuration())]);
  expect(server.seen.length).toBeLessThanOrEqual(7);
});

test('redirects are requests too', async () => {
  const server = await site({
    '/': page('首页', Array.from({ length: 40 }, (_, n) => `<a href="/nb${n}/">第${n}局年报</a>`).join('')),
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, n): [string, Handle] => [
        `/nb${n}/`,
        (request, response) => {
          response.writeHead(302, { location: `/nb${n}/?again=${request.url?.length ?? 0}` });
          response.end();
        },
      ]),
    ),
  });
  await nianbao(['portals', 'discover', server.base, '--requests', '9', ...trial(configuration())]);
  expect(server.seen.length).toBeLessThanOrEqual(9);
});

test('a column of other reports is not taken, whatever its titles share with the right ones', async () => {
  const statistics = Array.from(
    { length: 6 },
    (_, n) => `<li><a href="202401/t_${n}.html">${2018 + n}年年报</a></li>`,
  );
  const { base } = await site({
    '/': page('首页', '<a href="/tjsj/nb/">年报</a>'),
    '/tjsj/nb/': page(
      '年报',
      `<div class="position">首页 &gt; 统计数据 &gt; 年报</div><ul>${statistics.join('')}</ul>`,
    ),
  });
  const { code } = await nianbao(['portals', 'discover', base, ...trial(configuration())]);
  expect(code).toBe(1);
});

test('a list of sites is worked through, and a later run goes on where it was', async () => {
  const [first, second] = [await site(whole), await site(none)];
  const folder = configuration();
  const file = join(folder, 'sites.csv');
  writeFileSync(
    file,
    iconv.encode(
      `名称,name,region,url\r\n,某某市,330482,${first.base}\r\n,另一市,,${second.base}\r\n`,
      'gbk',
    ),
  );
  const { code, out } = await nianbao(['portals', 'discover', file, '--write', ...trial(folder)]);
  expect(code).toBe(0);
  expect(out).toContain('1 of 2 sites found');
  const asked = first.seen.length + second.seen.length;
  const again = await nianbao(['portals', 'discover', file, '--write', '--json', ...trial(folder)]);
  expect(first.seen.length + second.seen.length).toBe(asked);
  expect(JSON.parse(again.out)).toMatchObject([
    { name: '某某市', outcome: 'written', columns: 1, reports: 3 },
    { name: '另一市', outcome: 'none', columns: 0 },
  ]);
});

test.each([
  ['name,address\nx,http://a/\n', 'row 2: url'],
  ['name,url,region\nx,http://a/,3304\n', 'row 2: region is a six-digit code'],
])('a list with a mistake names its row: %j', async (text, problem) => {
  const folder = configuration();
  const file = join(folder, 'sites.csv');
  writeFileSync(file, text);
  const { code, err } = await nianbao(['portals', 'discover', file, ...trial(folder)]);
  expect(code).not.toBe(0);
  expect(err).toContain(problem);
});
