/** Reading an HTML page only as far as a verdict on it needs: its title, how much text it shows, what it carries. */
import type { FetchedPage } from '../contract.js';
import { decodePage } from './page-charset.js';

/** A page's text; header, meta tag and bytes may disagree. */
export function textOf(page: FetchedPage): string {
  return decodePage(page).text;
}

const INVISIBLE =
  /<(script|style|noscript|template|svg|head)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;

/** The text a reader would see, without spaces; no exact rendering. */
export function visibleText(html: string): string {
  return html
    .replace(INVISIBLE, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;|&#160;|&emsp;|&ensp;/gi, ' ')
    .replace(/\s+/g, '');
}

/** The text of the title element, without spaces. */
export function titleText(html: string): string {
  return (/<title\b[^>]*>([\s\S]{0,1000}?)<\/title/i.exec(html)?.[1] ?? '').replace(/\s+/g, '');
}

/** A page made up with tables has a few cells; the statutory tables have dozens. */
const LAYOUT_CELLS = 30;

/** Does the page carry its content in something else: a file to download, an image, an embedded document? */
export function carriesContent(html: string): boolean {
  return (
    carriesFile(html) ||
    /<img\b[^>]{0,2000}?src\s{0,9}=\s{0,9}["']?[^"'\s>]{0,500}\/(?:picture|attach|upload|art)/i.test(html)
  );
}

/** A file to download, an embedded document, or a table of data. */
export function carriesFile(html: string): boolean {
  return (
    hasDataTable(html) ||
    /href\s{0,9}=\s{0,9}["']?[^"'\s>]{0,1000}(?:\.(?:pdf|docx?|rtf|wps|ofd|xlsx?|et|f?od[ts]|uo[fst]|mht(?:ml)?|eml|zip|rar|7z|tar|t?gz)\b|downfile|download)/i.test(
      html,
    ) ||
    /<(?:iframe|embed|object)\b/i.test(html)
  );
}

function hasDataTable(html: string): boolean {
  let cells = 0;
  for (const _ of html.matchAll(/<td\b/gi)) {
    cells++;
    if (cells > LAYOUT_CELLS) return true;
  }
  return false;
}

const XML_START = /^(?:<\?xml|<datastore|<recordset)/i;
const HTML_START = /^<(?:!doctype|html|head|body|script|meta|div)\b/i;
/** PDF, ZIP (and the office formats in it), and the old office formats. */
const FILE_STARTS = ['25504446', '504b0304', 'd0cf11e0'];

/** Is this HTML, by its type or, where the type does not say, by its first bytes? XML and files are not. */
export function isHtml(contentType: string, body: Uint8Array): boolean {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 512));
  if (FILE_STARTS.includes(head.toString('hex', 0, 4))) return false;
  const start = head.toString('latin1').replace(/^[^<]{0,8}(?=<)/, '');
  if (XML_START.test(start)) return /<(?:!doctype html|html)\b/i.test(start);
  if (/html/i.test(contentType)) return true;
  if (contentType !== '' && !/text\/plain|octet-stream/i.test(contentType)) return false;
  return HTML_START.test(start);
}

const TAIL_BYTES = 2048;

/**
 * Does an HTML document stop before its end? True where the body begins a document (`<html` or a doctype) but
 * neither `</body>` nor `</html>` stands near its end. With `headers`, a body whose length was announced (and
 * therefore checked) is not suspected.
 */
export function looksTruncated(body: Uint8Array, headers: Readonly<Record<string, string>> = {}): boolean {
  if (headers['content-length'] !== undefined) return false;
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // UTF-16 becomes readable without its NULs.
  const plain = (part: Buffer) => part.toString('latin1').replaceAll('\0', '');
  if (!/<(?:!doctype\s+html|html)\b/i.test(plain(buffer.subarray(0, TAIL_BYTES)))) return false;
  return !/<\/(?:body|html)\s*>/i.test(plain(buffer.subarray(-TAIL_BYTES)));
}
