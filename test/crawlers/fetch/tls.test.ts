import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TlsSettings } from '../../../crawlers/contract.js';
import { FetchError } from '../../../crawlers/fetch/fetch-error.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { PortalHttpClient } from '../../../crawlers/fetch/http-client.js';
import { captureOf } from '../../../src/harvest/run/capture.js';
import { packagePlace } from '../../../src/place/package.js';
import { toRunId } from '../../../storage/contract/run-id.js';

const fixture = (name: string): string =>
  readFileSync(join(packagePlace().root, 'test/fixtures/tls', name), 'utf8');
const certificate = fixture('certificate.pem');
const usual: TlsSettings = { verify: true, minVersion: null, legacyRenegotiation: false, ca: null };

/** A server whose certificate nobody has signed but itself. */
async function serveTls(options: ServerOptions = {}): Promise<string> {
  const server = createServer({ key: fixture('key.pem'), cert: certificate, ...options }, (_, response) =>
    response.end('年报'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `https://127.0.0.1:${port}/`;
}

/** The body, or why there is none. */
async function fetched(url: string, tls: TlsSettings | null): Promise<string> {
  const gate = new Gate({ baseUrl: url, hosts: [new URL(url).host], allowPrivateAddresses: true, tls });
  const client = new PortalHttpClient({
    gate,
    userAgent: 'nianbao/test',
    idleMilliseconds: 5000,
    totalMilliseconds: 5000,
    bodyBytes: 1024,
    redirects: 0,
  });
  onTestFinished(() => client.close());
  try {
    return (await client.exchange({ url, method: 'GET' })).body.toString();
  } catch (error) {
    if (error instanceof FetchError) return error.message;
    throw error;
  }
}

describe('a certificate', () => {
  test('that nobody vouches for is refused', async () => {
    expect(await fetched(await serveTls(), null)).toMatch(/^the certificate is not valid/);
  });

  test("is accepted where the portal's file names it, and still verified", async () => {
    expect(await fetched(await serveTls(), { ...usual, ca: certificate })).toBe('年报');
  });

  test('is not looked at where the portal says so', async () => {
    expect(await fetched(await serveTls(), { ...usual, verify: false })).toBe('年报');
  });
});

describe('an old server', () => {
  const old: ServerOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };

  test('that speaks nothing newer than TLS 1.1 is refused', async () => {
    expect(await fetched(await serveTls(old), { ...usual, verify: false })).toMatch(/TLS/);
  });

  test('is talked to where the portal allows its version', async () => {
    const tls: TlsSettings = { ...usual, verify: false, minVersion: 'TLSv1' };
    expect(await fetched(await serveTls(old), tls)).toBe('年报');
  });
});

describe('a capture under loosened TLS', () => {
  const outcome = {
    kind: 'not_modified',
    url: 'https://www.example.gov.cn/',
    finalUrl: 'https://www.example.gov.cn/',
    method: 'GET',
    fetchedAt: new Date(0),
    milliseconds: 1,
    status: 304,
    headers: {},
  } as const;

  test.each([
    [{ ...usual, verify: false }, ['tls-unverified']],
    [{ ...usual, minVersion: 'TLSv1' as const }, ['tls-legacy']],
    [null, []],
  ])('%j is marked %j', (tls, marks) => {
    expect(captureOf(toRunId(1), outcome, { tls }).marks).toEqual(marks);
  });

  test('is not marked where no TLS was spoken', () => {
    const plain = { ...outcome, url: 'http://a.gov.cn/', finalUrl: 'http://a.gov.cn/' };
    expect(captureOf(toRunId(1), plain, { tls: { ...usual, verify: false } }).marks).toEqual([]);
  });
});
