/** Saved pages for tests: WARC files as tools write them, and folders as wget leaves them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** One exchange that is saved. */
export interface Exchange {
  readonly url: string;
  readonly body: string | Buffer;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How it was asked for; without, no request record is written. */
  readonly request?: { readonly method: string; readonly body?: string };
}

const END = '\r\n\r\n';

export function warcRecord(fields: Readonly<Record<string, string>>, block: string | Buffer): Buffer {
  const bytes = Buffer.from(block);
  const lines = Object.entries({ ...fields, 'Content-Length': String(bytes.length) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = Buffer.from(`WARC/1.0\r\n${lines.join('\r\n')}${END}`);
  return Buffer.concat([head, bytes, Buffer.from(END)]);
}

/** The records of some exchanges, one buffer each. */
export function warcRecords(exchanges: readonly Exchange[]): readonly Buffer[] {
  const info = warcRecord(
    { 'WARC-Type': 'warcinfo', 'WARC-Record-ID': '<urn:uuid:0>' },
    'software: a test\r\n',
  );
  const records = exchanges.flatMap(({ url, body, status = 200, headers = {}, request }, index) => {
    const id = `<urn:uuid:${index + 1}>`;
    const lines = Object.entries({ 'Content-Type': 'text/html', ...headers }).map(
      ([n, v]) => `${n}: ${v}\r\n`,
    );
    const head = Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n`);
    const response = warcRecord(
      { 'WARC-Type': 'response', 'WARC-Record-ID': id, 'WARC-Target-URI': url },
      Buffer.concat([head, Buffer.from(body)]),
    );
    if (request === undefined) return [response];
    const { pathname, host } = new URL(url);
    const asked = `${request.method} ${pathname} HTTP/1.1\r\nHost: ${host}${END}${request.body ?? ''}`;
    const fields = {
      'WARC-Type': 'request',
      'WARC-Record-ID': `<urn:uuid:r${index + 1}>`,
      'WARC-Concurrent-To': id,
      'WARC-Target-URI': url,
    };
    return [response, warcRecord(fields, asked)];
  });
  return [info, ...records];
}

export function warcFile(exchanges: readonly Exchange[], { packed = false } = {}): string {
  const records = warcRecords(exchanges);
  return bytesFile(
    packed ? 'saved.warc.gz' : 'saved.warc',
    Buffer.concat(packed ? records.map((record) => gzipSync(record)) : records),
  );
}

export function bytesFile(name: string, bytes: Buffer): string {
  return join(savedFolder({ [name]: bytes }), name);
}

/** A folder with these files, gone after the test. */
export function savedFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-saved-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
