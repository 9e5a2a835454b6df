import { isAscii, isUtf8, transcode } from 'node:buffer';

/** How a byte string was turned into text. */
export interface DecodedText {
  /** The text without its byte order mark. */
  readonly text: string;
  /** What was used, as a WHATWG name; `gb18030` stands for GBK and GB 2312 as well. */
  readonly encoding: string;
  /** The declared label where it differs from what was used, else null. */
  readonly mismatch: string | null;
  /** How many U+FFFD the decoding produced that the source does not itself contain. */
  readonly damaged: number;
}

const SCAN_BYTES = 4096;
const META_CHARSET = /<meta\b[^>]{0,512}?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i;
const XML_ENCODING = /^\s*<\?xml\b[^>]{0,256}?\bencoding\s*=\s*["']\s*([\w:.-]+)/i;
const HEADER_CHARSET = /\bcharset\s*=\s*["']?\s*([\w:.-]+)/i;
const REPLACEMENT = '\uFFFD';

/** Encodings a declaration is believed for when the bytes allow it: those in which errors show. */
const TELLING = new Set([
  'utf-8',
  'gb18030',
  'big5',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'euc-kr',
]);

/** U+FFFD as it may stand in a source. */
const REPLACEMENT_BYTES: Readonly<Record<string, readonly number[]>> = {
  'utf-8': [0xef, 0xbf, 0xbd],
  gb18030: [0x84, 0x31, 0xa4, 0x37],
  'utf-16le': [0xfd, 0xff],
  'utf-16be': [0xff, 0xfd],
};

/**
 * Turns the bytes of a page into text. A byte order mark decides, then the bytes themselves; what the header
 * or the page declares is only a hint, because on these sites header, meta tag and bytes may all disagree.
 *
 * `declared.header` is a Content-Type value or a bare label.
 */
export function decodeText(bytes: Uint8Array, declared: { header?: string | null } = {}): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const labels = declaredLabels(buffer, declared.header ?? null);
  const marked = byteOrderMark(buffer);
  if (marked !== null) return finish(buffer.subarray(marked.length), marked.encoding, labels);

  const wide = labels.map((label) => canonical(label)).find((name) => name?.startsWith('utf-16'));
  if (wide !== undefined && wide !== null && looksWide(buffer)) return finish(buffer, wide, labels);
  if (isAscii(buffer))
    return { text: buffer.toString('latin1'), encoding: 'utf-8', mismatch: null, damaged: 0 };
  if (isUtf8(buffer) || isMostlyUtf8(buffer)) return finish(buffer, utf8Or(buffer, labels), labels);
  return finish(buffer, bestFit(buffer, labels), labels);
}

/** Names the declared labels, the header's first. */
function declaredLabels(buffer: Buffer, header: string | null): string[] {
  const labels: string[] = [];
  if (header !== null) {
    const label =
      HEADER_CHARSET.exec(header)?.[1] ?? (/^[\w:.-]+$/.test(header.trim()) ? header.trim() : null);
    if (label !== null) labels.push(label.toLowerCase());
  }
  const head = buffer.toString('latin1', 0, SCAN_BYTES);
  const inside = (META_CHARSET.exec(head) ?? XML_ENCODING.exec(head))?.[1]?.toLowerCase();
  if (inside !== undefined) labels.push(inside);
  return labels;
}

const names = new Map<string, string | null>();

/** The WHATWG name of a label, with all of the GB family as gb18030; null for what no decoder knows. */
function canonical(label: string): string | null {
  const known = names.get(label);
  if (known !== undefined) return known;
  let name: string | null;
  try {
    name = new TextDecoder(label).encoding;
  } catch {
    name = /^(hz-)?gb/.test(label) ? 'gb18030' : null;
  }
  if (name === 'gbk') name = 'gb18030';
  if (names.size < 256) names.set(label, name);
  return name;
}

function declares(labels: readonly string[], encoding: string): boolean {
  return labels.some((label) => canonical(label) === encoding);
}

function byteOrderMark(buffer: Buffer): { encoding: string; length: number } | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 is believed only where the bytes allow it: an even length, and NULs or nothing that UTF-8 could be. */
function looksWide(buffer: Buffer): boolean {
  return buffer.length % 2 === 0 && (buffer.includes(0) || !isUtf8(buffer));
}

/**
 * Characters of Chinese that bytes must give as UTF-8 before they overrule a declaration under which they are
 * sound, too.
 *
 * A few characters of GBK may happen to be UTF-8 of Chinese. Of all strings of two ideographs of GBK and a comma
 * 35 in 100,000 are, as two characters. For four characters at least five ideographs and a comma are needed: of these
 * 2 in 100 million are so, and fewer of any other length. (Counted over all strings of U+4E00 to U+9FA5. Of common
 * ones there are still fewer: no character of GB 2312's level 1 begins with a byte that begins three in UTF-8.)
 * The other way round, half of all Chinese in UTF-8 is sound GBK at any length, and declarations are often wrong: from
 * four characters on, the bytes decide. No page below that holds a report.
 */
const ENOUGH_CHINESE = 4;

/** UTF-8, or what a label declares where the bytes are too few to say that it is wrong. */
function utf8Or(buffer: Buffer, labels: readonly string[]): string {
  const declared = labels.map(canonical).find((name) => name !== null && TELLING.has(name));
  if (declared === undefined || declared === null || declared.startsWith('utf-')) return 'utf-8';
  return !hasEnoughChinese(buffer) && decodesStrictly(buffer, declared) ? declared : 'utf-8';
}

/** By the first bytes of sequences: U+3000 to U+9FFF begin with 0xE3 to 0xE9, wide punctuation with 0xEF 0xBC or more. */
function hasEnoughChinese(buffer: Buffer): boolean {
  let found = 0;
  for (let at = 0; at < buffer.length && found < ENOUGH_CHINESE; at++) {
    const byte = buffer[at] ?? 0;
    if ((byte >= 0xe3 && byte <= 0xe9) || (byte === 0xef && (buffer[at + 1] ?? 0) >= 0xbc)) found++;
  }
  return found >= ENOUGH_CHINESE;
}

/**
 * Whether every byte has its place in the encoding. A lone 0x80, which decoders of the GB family take for a euro sign, has
 * none: it moves what follows by one byte, so that UTF-8 of any length would fit.
 */
function decodesStrictly(buffer: Buffer, encoding: string): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(buffer);
    return encoding !== 'gb18030' || !text.includes('€');
  } catch {
    return false;
  }
}

/** Chooses for bytes that are not UTF-8. */
function bestFit(buffer: Buffer, labels: readonly string[]): string {
  if (declares(labels, 'gb18030')) return 'gb18030';
  const candidates = labels
    .map(canonical)
    .filter((name): name is string => name !== null && TELLING.has(name) && !name.startsWith('utf-16'));
  let best = { encoding: 'gb18030', damage: Number.POSITIVE_INFINITY };
  for (const encoding of [...candidates, 'gb18030', 'utf-8']) {
    const damage = countReplacements(decode(buffer, encoding));
    if (damage < best.damage) best = { encoding, damage };
  }
  return best.encoding;
}

/** Characters of Chinese that tell UTF-8 even where a piece in another encoding was pasted in. */
const MANY_CHINESE = 50;

/**
 * UTF-8 that was cut inside its last character, that has a stray byte somewhere, or into which a piece in another encoding
 * was pasted (the navigation of another page). Multi-byte sequences of UTF-8 do not come about by accident: in GBK text read
 * as UTF-8 nearly every character is an error, and not one in a hundred of the others is Chinese.
 */
function isMostlyUtf8(buffer: Buffer): boolean {
  const text = decode(buffer, 'utf-8');
  let wide = 0;
  let chinese = 0;
  let broken = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken++;
    else if (code >= 0x800) wide++;
    if ((code >= 0x3000 && code <= 0x9fff) || (code >= 0xff00 && code < 0xfff0)) chinese++;
  }
  if (chinese >= MANY_CHINESE && broken * 2 <= chinese) return true;
  return wide > 0 && (broken * 10 <= wide || isUtf8(withoutCutTail(buffer)));
}

function withoutCutTail(buffer: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= buffer.length; back++) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte >= 0xc0) return buffer.subarray(0, buffer.length - back);
  }
  return buffer;
}

function decode(buffer: Buffer, encoding: string): string {
  if (encoding !== 'utf-8') return new TextDecoder(encoding).decode(buffer);
  // By way of UTF-16, sound UTF-8 becomes a string ten times as fast as by toString('utf8').
  return isUtf8(buffer) && buffer.length > 0
    ? transcode(buffer, 'utf8', 'utf16le').toString('utf16le')
    : buffer.toString('utf8');
}

function countReplacements(text: string): number {
  let count = 0;
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) count++;
  return count;
}

function finish(buffer: Buffer, encoding: string, labels: readonly string[]): DecodedText {
  const text = decode(buffer, encoding);
  const produced = countReplacements(text);
  const damaged = produced === 0 ? 0 : Math.max(0, produced - countGenuine(buffer, encoding));
  const mismatch = labels.find((label) => canonical(label) !== encoding) ?? null;
  return { text, encoding, mismatch, damaged };
}

function countGenuine(buffer: Buffer, encoding: string): number {
  const bytes = REPLACEMENT_BYTES[encoding];
  if (bytes === undefined) return 0;
  const pattern = Buffer.from(bytes);
  let count = 0;
  for (let at = buffer.indexOf(pattern); at !== -1; at = buffer.indexOf(pattern, at + pattern.length)) {
    if (!encoding.startsWith('utf-16') || at % 2 === 0) count++;
  }
  return count;
}
