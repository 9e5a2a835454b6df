import type { Pdfium } from './engine.js';

/** What a file's objects may be packed in. */
const PACKED = Buffer.from('ObjStm');

/** Whether a file has certain names at all. What is packed is looked for in a copy that is not. */
export class Mentions {
  #unpacked: Buffer | null = null;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly bytes: Uint8Array,
  ) {}

  has(name: string): boolean {
    const file = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    if (file.includes(name)) return true;
    if (!file.includes(PACKED)) return false;
    this.#unpacked ??= this.#copy();
    return this.#unpacked.includes(name);
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
