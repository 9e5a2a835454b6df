const HIGHEST_ASCII = 0x7f;
const ZERO = 0x30;
/** Room kept for what is written without asking: a number's digits, a separator. */
const SPARE = 64;
/** Copying so few bytes one by one is quicker than asking for it. */
const SMALL = 16;

/**
 * Bytes put together one after the other. Joining as many small texts as a year has cells, and encoding them then,
 * takes four times as long.
 */
export class ByteBuilder {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity + SPARE);
  }

  get length(): number {
    return this.#length;
  }

  /** What was built, valid until the next call; the builder then begins anew. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    if (value.length > SMALL) this.#bytes.set(value, this.#length);
    else for (let i = 0; i < value.length; i++) this.#bytes[this.#length + i] = value[i] ?? 0;
    this.#length += value.length;
  }

  /** UTF-8. A lone surrogate becomes U+FFFD, for no file could hold it. */
  text(value: string): void {
    this.#reserve(value.length * 3);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > HIGHEST_ASCII) {
        this.#length = at + bytes.write(i === 0 ? value : value.slice(i), at);
        return;
      }
      bytes[at++] = code;
    }
    this.#length = at;
  }

  /** As JavaScript prints it: the shortest text that reads back as the same number. */
  number(value: number): void {
    if (value >= 0 && value < 10 && Number.isInteger(value)) this.byte(ZERO + value);
    else this.text(Object.is(value, -0) ? '0' : String(value));
  }

  #reserve(more: number): void {
    const needed = this.#length + more + SPARE;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
