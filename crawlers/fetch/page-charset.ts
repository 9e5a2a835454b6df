/** The text of a fetched page, with the addresses in it as its charset makes them. */
import iconv from 'iconv-lite';
import { type DecodedText, decodeText } from '../../src/text/charset.js';
import type { FetchedPage } from '../contract.js';

/**
 * Decodes a page; header, meta tag and bytes may disagree. What stands raw in a query is percent-encoded in the page's own
 * charset, as browsers do (URL, 5.2): `?title=年报` of a GBK page is requested as `%C4%EA%B1%A8`, while paths are always
 * UTF-8.
 */
export function decodePage(page: Pick<FetchedPage, 'body' | 'headers'>): DecodedText {
  const decoded = decodeBody(page);
  const isOwn = decoded.encoding === 'gb18030' || decoded.encoding === 'big5';
  return isOwn ? { ...decoded, text: withQueries(decoded.text, decoded.encoding) } : decoded;
}

/** What bodies said: the verdict, the search for files and the question whether a browser is needed ask the same one. */
const told = new WeakMap<Uint8Array, { readonly header: string | null; readonly decoded: DecodedText }>();

/** Decodes a body as it stands; header, meta tag and bytes may disagree. */
export function decodeBody({ body, headers }: Pick<FetchedPage, 'body' | 'headers'>): DecodedText {
  const header = headers['content-type'] ?? null;
  const known = told.get(body);
  if (known?.header === header) return known.decoded;
  const decoded = decodeText(body, { header });
  told.set(body, { header, decoded });
  return decoded;
}

const ADDRESS =
  /(\s(?:href|src|action|data-[\w-]{1,20})\s{0,5}=\s{0,5})("[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'>]{1,2000})/gi;
const BEYOND_ASCII = /[^\0-\x7f]+/g;

function withQueries(html: string, encoding: string): string {
  return html.replace(ADDRESS, (whole, name: string, value: string) => {
    const start = value.indexOf('?');
    return start < 0 ? whole : name + value.slice(0, start) + encoded(value.slice(start), encoding);
  });
}

/** A query in the bytes of a charset; its fragment as it is. */
function encoded(query: string, encoding: string): string {
  const end = query.indexOf('#');
  const [asked, rest] = end < 0 ? [query, ''] : [query.slice(0, end), query.slice(end)];
  return asked.replace(BEYOND_ASCII, (text) => percent(iconv.encode(text, encoding))) + rest;
}

function percent(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
