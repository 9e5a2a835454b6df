import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { NianbaoError } from '../../errors.js';
import type { FileSink } from './file-sink.js';

/** What fits into the fields of a ZIP file without its 64-bit extension (APPNOTE.TXT, 4.4.8). */
const LIMIT = 0xffff_ffff;
/** 1980-01-01, the first day that ZIP knows: the same content gives the same bytes whenever it is written. */
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const VERSION = 20;

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  crc: number;
  packed: number;
  size: number;
}

/** A ZIP file written entry by entry, each packed while it is being made (APPNOTE.TXT, 4.3). */
export class ZipFile {
  readonly #entries: Entry[] = [];
  #deflate: DeflateRaw | null = null;
  #packing: Promise<void> = Promise.resolve();

  constructor(private readonly sink: FileSink) {}

  /** Begins an entry; the one before must be ended. */
  async begin(name: string): Promise<void> {
    const entry = { name: Buffer.from(name), at: this.sink.position, crc: 0, packed: 0, size: 0 };
    this.#entries.push(entry);
    await this.sink.write(localHeader(entry));
    const deflate = createDeflateRaw({ level: 6, chunkSize: 64 * 1024 });
    this.#deflate = deflate;
    this.#packing = pipeline(deflate, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        entry.packed += chunk.length;
        await this.sink.write(chunk);
      }
    });
    this.#packing.catch(() => undefined); // thrown by the next write, or by end
  }

  /** Adds to the entry that was begun. The bytes must not be changed afterwards. */
  async write(bytes: Uint8Array): Promise<void> {
    const [entry, deflate] = [this.#entries.at(-1), this.#deflate];
    if (entry === undefined || deflate === null) throw new Error('no entry of the ZIP file is open');
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    if (deflate.destroyed) return this.#packing;
    if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), this.#packing]);
  }

  /** Ends the entry: its header, written before its length was known, is put right. */
  async end(): Promise<void> {
    const entry = this.#entries.at(-1);
    this.#deflate?.end();
    await this.#packing;
    this.#deflate = null;
    if (entry === undefined) return;
    if (entry.size > LIMIT || entry.packed > LIMIT || this.sink.position > LIMIT) {
      throw new NianbaoError('export_failed', 'a table is too large for a workbook', {
        hint: 'export fewer years, or another format',
      });
    }
    await this.sink.overwrite(localHeader(entry), entry.at);
  }

  /** Writes the directory. The sink is left open. */
  async finish(): Promise<void> {
    const at = this.sink.position;
    for (const entry of this.#entries) await this.sink.write(directoryHeader(entry));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(this.sink.position - at, 12);
    end.writeUInt32LE(at, 16);
    await this.sink.write(end);
  }

  /** Gives up packing; the sink is the caller's. */
  abandon(): void {
    this.#deflate?.destroy();
  }
}

/** What the local header and the directory say alike, from «version needed» to «extra field length». */
function describe(entry: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt16LE(DOS_DATE, 8);
  fields.writeUInt32LE(entry.crc, 10);
  fields.writeUInt32LE(entry.packed % (LIMIT + 1), 14);
  fields.writeUInt32LE(entry.size % (LIMIT + 1), 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

function localHeader(entry: Entry): Buffer {
  return Buffer.concat([Buffer.of(0x50, 0x4b, 0x03, 0x04), describe(entry), entry.name]);
}

function directoryHeader(entry: Entry): Buffer {
  const start = Buffer.of(0x50, 0x4b, 0x01, 0x02, VERSION, 0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.at, 10);
  return Buffer.concat([start, describe(entry), rest, entry.name]);
}
