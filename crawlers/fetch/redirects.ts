import { decodeText } from '../../src/text/charset.js';
import { FetchError, failed } from './fetch-error.js';
import type { WireRequest } from './wire.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const LOGIN =
  /(?:^|[/._-])(?:login|logon|signin|sign-in|sso|passport|oauth2?|denglu|userlogin|authserver)(?:$|[/._?-])|\/cas\/login/i;

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/** Where a redirect leads. @throws FetchError: blocked for a login page, failed for what is no address */
export function redirectTarget(
  location: string,
  from: URL,
  status: number,
  headers: Readonly<Record<string, string>>,
): URL {
  const text = asSent(location);
  let target: URL;
  try {
    target = new URL(text, from);
  } catch {
    throw failed(`a redirect to an invalid address: ${text.slice(0, 200)}`, from.href, {
      status,
      retryable: false,
    });
  }
  target.hash = '';
  refuseLogin(target, from, status, headers);
  return target;
}

/** @throws FetchError: blocked, where an address that is none sends on to a login page */
export function refuseLogin(
  target: URL,
  from: URL,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  if (!isLogin(target) || isLogin(from)) return;
  const stop = { kind: 'blocked' as const, status, headers, finalUrl: target.href };
  throw new FetchError(stop, `redirected to a login page, ${target.host}${target.pathname}`, from.href);
}

const AUTHORITY = /^(?:[a-z][a-z\d+.-]{0,20}:)?[\\/]{2,}[^\\/?#]*/i;

/** A Location whose path and query stand as they were sent, byte by byte, whatever their charset; bytes are Latin-1 here. */
function asSent(location: string): string {
  const [host = ''] = AUTHORITY.exec(location) ?? [];
  const bytes = location.slice(host.length).replace(/[\x80-\xff]/g, (byte) => encodeByte(byte.charCodeAt(0)));
  return decodeText(Buffer.from(host, 'latin1')).text + bytes;
}

const encodeByte = (byte: number): string => `%${byte.toString(16).toUpperCase()}`;

function isLogin(url: URL): boolean {
  return LOGIN.test(`${url.hostname}${url.pathname}`);
}

/**
 * The request's headers for the next hop. Cookies are for the host that set them; those that the redirect sets go with
 * it, since many sites redirect once to see whether they come back.
 */
function nextHeaders(
  request: WireRequest,
  target: URL,
  setCookie: string | undefined,
): Record<string, string> {
  const { cookie = '', ...headers } = request.headers ?? {};
  if (new URL(request.url).host !== target.host) return headers;
  const cookies = new Map<string, string>();
  const fresh = splitCookies(setCookie ?? '').map((one) => one.split(';')[0] ?? '');
  for (const pair of [...cookie.split(/;\s*/), ...fresh]) {
    const [name = ''] = pair.split('=', 1);
    if (name !== '' && pair.includes('=')) cookies.set(name, pair);
  }
  return cookies.size === 0 ? headers : { ...headers, cookie: [...cookies.values()].join('; ') };
}

/** Cookies that were set by several headers, joined to one as lists are; a date has a comma too. */
export function splitCookies(header: string): string[] {
  return header.split(/,\s*(?=[^\s;,="]+=)/);
}

/** RFC 9110, 15.4: a POST becomes a GET, except by 307 and 308; what told of its body goes with the body. */
export function redirected(
  request: WireRequest,
  status: number,
  target: URL,
  setCookie?: string,
): WireRequest {
  const headers = nextHeaders(request, target, setCookie);
  if (request.method === 'GET' || status === 307 || status === 308)
    return { ...request, headers, url: target.href };
  const { body: _dropped, headers: _before, ...rest } = request;
  const { 'content-type': _type, ...kept } = headers;
  return { ...rest, headers: kept, method: 'GET', url: target.href };
}
