import { isUtf8 } from 'node:buffer';
import { DocumentError } from '../../../errors.js';

/**
 * The characters of a part: UTF-8 or UTF-16, and nothing else (ECMA-376 part 2, 9.1.4).
 *
 * @param part its name, for messages
 * @throws DocumentError `damaged`
 */
export function decodeXml(bytes: Uint8Array, part: string): string {
  const [a, b] = bytes;
  // faster than a decoder that looks for errors itself
  if (isUtf8(bytes) && a !== 0 && b !== 0) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
  let encoding = 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) encoding = 'utf-16le';
  else if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) encoding = 'utf-16be';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DocumentError('damaged', `${part} is not ${encoding.toUpperCase()}`, { cause });
  }
}

/** Characters for their references. @throws DocumentError `damaged`, for an entity that XML itself does not know */
export function unescapeXml(text: string, part: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w{1,8});|&/g, (_, name: string | undefined) => {
    const character = name === undefined ? undefined : (ENTITIES.get(name) ?? numbered(name));
    if (character === undefined) throw new DocumentError('damaged', `${part} has an unknown entity`);
    return character;
  });
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function numbered(name: string): string | undefined {
  if (!name.startsWith('#')) return undefined;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
