import type { Pdfium } from './engine.js';

/** What a file's objects may be packed in. */
const PACKED = Buffer.from('ObjStm');

/** What a file says in plain words. What is packed is looked for in a copy that is not. */
export class Mentions {
  #unpacked: Buffer | null = null;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly bytes: Uint8Array,
  ) {}

  /** Does the file have this name at all? */
  has(name: string): boolean {
    return this.#file().includes(name) || this.unpacked().includes(name);
  }

  /** The file with no object packed into another. */
  unpacked(): Buffer {
    this.#unpacked ??= this.#file().includes(PACKED) ? this.#copy() : this.#file();
    return this.#unpacked;
  }

  #file(): Buffer {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  #copy(): Buffer {
    const { pdfium } = this;
    const { calls } = pdfium;
    const writer = calls.openWriter();
    calls.saveCopy(this.document, writer);
    const size = calls.writtenSize(writer);
    const at = calls.malloc(size);
    calls.written(writer, at, size);
    const copy = Buffer.from(pdfium.bytes.slice(at, at + size));
    calls.free(at);
    calls.closeWriter(writer);
    return copy;
  }
}
