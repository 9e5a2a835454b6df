import type { ByteView } from '../../containers/ole2-bytes.js';

/** A change of one property ([MS-DOC] 2.2.5): which, and where its operand stands. */
export interface PropertyChange {
  readonly sprm: number;
  readonly source: ByteView;
  readonly at: number;
  readonly length: number;
}

const TDEFTABLE = 0xd608;
const TDEFTABLE10 = 0xd606;
const PCHGTABS = 0xc615;
/** Operand sizes by the three topmost bits of a sprm ([MS-DOC] 2.6.1); 0 is variable. */
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3];

/** The changes in a run of `Prl`s; a last one that is cut off is left out. */
export function* propertyChanges(source: ByteView, from: number, to: number): Generator<PropertyChange> {
  for (let at = from; at + 2 < to; ) {
    const sprm = source.u16(at);
    let start = at + 2;
    let length = SIZES[sprm >>> 13] ?? 0;
    if (sprm === TDEFTABLE || sprm === TDEFTABLE10) {
      if (start + 2 > to) return;
      length = source.u16(start) - 1;
      start += 2;
    } else if (length === 0) {
      length = source.u8(start);
      // tab stops too many to count their bytes in one are counted one by one (2.9.181)
      if (sprm === PCHGTABS && length === 255) return;
      start += 1;
    }
    if (length < 0 || start + length > to) return;
    yield { sprm, source, at: start, length };
    at = start + length;
  }
}
