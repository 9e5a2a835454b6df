/** What a file is called: by the answer's Content-Disposition, else by its address. */
import { isUtf8 } from 'node:buffer';
import { decodeText } from '../../src/text/charset.js';

/** Longer names no file system takes; in bytes of UTF-8. */
const LONGEST_NAME = 255;
/** Longer headers and queries name no file. */
const LONGEST_SOURCE = 16_384;

/**
 * The name of a fetched file, fit for showing and for judging: without folders, control characters and marks that
 * turn the writing round, at most 255 bytes of UTF-8. Null where neither header nor address names a file.
 *
 * `headers` have lower-case names and bytes above 127 as Latin-1. Of Content-Disposition (RFC 6266), `filename*`
 * (RFC 8187) wins, then continuations (RFC 2231), then `filename`: as it stands, percent-encoded or as encoded
 * words (RFC 2047), each in UTF-8 or in GBK. Of the address, a parameter that names a file, then the last part of
 * the path where it has an extension that is no program's.
 */
export function fileNameOf(headers: Readonly<Record<string, string>>, url: string): string | null {
  const header = headers['content-disposition'];
  return (typeof header === 'string' ? nameInDisposition(header) : null) ?? nameInAddress(url);
}

/**
 * Undoes one layer of percent-encoding, with `%uXXXX` of old scripts. The bytes are UTF-8 where they can be, else
 * GBK, for each part between slashes of its own. What is no code stands as it is; never throws.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text
    .split('/')
    .map((part) => (part.includes('%') ? decodeCodes(part, textOf) : part))
    .join('/');
}

/** Codes to text; letters beyond ASCII, and `%uXXXX`, are text already and part the bytes. */
function decodeCodes(part: string, decode: (bytes: Buffer) => string): string {
  return part.replace(/%u([\da-f]{4})|((?:(?!%u[\da-f]{4})[\0-\x7f])+)/gi, (_, unit, ascii: string) =>
    typeof unit === 'string' ? String.fromCharCode(Number.parseInt(unit, 16)) : decode(bytesOf(ascii)),
  );
}

function bytesOf(ascii: string): Buffer {
  const plain = ascii.replace(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

/** UTF-8 where it can be, else what fits best, which on these sites is GBK. */
function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeText(bytes, { header: 'gb18030' }).text;
}

const PARAMETER =
  /(?:^|[;,\s])filename(?:(\*)|\*(\d{1,2})(\*)?)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/gi;

interface Part {
  readonly value: string;
  readonly extended: boolean;
}

function nameInDisposition(header: string): string | null {
  const text = rawText(header.slice(0, LONGEST_SOURCE));
  const parts = new Map<number, Part>();
  let extended: string | undefined;
  let plain: string | undefined;
  for (const [, star, number, codes, quoted, bare] of text.matchAll(PARAMETER)) {
    const value = quoted === undefined ? (bare ?? '').trim() : withoutEscapes(quoted);
    if (star !== undefined) extended ??= value;
    else if (number === undefined) plain ??= value;
    else if (!parts.has(Number(number))) parts.set(Number(number), { value, extended: codes !== undefined });
  }
  return (
    safeName(extended === undefined ? '' : extendedValue(extended)) ??
    safeName(extendedValue(joined(parts))) ??
    safeName(plain === undefined ? '' : repeatedly(encodedWords(unquoted(plain))))
  );
}

/** The header as text: its bytes may be UTF-8 or GBK, whose second bytes can look like a backslash. */
function rawText(header: string): string {
  if (!/[\x80-\xff]/.test(header) || /[^\0-\xff]/.test(header)) return header;
  return textOf(Buffer.from(header, 'latin1'));
}

/** Only quotes and backslashes are escaped; elsewhere a backslash is part of a path of Windows. */
function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\(["\\])/g, '$1');
}

function unquoted(value: string): string {
  return /^'(.*)'$/s.exec(value)?.[1] ?? value;
}

function joined(parts: ReadonlyMap<number, Part>): string {
  let whole = '';
  for (let number = 0; ; number++) {
    const part = parts.get(number);
    if (part === undefined) return whole;
    whole += part.extended ? part.value : part.value.replaceAll('%', '%25');
  }
}

/** `UTF-8'zh'%E5…`; a charset that the bytes do not bear is not believed, and none need be named. */
function extendedValue(value: string): string {
  const [, charset, codes] = /^([\w.:-]*)'[^']*'(.*)$/s.exec(value) ?? [];
  if (charset === undefined || codes === undefined) return repeatedly(value);
  return decodeCodes(codes, (bytes) => declaredText(bytes, charset));
}

function declaredText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return textOf(bytes);
  }
}

const ENCODED_WORD = /=\?([\w.:-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi;

/** Encoded words beside each other are one: a character may begin in the first and end in the second. */
function encodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  let result = '';
  let at = 0;
  let open: { charset: string; bytes: Buffer[] } | null = null;
  const close = () => {
    if (open !== null) result += declaredText(Buffer.concat(open.bytes), open.charset);
    open = null;
  };
  for (const match of text.matchAll(ENCODED_WORD)) {
    const [word, charset = '', kind = '', coded = ''] = match;
    if (match.index > at || open?.charset !== charset.toLowerCase()) close();
    result += text.slice(at, match.index);
    open ??= { charset: charset.toLowerCase(), bytes: [] };
    open.bytes.push(wordBytes(kind, coded));
    at = match.index + word.length;
  }
  close();
  return result + text.slice(at);
}

function wordBytes(kind: string, coded: string): Buffer {
  if (kind.toLowerCase() === 'b') return Buffer.from(coded, 'base64');
  return bytesOf(
    coded
      .replaceAll('_', ' ')
      .replaceAll('%', '%25')
      .replace(/=([\da-f]{2})/gi, '%$1'),
  );
}

const LAYERS = 3;

/** Percent-encoding comes doubled; after the first layer only what is surely one is undone. */
function repeatedly(text: string): string {
  let decoded = decodePercent(text);
  for (let layer = 1; layer < LAYERS && /%[89a-f][\da-f]|%u[\da-f]{4}/i.test(decoded); layer++) {
    decoded = decodePercent(decoded);
  }
  return decoded;
}

/** Parameters that name a file, the more telling first: Hanweb's `showname` is what a reader sees. */
const NAMING = [
  'showname',
  'originalfilename',
  'originalname',
  'filename',
  'file_name',
  'attname',
  'downname',
  'fname',
];
/** Parameters that may name anything, and are believed for an extension. */
const PERHAPS = ['name', 'title', 'file', 'path', 'filepath', 'url'];
const EXTENSION = /[^./\\]\.[a-z\d]{1,8}$/i;
/** Extensions of programs that serve pages and files. */
const PROGRAM = /\.(?:jspx?|do|action|aspx?|ashx|php|cgi|vsb|htm|html|shtml)$/i;

function nameInAddress(url: string): string | null {
  const [address = ''] = url.split('#', 1);
  const mark = address.indexOf('?');
  const query = mark < 0 ? '' : address.slice(mark + 1, mark + 1 + LONGEST_SOURCE);
  return nameInQuery(query) ?? nameInPath(mark < 0 ? address : address.slice(0, mark));
}

function nameInQuery(query: string): string | null {
  const given = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 1) continue;
    const key = pair.slice(0, equals).toLowerCase();
    if (!given.has(key)) given.set(key, repeatedly(pair.slice(equals + 1).replaceAll('+', ' ')));
  }
  const named = [...NAMING, ...PERHAPS].flatMap((key) => {
    const name = safeName(given.get(key) ?? '');
    const believed = name !== null && (NAMING.includes(key) || isFileName(name));
    return believed ? [name] : [];
  });
  // A name with an extension says more than one without.
  return named.find(isFileName) ?? named[0] ?? null;
}

function nameInPath(address: string): string | null {
  const path = address.replace(/^[a-z][a-z\d+.-]*:(?:\/\/[^/]*)?|^\/\/[^/]*/i, '');
  const last = path.slice(path.lastIndexOf('/') + 1).split(';', 1)[0] ?? '';
  const name = safeName(repeatedly(last.slice(0, LONGEST_SOURCE)));
  return name !== null && isFileName(name) ? name : null;
}

function isFileName(name: string): boolean {
  return EXTENSION.test(name) && !PROGRAM.test(name);
}

/** Controls, marks of direction, joiners, byte order marks, halves of characters. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** The last part of a path, cleaned and cut; null where nothing is left that names a file. */
function safeName(text: string): string | null {
  const clean = text.replace(UNSAFE, '');
  const base = clean.slice(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
  const trimmed = base
    .replace(/^[a-z]:/i, '')
    .trim()
    .replace(/(?<![\s.])[\s.]+$/, '');
  const name = trimmed.replace(/^[.\s]+/, '');
  if (name === '' || (name !== trimmed && !EXTENSION.test(name))) return null;
  return cut(name);
}

/** Cuts an over-long name before its extension. */
function cut(name: string): string | null {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name;
  const extension = EXTENSION.exec(name)?.[0].slice(1) ?? '';
  let room = LONGEST_NAME - extension.length;
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return `${stem.trimEnd()}${extension}`;
}
