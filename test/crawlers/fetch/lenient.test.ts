import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ByteSource } from '../../../crawlers/fetch/byte-source.js';
import { FetchError } from '../../../crawlers/fetch/fetch-error.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { PortalHttpClient } from '../../../crawlers/fetch/http-client.js';
import { readBody, readHead } from '../../../crawlers/fetch/lenient-answer.js';
import type { Admit, WireRequest } from '../../../crawlers/fetch/wire.js';
import { holds } from '../../property.js';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that writes these bytes for every request, and may close the connection behind them. */
async function raw(answer: string | Buffer, { isKept = false } = {}) {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      asked.push(bytes.toString('latin1'));
      socket.write(answer);
      if (!isKept) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

function client(base: string, more: { bodyBytes?: number; allowPrivateAddresses?: boolean } = {}) {
  const { allowPrivateAddresses = true, bodyBytes = 1024 * 1024 } = more;
  const made = new PortalHttpClient({
    gate: new Gate({ baseUrl: base, hosts: [new URL(base).host], allowPrivateAddresses }),
    userAgent: 'nianbao/0.0.0',
    idleMilliseconds: 5000,
    totalMilliseconds: 10_000,
    bodyBytes,
    redirects: 5,
  });
  closers.push(() => made.close());
  return made;
}

const get = (url: string): WireRequest => ({ url, method: 'GET' });
const OK = 'HTTP/1.1 200 OK\r\n';
const TYPE = 'Content-Type: text/html\r\n';
const PAGE = '<p>年报</p>';
const LENGTH = Buffer.byteLength(PAGE);
const CHUNKS = `5\r\n<p>\xe5\xb9\r\n${(LENGTH - 5).toString(16)};ext=1\r\n`;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const page = Buffer.from(PAGE).toString('latin1');

describe('an answer that can mean one thing only is read, and says what was forgiven', () => {
  it.each([
    [
      'chunks beside a length',
      `${OK}Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKS}${page.slice(5)}\r\n0\r\n\r\n`,
      ['chunks'],
    ],
    [
      'a length in two lines',
      `${OK}Content-Length: ${LENGTH}\r\nContent-Length: ${LENGTH}\r\n\r\n${page}`,
      ['length'],
    ],
    ['a length twice in one line', `${OK}Content-Length: ${LENGTH}, ${LENGTH}\r\n\r\n${page}`, ['length']],
    ['a line without a colon', `${OK}Powered By TRS\r\nContent-Length: ${LENGTH}\r\n\r\n${page}`, ['line']],
    [
      'a header over two lines',
      `${OK}X-A: b\r\n c\r\nContent-Length: ${LENGTH}, ${LENGTH}\r\n\r\n${page}`,
      ['line', 'length'],
    ],
    [
      'lines that end in LF',
      `${OK}${TYPE}Content-Length: ${LENGTH}\r\n\r\n`.replaceAll('\r', '') + page,
      ['lf'],
    ],
    [
      'an interim answer that nobody asked for',
      `HTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: ${LENGTH}\r\n\r\n${page}`,
      undefined,
    ],
  ])('%s', async (_what, answer, forgiven) => {
    const { base, asked } = await raw(bytesOf(answer));
    const made = client(base);
    const read = await made.exchange(get(base));
    expect(read.body.toString()).toBe(PAGE);
    expect(read.forgiven).toEqual(forgiven);
    // the origin is known by now: it is asked once
    const before = asked.length;
    expect((await made.exchange(get(`${base}b`))).body.toString()).toBe(PAGE);
    expect(asked.length).toBe(before + 1);
  });

  it('of a redirect, too', async () => {
    const { base } = await raw(
      bytesOf(`HTTP/1.1 302 Found\r\nno header\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n`),
    );
    await expect(client(base).exchange(get(base))).rejects.toThrow('more than 5 redirects');
  });

  it('waits for its turn before it asks again', async () => {
    const { base } = await raw(bytesOf(`${OK}no header\r\nContent-Length: ${LENGTH}\r\n\r\n${page}`));
    let turns = 0;
    const admit: Admit = () => {
      turns++;
      return Promise.resolve(() => undefined);
    };
    await client(base).exchange(get(base), admit);
    expect(turns).toBe(2);
  });
});

describe('an answer that may mean two things, or none, is a failure', () => {
  it.each([
    [
      'lengths that differ',
      `${OK}Content-Length: ${LENGTH}\r\nContent-Length: 3\r\n\r\n${page}`,
      'announced as',
    ],
    ['a length that is no number', `${OK}Content-Length: +5\r\n\r\n${page}`, 'announced as'],
    ['bytes behind the announced end', `${OK}no header\r\nContent-Length: 3\r\n\r\n${page}`, 'goes on after'],
    [
      'fewer bytes than announced',
      `${OK}no header\r\nContent-Length: 99\r\n\r\n${page}`,
      'ended after 13 of 99',
    ],
    [
      'another transfer coding',
      `${OK}no header\r\nTransfer-Encoding: gzip, chunked\r\n\r\n`,
      'transfer coding',
    ],
    ['chunks that break off', `${OK}no header\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>`, 'ended'],
    [
      'chunks of another length',
      `${OK}no header\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>年\r\n0\r\n\r\n`,
      'damaged',
    ],
    ['no status line', `<html>${PAGE}</html>\r\n\r\n`, 'no status line'],
    ['a head that breaks off', `${OK}no header\r\nContent-Len`, 'connection was lost'],
    ['interim answers without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20), 'only interim'],
    ['a head without end', `${OK}no header\r\nX: ${'a'.repeat(80_000)}`, 'headers are too long'],
  ])('%s', async (_what, answer, reason) => {
    const { base } = await raw(bytesOf(answer));
    await expect(client(base).exchange(get(base))).rejects.toThrow(reason);
  });

  it('as is a body beyond the limit', async () => {
    const { base } = await raw(bytesOf(`${OK}no header\r\n\r\n${page.repeat(100)}`));
    await expect(client(base, { bodyBytes: 500 }).exchange(get(base))).rejects.toThrow('more than 500 bytes');
  });

  it('and so is a private address, and a header that would break the request', async () => {
    const { base } = await raw(bytesOf(`${OK}no header\r\nContent-Length: ${LENGTH}\r\n\r\n${page}`));
    await expect(client(base, { allowPrivateAddresses: false }).exchange(get(base))).rejects.toThrow(
      'not public',
    );
    const made = client(base);
    await made.exchange(get(base));
    const broken = { ...get(base), headers: { referer: 'a\r\nx: y' } };
    await expect(made.exchange(broken)).rejects.toThrow('is not valid');
  });
});

describe('a piece of an answer', () => {
  const whole = Buffer.from(
    `${OK}no header\r\n${TYPE}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n3\r\n<p>\r\n4\r\n</p>\r\n0\r\n\r\n`,
  );
  async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
    const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
    for (const [i, from] of places.entries()) yield bytes.subarray(from, places[i + 1] ?? bytes.length);
  }
  const readAll = async (stream: AsyncIterable<unknown>): Promise<string> => {
    const source = new ByteSource(stream);
    const head = await readHead(source, 'http://x/');
    return (await readBody(source, head, 1000, 'http://x/', () => undefined)).toString();
  };

  it('is never taken for the whole, and however it comes the whole is read', async () => {
    const cut = fc.integer({ min: 0, max: whole.length });
    await holds(
      fc.asyncProperty(fc.array(cut, { maxLength: 30 }), cut, async (cuts, end) => {
        expect(await readAll(pieces(whole, cuts))).toBe('<p></p>');
        const part = whole.subarray(0, end);
        if (end < whole.length) await expect(readAll(pieces(part, [0]))).rejects.toThrow(FetchError);
      }),
    );
  });
});

describe('a content encoding', () => {
  const plain = Buffer.from('<html><body>年报</body></html>');
  const answered = (encoding: string, body: Buffer, { status = 200, type = 'text/html' } = {}): Buffer =>
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} X\r\nContent-Type: ${type}\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]);

  it.each([
    ['none', plain, ['coding']],
    ['UTF-8', plain, ['coding']],
    ['gzip', plain, ['plain']],
    ['deflate', plain, ['plain']],
    ['br', plain, ['plain']],
    ['gzip', gzipSync(gzipSync(plain)), ['packed']],
    ['none', gzipSync(plain), ['coding', 'packed']],
    ['gzip', gzipSync(plain), undefined],
  ])('%s is undone as far as it was done', async (encoding, body, forgiven) => {
    const { base } = await raw(answered(encoding, body));
    const read = await client(base).exchange(get(base));
    expect(read.body).toEqual(plain);
    expect(read.forgiven).toEqual(forgiven);
  });

  it('that is announced is expected of the bytes: a damaged one is a failure', async () => {
    const { base } = await raw(answered('gzip', gzipSync(plain).subarray(0, 20)));
    await expect(client(base).exchange(get(base))).rejects.toThrow('damaged or incomplete');
  });

  it('of a file that is packed itself is left alone', async () => {
    const packed = gzipSync(plain);
    const { base } = await raw(answered('gzip', gzipSync(packed), { type: 'application/gzip' }));
    expect((await client(base).exchange(get(base))).body).toEqual(packed);
  });

  it('of an error may be damaged: the status says it all', async () => {
    const { base } = await raw(answered('gzip', gzipSync(plain).subarray(0, 20), { status: 404 }));
    expect(await client(base).exchange(get(base))).toMatchObject({ status: 404, forgiven: ['unread'] });
  });
});
