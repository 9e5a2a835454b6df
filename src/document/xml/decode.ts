import { isUtf8 } from 'node:buffer';
import { DocumentError } from '../../errors.js';

/** Encodings that bytes without a zero among the first two can only have as UTF-8, whatever they say. */
const UTF8 = /^(?:utf-?8|us-ascii|ascii|utf-?16(?:le|be)?|ucs-2|iso-10646-ucs-2)$/i;
const GB18030 = /^(?:gb18030|gbk|x-gbk|gb2312|gb_2312-80|cp936|ms936|windows-936)$/i;
const DECLARED = /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/;
/** The declaration stands at the beginning and is short. */
const DECLARATION = 200;

/**
 * The characters of an XML part: UTF-16 where its first bytes show it (XML 1.0, appendix F), else UTF-8 or GB18030
 * (with GBK and GB 2312, which it contains), as the part declares.
 *
 * @param part its name, for messages
 * @throws DocumentError `unsupported`, for another encoding; `damaged`, where the bytes are not what they say
 */
export function decodeXml(bytes: Uint8Array, part: string): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return decode(bytes, 'utf-16le', part);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return decode(bytes, 'utf-16be', part);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const declared = DECLARED.exec(buffer.toString('latin1', 0, DECLARATION))?.[1] ?? 'utf-8';
  if (GB18030.test(declared)) {
    if (isUtf8(bytes) && bytes.some((byte) => byte > 0x7f)) {
      throw damaged(`${part} says that it is ${declared.toUpperCase()}, but is UTF-8`);
    }
    return decode(bytes, 'gb18030', part);
  }
  if (!UTF8.test(declared)) {
    const name = declared.slice(0, 40);
    throw new DocumentError(
      'unsupported',
      `${part} is encoded as ${name}, only Unicode and GB18030 are read`,
    );
  }
  // faster than a decoder that looks for errors itself
  if (!isUtf8(bytes)) throw damaged(`${part} is not UTF-8`);
  const text = buffer.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function decode(bytes: Uint8Array, encoding: string, part: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw damaged(`${part} is not ${encoding.toUpperCase()}`, cause);
  }
}

function damaged(what: string, cause?: unknown): DocumentError {
  return new DocumentError('damaged', what, { cause });
}
