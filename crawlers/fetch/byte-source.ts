/** The bytes of a stream, taken as a reader needs them: by lines, by number, or all. */
export class ByteSource {
  readonly #chunks: AsyncIterator<unknown>;
  #rest: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(stream: AsyncIterable<unknown>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /**
   * Up to the next LF, without it, as Latin-1; null where the stream ends before one. Calls `tooLong` where `most` bytes
   * hold none, which must throw.
   */
  async line(most: number, tooLong: () => never): Promise<string | null> {
    const parts: Buffer[] = [];
    let length = 0;
    for (let chunk = await this.some(); chunk !== null; chunk = await this.some()) {
      const end = chunk.indexOf(LF);
      const part = end < 0 ? chunk : chunk.subarray(0, end);
      parts.push(part);
      length += part.length;
      if (length > most) tooLong();
      if (end < 0) continue;
      this.#rest = chunk.subarray(end + 1);
      return Buffer.concat(parts, length).toString('latin1');
    }
    return null;
  }

  /** At most so many bytes, as they come; null at the end. */
  async some(most: number = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
    while (this.#rest.length === 0) {
      const next = this.#isOver ? null : await this.#chunks.next();
      if (next === null || next.done === true) {
        this.#isOver = true;
        return null;
      }
      if (!Buffer.isBuffer(next.value)) throw new TypeError('the stream gives no bytes');
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** What has come and was not taken. */
  get pending(): Buffer {
    return this.#rest;
  }
}

const LF = 0x0a;
