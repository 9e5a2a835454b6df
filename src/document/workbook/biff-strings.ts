/** A text of several fonts: each font from the character at which it begins. */
export interface RichText {
  readonly text: string;
  readonly runs: readonly { readonly from: number; readonly font: number }[];
}

const HIGH_BYTES = 0x01;
const EXTENDED = 0x04;
const RICH = 0x08;

/**
 * The texts of several fonts among the strings that the cells of an xls file share (SST, [MS-XLS] 2.4.265), by their
 * numbers. A string that is cut by the end of a record goes on in the next one, and says there anew how wide its
 * characters are.
 *
 * @param records the bytes of the SST record and of the CONTINUE records behind it
 */
export function richTexts(records: readonly Uint8Array[]): ReadonlyMap<number, RichText> {
  const found = new Map<number, RichText>();
  const reader = new Records(records);
  reader.skip(4);
  const count = reader.u32();
  for (let i = 0; i < count && !reader.isAtEnd; i += 1) {
    const length = reader.u16();
    const flags = reader.u8();
    const runCount = (flags & RICH) === 0 ? 0 : reader.u16();
    const extra = (flags & EXTENDED) === 0 ? 0 : reader.u32();
    const text = reader.characters(length, (flags & HIGH_BYTES) !== 0);
    const runs = Array.from({ length: runCount }, () => ({ from: reader.u16(), font: reader.u16() }));
    reader.skip(extra);
    if (runs.length > 0) found.set(i, { text, runs });
  }
  return found;
}

/** Reads over the ends of records. What is missing at the end reads as noughts. */
class Records {
  #record = 0;
  #at = 0;

  constructor(private readonly records: readonly Uint8Array[]) {}

  get isAtEnd(): boolean {
    this.#settle();
    return this.#record >= this.records.length;
  }

  u8(): number {
    this.#settle();
    const byte = this.records[this.#record]?.[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  u16(): number {
    return this.u8() | (this.u8() << 8);
  }

  u32(): number {
    return this.u16() + this.u16() * 0x10000;
  }

  skip(bytes: number): void {
    let left = bytes;
    while (left > 0 && !this.isAtEnd) {
      const step = Math.min(left, (this.records[this.#record]?.length ?? 0) - this.#at);
      this.#at += step;
      left -= step;
    }
  }

  characters(count: number, wide: boolean): string {
    let isWide = wide;
    let text = '';
    for (let i = 0; i < count && this.#record < this.records.length; i += 1) {
      if (this.#settle()) isWide = (this.u8() & HIGH_BYTES) !== 0;
      text += String.fromCharCode(isWide ? this.u16() : this.u8());
    }
    return text;
  }

  /** Goes on to the next record where this one is at its end; says whether it did. */
  #settle(): boolean {
    let moved = false;
    while (this.#record < this.records.length && this.#at >= (this.records[this.#record]?.length ?? 0)) {
      this.#record += 1;
      this.#at = 0;
      moved = true;
    }
    return moved;
  }
}
