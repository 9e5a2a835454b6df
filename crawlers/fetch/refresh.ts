/** Pages that only send on: `<meta http-equiv="refresh">` (HTML, 4.2.5.3), or the header `Refresh`. */
import { load } from '../cheerio.js';
import { decodePage } from './page-charset.js';
import { isHtml, visibleText } from './page-text.js';
import type { WireAnswer } from './wire.js';

/** A page that says more than this, or has a table or a frame, is read, wherever it leads afterwards. */
const FEW_WORDS = 200;
const MOST_BYTES = 64 * 1024;
/** Seconds; what waits longer shows itself meanwhile. */
const LONGEST = 30;
const CONTENT =
  /^\s{0,20}(\d{0,4})(?:\.\d{0,10})?(?:\s{0,20}[;,]\s{0,20}|\s{1,20})(?:url\s{0,20}=\s{0,20})?(.{1,8192})$/is;
const SHOWS = /<(?:table|iframe|frame|embed|object)\b/i;

/** Where a page sends those who ask for it; null where it is to be read itself. */
export function refreshTarget(
  { status, headers, body }: Pick<WireAnswer, 'status' | 'headers' | 'body'>,
  url: URL,
): URL | null {
  if (status !== 200 || body.length > MOST_BYTES) return null;
  const header = headers.refresh;
  if (header === undefined && !/refresh/i.test(body.toString('latin1'))) return null;
  if (body.length > 0 && !isHtml(headers['content-type'] ?? '', body)) return null;
  const html = decodePage({ body, headers }).text;
  if (SHOWS.test(html) || visibleText(html).length >= FEW_WORDS) return null;
  const $ = load(html);
  const meta = $('meta[http-equiv]').filter((_, element) => isRefresh($(element).attr('http-equiv')));
  const target = targetOf(header ?? meta.first().attr('content') ?? '');
  const ground = resolved($('base[href]').first().attr('href') ?? '', url) ?? url;
  const to = target === null ? null : resolved(target, header === undefined ? ground : url);
  return to === null || to.href === withoutHash(url).href ? null : to;
}

const isRefresh = (name: string | undefined): boolean => /^\s*refresh\s*$/i.test(name ?? '');

/** The address in `0; url=…`; null where there is none, or it is far off. */
function targetOf(content: string): string | null {
  const [, seconds = '', rest = ''] = CONTENT.exec(content) ?? [];
  if (seconds === '' || Number(seconds) > LONGEST) return null;
  const text = rest.trim();
  const quote = /^["']/.exec(text)?.[0];
  if (quote === undefined) return text;
  const end = text.indexOf(quote, 1);
  return end < 0 ? text.slice(1) : text.slice(1, end);
}

function resolved(address: string, base: URL): URL | null {
  if (address === '') return null;
  try {
    const url = withoutHash(new URL(address, base));
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

function withoutHash(url: URL): URL {
  const bare = new URL(url);
  bare.hash = '';
  return bare;
}
