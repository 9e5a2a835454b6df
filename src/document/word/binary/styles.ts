import type { ByteView } from '../../containers/ole2-bytes.js';
import type { Extent } from './fib.js';

/** A style of a binary Word file, as far as its property changes go ([MS-DOC] 2.9.260, STD). */
export interface BinaryStyle {
  readonly basedOn: number;
  /** Changes of paragraph properties, for paragraph styles. */
  readonly paragraph: ByteView | undefined;
  readonly character: ByteView | undefined;
}

const NO_STYLE = 0xfff;
const PARAGRAPH_STYLE = 1;
const CHARACTER_STYLE = 2;
/** A style longer derived than this is derived from itself. */
const LONGEST_CHAIN = 64;

/** The style sheet ([MS-DOC] 2.9.271, STSH). A style that cannot be read changes nothing. */
export class BinaryStyles {
  readonly #styles: (BinaryStyle | undefined)[] = [];

  constructor(table: ByteView, { at, length }: Extent) {
    if (length < 6) return;
    const sheet = table.part(at, at + length);
    const count = sheet.u16(2);
    const baseSize = sheet.u16(4);
    let start = 2 + sheet.u16(0);
    for (let style = 0; style < count && start + 2 <= sheet.length; style += 1) {
      const end = start + 2 + sheet.u16(start);
      if (end > sheet.length) return;
      this.#styles.push(end - start > 12 ? readStyle(sheet.part(start + 2, end), baseSize) : undefined);
      start = end;
    }
  }

  /** A style and those that it is based on, the most basic first. */
  chain(style: number): BinaryStyle[] {
    const chain: BinaryStyle[] = [];
    let next = this.#styles[style];
    while (next !== undefined && chain.length < LONGEST_CHAIN) {
      chain.unshift(next);
      next = next.basedOn === NO_STYLE ? undefined : this.#styles[next.basedOn];
    }
    return chain;
  }
}

function readStyle(style: ByteView, baseSize: number): BinaryStyle | undefined {
  const kind = style.u16(2) & 0xf;
  const basedOn = style.u16(2) >>> 4;
  const updates = style.u16(4) & 0xf;
  // the name: its length, its characters, a zero
  let at = baseSize + 2 + 2 * ((style.length >= baseSize + 2 ? style.u16(baseSize) : 0) + 1);
  const read: (ByteView | undefined)[] = [];
  for (let update = 0; update < Math.min(updates, 3) && at + 2 <= style.length; update += 1) {
    at += at % 2;
    if (at + 2 > style.length) break;
    const end = at + 2 + style.u16(at);
    if (end > style.length) break;
    read.push(style.part(at + 2, end));
    at = end;
  }
  if (kind === PARAGRAPH_STYLE) {
    const [paragraph, character] = read;
    const changes =
      paragraph !== undefined && paragraph.length >= 2 ? paragraph.part(2, paragraph.length) : undefined;
    return { basedOn, paragraph: changes, character };
  }
  return { basedOn, paragraph: undefined, character: kind === CHARACTER_STYLE ? read[0] : undefined };
}
