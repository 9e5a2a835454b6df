import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { TransportRequest } from '../../../crawlers/fetch/transport.js';
import { openSavedPages } from '../../../crawlers/replay/open-saved-pages.js';
import type { SavedPages } from '../../../crawlers/replay/saved-page.js';
import { bytesFile, savedFolder, warcFile, warcRecord, warcRecords } from './saved.js';

const SITE = 'http://www.example.gov.cn';
const scope = { bodyBytes: 1000, takes: (url: URL) => url.hostname === 'www.example.gov.cn' };

const get = (path: string): TransportRequest => ({ url: new URL(path, SITE), method: 'GET', body: null });
const post = (path: string, body: string): TransportRequest => ({ ...get(path), method: 'POST', body });

async function textOf(pages: SavedPages, request: TransportRequest): Promise<string | null> {
  return (await pages.find(request)?.body())?.toString() ?? null;
}

describe('a WARC', () => {
  test.each([false, true])('gives the answers under their addresses (packed: %s)', async (packed) => {
    const file = warcFile(
      [
        { url: `${SITE}/a?x=%e5%b9%b4`, body: 'one', headers: { 'X-A': 'b', 'Content-Length': '3' } },
        { url: `${SITE}/gone`, body: '', status: 404 },
        { url: 'http://elsewhere.example.com/', body: 'of no use' },
      ],
      { packed },
    );
    const pages = await openSavedPages(file, scope);
    expect(pages).toMatchObject({ size: 2, problems: [] });
    expect(pages.find(get('/a?x=年'))).toMatchObject({
      status: 200,
      bytes: 3,
      headers: { 'content-type': 'text/html', 'x-a': 'b', 'content-length': '3' },
    });
    expect(await textOf(pages, get('/a?x=年'))).toBe('one');
    expect(pages.find(get('/gone'))?.status).toBe(404);
    expect(pages.find(get('/a'))).toBeNull();
  });

  test('a POST is found by its body where the request was saved, the fields of a form in any order', async () => {
    const pages = await openSavedPages(
      warcFile([
        { url: `${SITE}/list`, body: 'page 1', request: { method: 'POST', body: 'page=1&size=9' } },
        { url: `${SITE}/list`, body: 'page 2', request: { method: 'POST', body: 'page=2&size=9' } },
        { url: `${SITE}/untold`, body: 'any' },
      ]),
      scope,
    );
    expect(await textOf(pages, post('/list', 'size=9&page=1'))).toBe('page 1');
    expect(await textOf(pages, post('/list', 'page=2&size=9'))).toBe('page 2');
    expect(pages.find(post('/list', 'page=3&size=9'))).toBeNull();
    expect(pages.find(get('/list'))).toBeNull();
    expect(await textOf(pages, post('/untold', 'a=b'))).toBe('any');
  });

  test('of several answers the last counts, and a 304 is none', async () => {
    const pages = await openSavedPages(
      warcFile([
        { url: `${SITE}/`, body: 'old' },
        { url: `${SITE}/`, body: 'new' },
        { url: `${SITE}/`, body: '', status: 304 },
      ]),
      scope,
    );
    expect(await textOf(pages, get('/'))).toBe('new');
  });

  test('bodies are joined from their chunks, or left where they were joined before', async () => {
    const headers = { 'Transfer-Encoding': 'chunked' };
    const pages = await openSavedPages(
      warcFile([
        { url: `${SITE}/raw`, body: '3\r\nabc\r\n0\r\n\r\n', headers },
        { url: `${SITE}/joined`, body: '<p>abc', headers },
      ]),
      scope,
    );
    expect(await textOf(pages, get('/raw'))).toBe('abc');
    expect(await textOf(pages, get('/joined'))).toBe('<p>abc');
    expect(pages.find(get('/raw'))?.headers).not.toHaveProperty('transfer-encoding');
  });

  test('a page beyond the limit and an answer that is no HTTP are problems, and the others are there', async () => {
    const broken = warcRecord(
      { 'WARC-Type': 'response', 'WARC-Target-URI': `${SITE}/odd` },
      'no HTTP\r\n\r\n',
    );
    const long = { url: `${SITE}/long`, body: 'x'.repeat(300_000) };
    const records = [...warcRecords([long, { url: `${SITE}/`, body: 'here' }]), broken];
    const pages = await openSavedPages(bytesFile('x.warc', Buffer.concat(records)), scope);
    expect(pages.problems).toEqual([
      expect.stringMatching(/\/odd: .*no status line/),
      expect.stringMatching(/1 page longer than the limit/),
    ]);
    expect(await textOf(pages, get('/'))).toBe('here');
  });

  test('one that breaks off says where, wherever it does, and gives what stands before', async () => {
    const whole = Buffer.concat(warcRecords([{ url: `${SITE}/`, body: 'here' }]));
    const next = warcRecord(
      { 'WARC-Type': 'response', 'WARC-Target-URI': `${SITE}/b` },
      'HTTP/1.1 200 OK\r\n\r\nb',
    );
    // the two lines behind a record may be missing
    for (let cut = 1; cut < next.length - 4; cut++) {
      const file = bytesFile('x.warc', Buffer.concat([whole, next.subarray(0, cut)]));
      const pages = await openSavedPages(file, scope);
      expect(pages.problems, `cut at ${cut}`).toEqual([expect.stringMatching(/record 3 is not whole/)]);
      expect(await textOf(pages, get('/'))).toBe('here');
    }
    const packed = Buffer.concat([gzipSync(whole), gzipSync(next)]);
    const pages = await openSavedPages(bytesFile('x.warc.gz', packed.subarray(0, -12)), scope);
    expect(pages.problems).toEqual([expect.stringMatching(/is not whole/)]);
    expect(await textOf(pages, get('/'))).toBe('here');
  });

  test.each([
    ['nothing', '', /record 1: there is none/],
    ['a web page', '<html>\n', /record 1: it does not begin as a record/],
    ['no line at all', 'x'.repeat(100_000), /record 1: it does not begin as a record/],
    ['another version', 'WARC/0.17\r\n\r\n', /record 1: it does not begin/],
    ['a damaged head', 'WARC/1.0\r\nWARC-Type\r\n\r\n', /its head is damaged/],
    ['an endless head', `WARC/1.0\r\n${'a: b\r\n'.repeat(20_000)}\r\n`, /its head is too long/],
    ['no length', 'WARC/1.0\r\nWARC-Type: response\r\n\r\n', /how long it is/],
    ['a length below nothing', 'WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n', /how long/],
    ['no type', 'WARC/1.0\r\nContent-Length: 0\r\n\r\n', /of which type/],
    [
      'more than its length',
      'WARC/1.0\r\nWARC-Type: a\r\nContent-Length: 1\r\n\r\nab\r\n',
      /record 2: it does not begin/,
    ],
  ])('%s is refused', async (_, text, message) => {
    const opened = openSavedPages(bytesFile('x.warc', Buffer.from(text)), scope);
    await expect(opened).rejects.toMatchObject({
      code: 'unreadable_file',
      message: expect.stringMatching(message),
    });
  });

  test('bytes that are not packed are refused, as is any other file', async () => {
    const file = bytesFile('x.warc.gz', Buffer.from('WARC/1.0\r\n'));
    await expect(openSavedPages(file, scope)).rejects.toMatchObject({ code: 'unreadable_file' });
    await expect(openSavedPages(bytesFile('x.zip', Buffer.from('PK')), scope)).rejects.toThrow(
      'not a WARC file',
    );
    await expect(openSavedPages('/no/such/place', scope)).rejects.toThrow('no such file or folder');
  });

  test('the effort grows with the file: twice the records are read in twice the steps', async () => {
    const asked: number[] = [];
    for (const count of [100, 200, 400]) {
      let steps = 0;
      const exchanges = Array.from({ length: count }, (_, n) => ({
        url: `${SITE}/${n}`,
        body: 'x'.repeat(500),
      }));
      const takes = () => ++steps > 0;
      expect((await openSavedPages(warcFile(exchanges), { ...scope, takes })).size).toBe(count);
      asked.push(steps);
    }
    const [first = 0] = asked;
    expect(asked).toEqual([first, first * 2, first * 4]);
  });

  test('in a folder counts beside the files that lie there', async () => {
    const folder = savedFolder({
      'a.warc': Buffer.concat(warcRecords([{ url: `${SITE}/`, body: 'from the WARC' }])),
      'www.example.gov.cn/b.html': 'from the folder',
    });
    const pages = await openSavedPages(folder, scope);
    expect(pages.size).toBe(2);
    expect(await textOf(pages, get('/'))).toBe('from the WARC');
    expect(await textOf(pages, get('/b.html'))).toBe('from the folder');
  });
});
