/** Content-Disposition in the ways that sites write it, right and wrong. */
import iconv from 'iconv-lite';
import type { Disposition } from './options.js';

/** The header for a file of this name; null where the site sends none. Bytes beyond ASCII stand in it as Latin-1. */
export function contentDisposition(
  form: Disposition,
  type: 'attachment' | 'inline',
  name: string,
): string | null {
  const extension = /\.\w+$/.exec(name)?.[0] ?? '';
  switch (form) {
    case 'none':
      return null;
    case 'ascii':
      return `${type}; filename="annual-report${extension}"`;
    case 'utf8-bytes':
      return `${type};filename="${Buffer.from(name, 'utf8').toString('latin1')}"`;
    case 'gbk-bytes':
      return `${type};filename="${iconv.encode(name, 'gbk').toString('latin1')}"`;
    case 'percent-utf8':
      return `${type}; filename=${encodeURIComponent(name)}`;
    case 'percent-gbk':
      return `${type}; filename=${percentEncoded(iconv.encode(name, 'gbk'))}`;
    case 'rfc5987':
      return `${type}; filename="report${extension}"; filename*=UTF-8''${percentEncoded(Buffer.from(name, 'utf8'))}`;
  }
}

/** Every byte that is no letter, digit, dot, hyphen or underscore as `%XX`. */
function percentEncoded(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[\w.-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
