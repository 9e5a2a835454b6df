import { DocumentError } from '../../errors.js';

/** Little-endian numbers of a byte string; what lies outside of it is a DocumentError `damaged`. */
export class ByteView {
  readonly #bytes: Buffer;

  /** @param name what the bytes are, for messages */
  constructor(
    bytes: Uint8Array,
    private readonly name: string,
  ) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  u8(at: number): number {
    this.#check(at, at + 1);
    return this.#bytes.readUInt8(at);
  }

  u16(at: number): number {
    this.#check(at, at + 2);
    return this.#bytes.readUInt16LE(at);
  }

  i16(at: number): number {
    this.#check(at, at + 2);
    return this.#bytes.readInt16LE(at);
  }

  u32(at: number): number {
    this.#check(at, at + 4);
    return this.#bytes.readUInt32LE(at);
  }

  i32(at: number): number {
    this.#check(at, at + 4);
    return this.#bytes.readInt32LE(at);
  }

  bytes(from: number, to: number): Buffer {
    this.#check(from, to);
    return this.#bytes.subarray(from, to);
  }

  part(from: number, to: number): ByteView {
    return new ByteView(this.bytes(from, to), this.name);
  }

  /** One byte by itself, to stand where bytes are asked for. */
  constant(value: number): ByteView {
    return new ByteView(Uint8Array.of(value), this.name);
  }

  #check(from: number, to: number): void {
    if (from >= 0 && from <= to && to <= this.#bytes.length) return;
    throw new DocumentError('damaged', `${this.name} ends at byte ${this.#bytes.length}, before ${to}`);
  }
}
