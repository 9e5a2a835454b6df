import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatedPost } from '../../../crawlers/fetch/post.js';
import { portOf, receiver } from '../../notices/setup.js';

const post = gatedPost({ userAgent: 'nianbao/test', milliseconds: 200 });
const request = (url: string, allowPrivate = true) => ({
  url,
  headers: { 'content-type': 'application/json', 'x-key': 'k' },
  body: '{"年":"报"}',
  allowPrivate,
});

describe('a post through the gate', () => {
  it('sends the body and the headers, and says who it is', async () => {
    const { url, received } = await receiver(() => ({ status: 201, body: 'taken', headers: { 'X-A': 'b' } }));
    const result = await post(request(url));
    expect(result).toMatchObject({ kind: 'answer', status: 201, body: 'taken', headers: { 'x-a': 'b' } });
    expect(received).toMatchObject([
      {
        body: '{"年":"报"}',
        headers: { 'user-agent': 'nianbao/test', 'x-key': 'k', 'content-type': 'application/json' },
      },
    ]);
  });

  it.each([
    ['a loopback address', 'http://127.0.0.1:1/'],
    ['a private address', 'http://10.0.0.1/'],
    ['an address in disguise', 'http://2130706433/'],
    ['the metadata of a cloud', 'http://169.254.169.254/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['an address with a login', 'http://a:b@example.com/'],
    ['another scheme', 'file:///etc/passwd'],
  ])('sends nothing to %s', async (_, url) => {
    expect(await post(request(url, false))).toMatchObject({ kind: 'refused' });
  });

  it('sends nothing to a name that leads to a private address', async () => {
    const resolve: NonNullable<Parameters<typeof gatedPost>[0]['resolve']> = (_, found) =>
      found(null, [{ address: '127.0.0.1', family: 4 }]);
    const { url, received } = await receiver();
    const named = gatedPost({ userAgent: 'x', milliseconds: 1000, resolve });
    const address = url.replace('127.0.0.1', 'innocent.example');
    expect(await named(request(address, false))).toMatchObject({ kind: 'refused' });
    expect(received).toEqual([]);
    expect(await named(request(address, true))).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('follows no redirect', async () => {
    const { url, received } = await receiver(() => ({ status: 307, headers: { location: '/other' } }));
    expect(await post(request(url))).toMatchObject({ kind: 'answer', status: 307 });
    expect(received).toHaveLength(1);
  });

  it('gives a receiver that does not answer up', async () => {
    const { url } = await receiver(() => null);
    expect(await post(request(url))).toMatchObject({
      kind: 'broken',
      reason: expect.stringMatching(/0\.2 s/),
    });
  });

  it('reads the beginning of an endless answer', async () => {
    const server = createServer((_, response) => {
      const chunk = Buffer.alloc(16 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(
      () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    );
    const result = await post(request(`http://127.0.0.1:${portOf(server.address()).port}/`));
    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(result.kind === 'answer' && result.body.length).toBe(64 * 1024);
  });

  it('takes the status where the body breaks off', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
    const result = await post(request(`http://127.0.0.1:${portOf(server.address()).port}/`));
    expect(result).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('says why nothing came', async () => {
    const { url } = await receiver();
    const dead = url.replace(/:\d+/, ':1');
    expect(await post(request(dead))).toMatchObject({
      kind: 'broken',
      reason: expect.stringMatching(/refused/),
    });
    expect(await post(request('nonsense'))).toMatchObject({ kind: 'refused' });
  });
});
