import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { FetchError, type FetchStop } from '../../../crawlers/fetch/fetch-error.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { PortalHttpClient } from '../../../crawlers/fetch/http-client.js';
import type { WireRequest } from '../../../crawlers/fetch/wire.js';
import { type Handle, routes, serve, type TestServer } from '../helpers.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function server(table: Readonly<Record<string, Handle | string>>): Promise<TestServer> {
  const started = await serve(routes(table));
  closers.push(() => started.close());
  return started;
}

interface ClientChange {
  hosts?: string[];
  allowPrivateAddresses?: boolean;
  idleMilliseconds?: number;
  totalMilliseconds?: number;
  bodyBytes?: number;
}

function client(base: string, change: ClientChange = {}): PortalHttpClient {
  const { hosts = [new URL(base).host], allowPrivateAddresses = true, ...limits } = change;
  const made = new PortalHttpClient({
    gate: new Gate({ baseUrl: base, hosts, allowPrivateAddresses }),
    userAgent: 'nianbao/0.0.0 (+archive@example.org)',
    idleMilliseconds: 5000,
    totalMilliseconds: 10_000,
    bodyBytes: 1024 * 1024,
    redirects: 5,
    ...limits,
  });
  closers.push(() => made.close());
  return made;
}

/** The verdict on an exchange that must come to nothing. */
async function stopOf(made: PortalHttpClient, request: WireRequest): Promise<FetchStop & { reason: string }> {
  const error = await made.exchange(request).then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FetchError)) throw error;
  return { ...error.stop, reason: error.message };
}

const get = (url: string): WireRequest => ({ url, method: 'GET' });

describe('a plain exchange', () => {
  test('says who asks, and brings what the caller adds', async () => {
    const site = await server({ '/a': (_, response) => response.end('ok') });
    const answer = await client(site.base).exchange({
      ...get(`${site.base}a?x=1`),
      headers: { 'if-none-match': '"v1"', 'accept-encoding': 'zstd' },
    });
    expect({ status: answer.status, url: answer.url, body: answer.body.toString() }).toEqual({
      status: 200,
      url: `${site.base}a?x=1`,
      body: 'ok',
    });
    expect(site.seen[0]?.headers).toMatchObject({
      'user-agent': 'nianbao/0.0.0 (+archive@example.org)',
      'accept-language': 'zh-CN,zh;q=0.9',
      'accept-encoding': 'gzip, deflate, br',
      'if-none-match': '"v1"',
      connection: 'keep-alive',
    });
    expect(site.seen[0]?.headers.cookie).toBeUndefined();
  });

  test('sends a form', async () => {
    const site = await server({ '/f': (_, response) => response.end('ok') });
    await client(site.base).exchange({ url: `${site.base}f`, method: 'POST', body: 'a=%E5%B9%B4' });
    expect(site.seen[0]).toMatchObject({ method: 'POST', body: 'a=%E5%B9%B4' });
    expect(site.seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8');
  });
});

describe('redirects', () => {
  const to =
    (location: string, status = 302): Handle =>
    (_, response) => {
      response.writeHead(status, { location: Buffer.from(location).toString('latin1') });
      response.end('moved');
    };

  test('are followed', async () => {
    const site = await server({ '/a': to('/b', 301), '/b': to('c?年=1', 307), '/c': 'end' });
    const answer = await client(site.base).exchange(get(`${site.base}a`));
    expect(answer.url).toBe(`${site.base}c?%E5%B9%B4=1`);
    expect(answer.redirects).toHaveLength(2);
  });

  test('turn a POST into a GET, but not with 307', async () => {
    const site = await server({ '/a': to('/end', 302), '/b': to('/end', 307), '/end': 'end' });
    const made = client(site.base);
    await made.exchange({ url: `${site.base}a`, method: 'POST', body: 'x=1' });
    await made.exchange({ url: `${site.base}b`, method: 'POST', body: 'x=1' });
    const ends = site.seen.filter((seen) => seen.url === '/end');
    expect(ends.map(({ method, body }) => [method, body])).toEqual([
      ['GET', ''],
      ['POST', 'x=1'],
    ]);
  });

  test('in a loop end', async () => {
    const site = await server({ '/a': to('/b'), '/b': to('/a') });
    expect(await stopOf(client(site.base), get(`${site.base}a`))).toMatchObject({
      kind: 'off_limits',
      rule: 'redirects',
    });
    expect(site.seen).toHaveLength(6);
  });

  test('to another host, another port, or another scheme are not followed', async () => {
    const other = await server({ '/x': 'secret' });
    const site = await server({
      '/host': to('http://other.example.org/x'),
      '/port': to(`${other.base}x`),
      '/scheme': to('ftp://127.0.0.1/x'),
    });
    const made = client(site.base);
    expect(await stopOf(made, get(`${site.base}host`))).toMatchObject({ rule: 'host' });
    expect(await stopOf(made, get(`${site.base}port`))).toMatchObject({ rule: 'host' });
    expect(await stopOf(made, get(`${site.base}scheme`))).toMatchObject({ rule: 'scheme' });
    expect(other.seen).toHaveLength(0);
  });

  test('to a login page are blocked', async () => {
    const site = await server({ '/a': to('/sso/login.jsp?back=/a'), '/sso/login.jsp': 'login' });
    expect(await stopOf(client(site.base), get(`${site.base}a`))).toMatchObject({
      kind: 'blocked',
      status: 302,
    });
    expect(site.seen).toHaveLength(1);
  });

  test('to a private address are refused although the host is allowed', async () => {
    const gate = new Gate({
      baseUrl: 'http://a.gov.cn/',
      hosts: ['a.gov.cn', '10.0.0.1'],
      allowPrivateAddresses: false,
    });
    expect(() => gate.check(new URL('http://10.0.0.1/'))).toThrow('not public');
  });
});

describe('the address connected to', () => {
  test('is checked after the name was resolved', async () => {
    const site = await server({ '/a': 'inside' });
    const base = `http://localhost:${site.port}/`;
    const stop = await stopOf(client(base, { allowPrivateAddresses: false }), get(`${base}a`));
    expect(stop).toMatchObject({ kind: 'off_limits', rule: 'address' });
    expect(site.seen).toHaveLength(0);
  });

  test('is checked where it is written out', async () => {
    const site = await server({ '/a': 'inside' });
    const closed = client(site.base, { allowPrivateAddresses: false });
    expect(await stopOf(closed, get(`${site.base}a`))).toMatchObject({ rule: 'address' });
    expect(await stopOf(closed, get(`http://2130706433:${site.port}/a`))).toMatchObject({ rule: 'address' });
    expect(site.seen).toHaveLength(0);
  });

  test('may be private where the portal says so', async () => {
    const site = await server({ '/a': 'inside' });
    const base = `http://localhost:${site.port}/`;
    expect((await client(base).exchange(get(`${base}a`))).status).toBe(200);
  });
});

describe('content encodings', () => {
  const text = '平湖市'.repeat(500);
  test.each<[string, (body: string) => Buffer]>([
    ['gzip', (body) => gzipSync(body)],
    ['deflate', (body) => deflateSync(body)],
    ['deflate', (body) => deflateRawSync(body)],
    ['br', (body) => brotliCompressSync(body)],
    ['gzip, br', (body) => brotliCompressSync(gzipSync(body))],
  ])('%s is undone', async (encoding, pack) => {
    const site = await server({
      '/a': (_, response) => {
        response.writeHead(200, { 'content-encoding': encoding });
        response.end(pack(text));
      },
    });
    expect((await client(site.base).exchange(get(`${site.base}a`))).body.toString()).toBe(text);
  });

  test.each<[string, Buffer, object]>([
    ['a bomb', gzipSync(Buffer.alloc(8 * 1024 * 1024)), { kind: 'off_limits', rule: 'size' }],
    ['half a gzip stream', gzipSync(text).subarray(0, 40), { kind: 'failed', retryable: true }],
  ])('%s', async (_, body, stop) => {
    const site = await server({
      '/a': (_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(body);
      },
    });
    expect(await stopOf(client(site.base), get(`${site.base}a`))).toMatchObject(stop);
  });
});

describe('limits', () => {
  test('a body that says it is too large is not read; one that does not is cut off', async () => {
    const site = await server({
      '/said': (_, response) => {
        response.writeHead(200, { 'content-length': String(2 ** 31) });
        response.write('x');
      },
      '/unsaid': (_, response) => {
        response.on('error', () => undefined);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    });
    const made = client(site.base);
    expect(await stopOf(made, get(`${site.base}said`))).toMatchObject({ rule: 'size' });
    expect(await stopOf(made, get(`${site.base}unsaid`))).toMatchObject({ rule: 'size' });
  });

  test('a host that never answers, one that stops, and one that drips', async () => {
    const site = await server({
      '/silent': () => undefined,
      '/stops': (_, response) => {
        response.write('<html>');
      },
      '/drips': (_, response) => {
        const timer = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(timer));
      },
    });
    // one limit is far off each time: a busy machine can't make it the first
    const patient = 60_000;
    const made = client(site.base, { idleMilliseconds: 80, totalMilliseconds: patient });
    expect(await stopOf(made, get(`${site.base}silent`))).toMatchObject({
      kind: 'failed',
      reason: 'no data for 0.1 s',
    });
    expect(await stopOf(made, get(`${site.base}stops`))).toMatchObject({
      kind: 'failed',
      reason: 'no data for 0.1 s',
    });
    const busy = client(site.base, { idleMilliseconds: patient, totalMilliseconds: 200 });
    expect(await stopOf(busy, get(`${site.base}drips`))).toMatchObject({
      kind: 'failed',
      retryable: true,
      reason: 'not complete after 0.2 s',
    });
  });

  test('the caller can break off', async () => {
    const site = await server({ '/silent': () => undefined });
    const controller = new AbortController();
    const reason = new Error('enough');
    const exchange = client(site.base).exchange({ ...get(`${site.base}silent`), signal: controller.signal });
    controller.abort(reason);
    await expect(exchange).rejects.toBe(reason);
  });
});

describe('broken connections', () => {
  test.each<[string, string, string]>([
    ['a short body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort', 'UND_ERR'],
    [
      'a chunked body without its end',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n',
      'UND_ERR',
    ],
    ['a reset before the answer', '', 'the connection was lost'],
    ['an answer that is no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'not valid HTTP'],
  ])('%s is a failure that may pass', async (_, answer, reason) => {
    const raw = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => raw.close(() => resolve())));
    const base = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`;
    const stop = await stopOf(client(base), get(base));
    expect(stop).toMatchObject({ kind: 'failed', retryable: true });
    expect(stop.reason).toContain(reason);
  });

  test('nobody listening, and a name that does not exist', async () => {
    const site = await serve(() => undefined);
    await site.close();
    expect((await stopOf(client(site.base), get(site.base))).reason).toContain('refused');
    const nowhere = 'http://nowhere.invalid/';
    expect((await stopOf(client(nowhere), get(nowhere))).reason).toContain('does not resolve');
  });
});

describe('cookies', () => {
  test('that a redirect sets go with the next hop to the same host, and no further', async () => {
    const elsewhere = await server({ '/b': 'ok' });
    const site = await server({
      '/a': (request, response) => {
        const isBack = request.headers.cookie?.includes('seen=1') === true;
        const location = isBack ? `http://localhost:${elsewhere.port}/b` : '/a';
        response.writeHead(302, { location, 'set-cookie': ['seen=1; Path=/', 'b=2; HttpOnly'] }).end();
      },
    });
    const hosts = [`127.0.0.1:${site.port}`, `localhost:${elsewhere.port}`];
    const answer = await client(site.base, { hosts }).exchange(get(`${site.base}a`));
    expect(answer).toMatchObject({
      status: 200,
      redirects: [`${site.base}a`, `http://localhost:${elsewhere.port}/b`],
    });
    expect(site.seen.map((seen) => seen.headers.cookie)).toEqual([undefined, 'seen=1; b=2']);
    expect(elsewhere.seen[0]?.headers.cookie).toBeUndefined();
  });
});
