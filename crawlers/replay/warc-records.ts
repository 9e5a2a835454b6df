/**
 * Reads the records of a WARC file (ISO 28500; versions 1.0 and 1.1), packed or not. Own code, because the library that is
 * kept for it, warcio, brings 30 packages with it and repairs damaged records without saying so.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { describeError, NianbaoError } from '../../src/errors.js';
import { ByteSource } from '../fetch/byte-source.js';

export interface WarcRecord {
  /** In lower case: response, request, warcinfo… */
  readonly type: string;
  /** Lower-case names. */
  readonly fields: ReadonlyMap<string, string>;
  /** The record's block; null where it was not wanted, or is longer than it may be. */
  readonly block: Buffer | null;
}

export interface WarcOptions {
  /** The longest block that is taken, in bytes. */
  readonly mostBytes: number;
  /** Is the block of a record with these fields to be read at all? */
  wants(type: string, fields: ReadonlyMap<string, string>): boolean;
  /** Called once, with one line, where the file breaks off within a record; what came before is good. */
  brokenOff(problem: string): void;
}

const HEAD_BYTES = 64 * 1024;
const LF = 0x0a;

/**
 * The records in their order, read as a stream: no more than one block is held.
 * @throws NianbaoError `unreadable_file` where the file can't be read or is no WARC, with the place of the fault
 */
export async function* warcRecords(file: string, options: WarcOptions): AsyncGenerator<WarcRecord> {
  const source = new WarcSource(file);
  try {
    for (let number = 1; ; number++) {
      const record = await source.record(number, options);
      if (record === null) return;
      yield record;
    }
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    options.brokenOff(`${file}: ${error.message}; only what stands before was read`);
  } finally {
    source.close();
  }
}

/** The file ends within a record. */
class BrokenOff extends Error {}

class WarcSource {
  readonly #file: string;
  readonly #stream: NodeJS.ReadableStream & { destroy(): unknown };
  readonly #source: ByteSource;
  #lastByte: number | undefined;

  constructor(file: string) {
    this.#file = file;
    const plain = createReadStream(file);
    if (file.toLowerCase().endsWith('.gz')) {
      const unpacked = createGunzip();
      plain.on('error', (error) => unpacked.destroy(error));
      unpacked.on('close', () => plain.destroy());
      this.#stream = plain.pipe(unpacked);
    } else this.#stream = plain;
    this.#source = new ByteSource(this.#watched());
  }

  /** What comes, with its last byte noted: a file ends well with a line. */
  async *#watched(): AsyncGenerator<unknown> {
    for await (const chunk of this.#stream) {
      if (Buffer.isBuffer(chunk)) this.#lastByte = chunk.at(-1);
      yield chunk;
    }
  }

  close(): void {
    this.#stream.destroy();
  }

  /** The next record, or null at the end of the file. */
  async record(number: number, { mostBytes, wants }: WarcOptions): Promise<WarcRecord | null> {
    const fault = (what: string): never => {
      throw new NianbaoError('unreadable_file', `record ${number}: ${what}`, {
        file: this.#file,
        hint: 'a WARC of version 1.0 or 1.1 is needed, as wget, browsertrix and ArchiveWeb.page write it',
      });
    };
    const broken = (): never => {
      throw new BrokenOff(`record ${number} is not whole`);
    };
    let first = await this.#line(number, fault);
    // two empty lines end a record
    for (let empty = 0; first === '' && empty < 4; empty++) first = await this.#line(number, fault);
    if (first === null) {
      if (number === 1) fault('there is none');
      return this.#lastByte === LF ? null : broken();
    }
    if (!/^WARC\/1\.[01]$/.test(first)) fault('it does not begin as a record of a WARC');
    const fields = new Map<string, string>();
    for (let left = HEAD_BYTES; ; ) {
      const line = (await this.#line(number, fault)) ?? broken();
      if (line === '') break;
      left -= line.length + 2;
      const colon = line.indexOf(':');
      if (left < 0) fault('its head is too long');
      if (colon < 1) fault('its head is damaged');
      fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    const length = fields.get('content-length') ?? '';
    if (!/^\d{1,15}$/.test(length)) fault('it does not say how long it is');
    const type = (fields.get('warc-type') ?? '').toLowerCase();
    if (type === '') fault('it does not say of which type it is');
    const isTaken = Number(length) <= mostBytes && wants(type, fields);
    const block = await this.#block(Number(length), isTaken, number, fault);
    if (block === 'short') return broken();
    return { type, fields, block };
  }

  /** A block, or null where it is only passed over. */
  async #block(
    length: number,
    isTaken: boolean,
    number: number,
    fault: (what: string) => never,
  ): Promise<Buffer | null | 'short'> {
    const parts: Buffer[] = [];
    for (let left = length; left > 0; ) {
      const chunk = await this.#read(number, fault, () => this.#source.some(left));
      if (chunk === null) return 'short';
      left -= chunk.length;
      if (isTaken) parts.push(chunk);
    }
    return isTaken ? Buffer.concat(parts, length) : null;
  }

  async #line(number: number, fault: (what: string) => never): Promise<string | null> {
    const line = await this.#read(number, fault, () =>
      this.#source.line(HEAD_BYTES, () => fault('it does not begin as a record of a WARC')),
    );
    // fields are UTF-8
    return line === null ? null : Buffer.from(line.replace(/\r$/, ''), 'latin1').toString('utf8');
  }

  /** Reads; a packed file that ends too early has broken off, one whose bytes are wrong is damaged. */
  async #read<T>(number: number, fault: (what: string) => never, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof NianbaoError) throw error;
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'Z_BUF_ERROR') throw new BrokenOff(`record ${number} is not whole`);
      return fault(describeError(error));
    }
  }
}
