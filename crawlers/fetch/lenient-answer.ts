/**
 * Reads one answer as HTTP/1 (RFC 9112) from a connection that carries no other. Since nothing follows it, a fault in its
 * head can shift no later answer; what may mean two things is refused all the same. No library says what it forgave.
 */
import type { ByteSource } from './byte-source.js';
import { failed, offLimits } from './fetch-error.js';
import { flatten } from './headers.js';
import type { Leniency } from './leniency.js';

export interface LenientHead {
  readonly status: number;
  /** Lower-case names; bytes above 127 stand as Latin-1. */
  readonly headers: Readonly<Record<string, string>>;
  readonly framing: Framing;
  readonly forgiven: ReadonlySet<Leniency>;
}

/** Where the body ends: after so many bytes, with its last chunk, or with the connection. */
type Framing =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunks' }
  | { readonly kind: 'close' };

const HEAD_BYTES = 64 * 1024;
const SIZE_LINE_BYTES = 4096;
/** Interim answers before the real one. */
const MOST_INTERIM = 10;
const STATUS_LINE = /^HTTP\/1\.[01] +([1-5]\d\d)(?: .*)?$/;
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** The head of the answer, after any interim ones. @throws FetchError where it may mean two things, or nothing */
export async function readHead(source: ByteSource, url: string): Promise<LenientHead> {
  for (let interim = 0; interim <= MOST_INTERIM; interim++) {
    const head = await oneHead(source, url);
    if (head.status >= 200) return head;
    if (head.status === 101) break;
  }
  throw failed('the answer is not valid HTTP: only interim answers', url);
}

async function oneHead(source: ByteSource, url: string): Promise<LenientHead> {
  const forgiven = new Set<Leniency>();
  let left = HEAD_BYTES;
  const tooLong = (): never => {
    throw failed('the headers are too long', url, { retryable: false });
  };
  const next = async (): Promise<string> => {
    const line = await source.line(left, tooLong);
    if (line === null) throw failed('the connection was lost within the head of the answer', url);
    left -= line.length + 1;
    if (line.endsWith('\r')) return line.slice(0, -1);
    forgiven.add('lf');
    return line;
  };
  const status = Number(STATUS_LINE.exec(await next())?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) throw failed('the answer is not valid HTTP: it has no status line', url);
  const fields: [name: string, value: string][] = [];
  for (let line = await next(); line !== ''; line = await next()) addField(fields, line, forgiven);
  const headers = valuesOf(fields);
  const framing = framingOf(status, headers, forgiven, url);
  return { status, headers: flatten(Object.fromEntries(headers)), framing, forgiven };
}

function addField(fields: [string, string][], line: string, forgiven: Set<Leniency>): void {
  const last = fields.at(-1);
  if (/^[ \t]/.test(line) && last !== undefined) {
    last[1] = `${last[1]} ${line.trim()}`;
    forgiven.add('line');
    return;
  }
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon)).trimEnd();
  if (!TOKEN.test(name) || name.length < colon) forgiven.add('line');
  if (TOKEN.test(name)) fields.push([name.toLowerCase(), line.slice(colon + 1).trim()]);
}

type Values = Map<string, string[]>;

function valuesOf(fields: readonly (readonly [string, string])[]): Values {
  const values: Values = new Map();
  for (const [name, value] of fields) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}

/** Where the body ends (RFC 9112, 6.3). The headers say so once, afterwards. @throws FetchError where they contradict themselves */
function framingOf(status: number, headers: Values, forgiven: Set<Leniency>, url: string): Framing {
  const codings = (headers.get('transfer-encoding') ?? []).join(',').toLowerCase().trim();
  const lengths = (headers.get('content-length') ?? []).flatMap((value) => value.split(','));
  if (status < 200 || status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  if (codings !== '' && codings !== 'chunked') {
    throw failed(`the transfer coding ${codings.slice(0, 100)} is not known`, url, {
      status,
      retryable: false,
    });
  }
  if (codings === 'chunked') {
    if (lengths.length > 0) forgiven.add('chunks');
    headers.delete('content-length');
    return { kind: 'chunks' };
  }
  const [first, ...others] = lengths.map((length) => length.trim());
  if (first === undefined) return { kind: 'close' };
  if (!/^\d{1,15}$/.test(first) || others.some((other) => other !== first)) {
    throw failed(
      `the length of the body is announced as ${[first, ...others].join(' and ').slice(0, 100)}`,
      url,
      {
        status,
        retryable: false,
      },
    );
  }
  if (others.length > 0) forgiven.add('length');
  headers.set('content-length', [first]);
  return { kind: 'length', bytes: Number(first) };
}

/**
 * The body, as it was sent.
 *
 * @param limit its most bytes
 * @param touch is called when something came
 * @throws FetchError where it breaks off, or goes on behind its end
 */
export async function readBody(
  source: ByteSource,
  { framing, status }: LenientHead,
  limit: number,
  url: string,
  touch: () => void,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const take = async (most?: number): Promise<number | null> => {
    const chunk = await source.some(most);
    touch();
    if (chunk === null) return null;
    length += chunk.length;
    if (length > limit) throw offLimits('size', `the body has more than ${limit} bytes`, url);
    parts.push(chunk);
    return chunk.length;
  };
  const exactly = async (bytes: number): Promise<void> => {
    for (let left = bytes; left > 0; ) {
      const taken = await take(left);
      if (taken === null) throw failed(`the body ended after ${length} of ${bytes} bytes`, url, { status });
      left -= taken;
    }
  };
  if (framing.kind === 'close') while ((await take()) !== null);
  else if (framing.kind === 'chunks') await readChunks(source, exactly, url);
  else {
    if (framing.bytes > limit)
      throw offLimits('size', `the body has ${framing.bytes} bytes, the limit is ${limit}`, url);
    await exactly(framing.bytes);
    // some servers end a body with an empty line
    if (source.pending.toString('latin1').trim() !== '')
      throw failed(`the body goes on after the announced ${framing.bytes} bytes`, url, { status });
  }
  return Buffer.concat(parts, length);
}

async function readChunks(
  source: ByteSource,
  exactly: (bytes: number) => Promise<void>,
  url: string,
): Promise<void> {
  const tooLong = (): never => {
    throw failed('the chunks of the body are damaged', url);
  };
  const next = async (): Promise<string> => {
    const line = await source.line(SIZE_LINE_BYTES, tooLong);
    if (line === null) throw failed('the body ended within its chunks', url);
    return line.trim();
  };
  for (;;) {
    const size = /^([\da-f]{1,8})\s*(?:;.*)?$/i.exec(await next())?.[1];
    if (size === undefined) return tooLong();
    const bytes = Number.parseInt(size, 16);
    if (bytes === 0) break;
    await exactly(bytes);
    if ((await next()) !== '') return tooLong();
  }
  for (let lines = 0; (await next()) !== ''; lines++) if (lines > 100) return tooLong();
}
