import type { ByteView } from '../../containers/ole2-bytes.js';
import type { Extent } from './fib.js';

/** Where the name begins in an entry ([MS-DOC] 2.9.96, FFN). */
const NAME = 40;

/** The names of the fonts that runs refer to by number ([MS-DOC] 2.9.286, SttbfFfn). */
export function readFonts(table: ByteView, { at, length }: Extent): string[] {
  const names: string[] = [];
  if (length < 4) return names;
  const fonts = table.part(at, at + length);
  let next = 4;
  for (let count = fonts.u16(0); count > 0 && next < fonts.length; count -= 1) {
    const end = next + 1 + fonts.u8(next);
    if (end > fonts.length) break;
    const name = end > next + NAME ? fonts.bytes(next + NAME, end).toString('utf16le') : '';
    names.push(name.split('\0')[0] ?? '');
    next = end;
  }
  return names;
}
