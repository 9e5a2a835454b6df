/** Requests of a page as requests of our client, and its answers as the browser takes them. */
import type { Request } from 'playwright';
import { decodeText } from '../../src/text/charset.js';
import { splitCookies } from '../fetch/redirects.js';
import type { WireAnswer, WireRequest } from '../fetch/wire.js';

/** Our client says these itself, or they tell of the browser's own connection. */
const OWN_HEADERS =
  /^(?:accept-encoding|accept-language|connection|content-length|cookie|host|if-.*|keep-alive|priority|purpose|te|transfer-encoding|upgrade.*|user-agent|sec-.*)$/;
/** Of the body as it came, of the connection it came on, or orders to a browser that would keep something. */
const SPENT_HEADERS = new Set([
  'alt-svc',
  'connection',
  'content-disposition',
  'content-encoding',
  'content-length',
  'keep-alive',
  'strict-transport-security',
  'transfer-encoding',
]);
/** Of the page as it came, and not of what its scripts made of it. */
const PAGE_HEADERS = new Set(['accept-ranges', 'content-md5', 'digest', 'etag', 'last-modified', 'location']);

/** A cookie as the browser knows it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** What the browser wants to ask; null where it cannot be said as it is. */
export function outgoing(request: Request, cookies: readonly Cookie[]): WireRequest | null {
  const method = request.method();
  if (method !== 'GET' && method !== 'POST') return null;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers())) {
    if (!OWN_HEADERS.test(name.toLowerCase())) headers[name.toLowerCase()] = value;
  }
  Object.assign(headers, cookieHeader(cookies));
  const url = withoutHash(request.url());
  const bytes = method === 'POST' ? request.postDataBuffer() : null;
  if (bytes === null || bytes.length === 0) return { url, method, headers };
  const body = bytes.toString('utf8');
  return Buffer.from(body, 'utf8').equals(bytes) ? { url, method, headers, body } : null;
}

/** A `cookie` header, unless there is none to send. */
export function cookieHeader(cookies: readonly Cookie[]): { readonly cookie?: string } {
  const pairs = cookies
    .map(({ name, value }) => `${name}=${value}`)
    .filter((pair) => /^[\x20-\x7e]+$/.test(pair));
  return pairs.length === 0 ? {} : { cookie: pairs.join('; ') };
}

/** The headers of an answer that the browser is given with its unpacked body. */
export function incoming({ headers }: WireAnswer): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (SPENT_HEADERS.has(name) || !/^[\t\x20-\x7e]*$/.test(value)) continue;
    kept[name] = name === 'set-cookie' ? splitCookies(value).join('\n') : value;
  }
  return kept;
}

/** The headers of a document; its encoding is what its bytes say where the server errs. */
export function incomingDocument(answer: WireAnswer): Record<string, string> {
  const { encoding } = decodeText(answer.body, { header: answer.headers['content-type'] ?? null });
  return { ...incoming(answer), 'content-type': `text/html; charset=${encoding}` };
}

/** The headers of a page, for what its scripts made of it. */
export function renderedHeaders({ headers }: WireAnswer): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!PAGE_HEADERS.has(name) && (name === 'content-disposition' || !SPENT_HEADERS.has(name)))
      kept[name] = value;
  }
  kept['content-type'] = 'text/html;charset=utf-8';
  return kept;
}

export function withoutHash(address: string): string {
  const at = address.indexOf('#');
  return at < 0 ? address : address.slice(0, at);
}
