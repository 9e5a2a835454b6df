import { DocumentError } from '../../errors.js';
import { ByteView } from './ole2-bytes.js';

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Sector numbers from here on are marks ([MS-CFB] 2.1): free, end of chain, parts of the tables. */
const LAST_SECTOR = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
const HEADER_SIZE = 512;
const ENTRY_SIZE = 128;
const STREAM = 2;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * A compound file ([MS-CFB]), the container of Word 97-2003 and Excel 97-2003 files. Only the streams at its root
 * are of interest: those of embedded objects bear the same names deeper down.
 *
 * Chains of sectors that run in circles or out of the file are `damaged`; nothing is read beyond the file's size.
 */
export class CompoundFile {
  readonly #bytes: ByteView;
  readonly #sectorSize: number;
  readonly #miniSize: number;
  readonly #cutoff: number;
  readonly #table: number[];
  readonly #streams = new Map<string, Entry>();
  readonly #root: Entry;
  readonly #miniStart: number;
  #mini: { readonly table: readonly number[]; readonly stream: ByteView } | undefined;

  /** @throws DocumentError `damaged` */
  constructor(bytes: Uint8Array) {
    const view = new ByteView(bytes, 'the OLE2 file');
    if (!view.bytes(0, 8).equals(SIGNATURE)) throw damaged('it has another signature');
    const sectorShift = view.u16(30);
    const miniShift = view.u16(32);
    if (sectorShift < 7 || sectorShift > 16 || miniShift < 4 || miniShift >= sectorShift) {
      throw damaged('its sectors have an impossible size');
    }
    this.#bytes = view;
    this.#sectorSize = 2 ** sectorShift;
    this.#miniSize = 2 ** miniShift;
    this.#cutoff = view.u32(56);
    this.#miniStart = view.u32(60);
    this.#table = this.#readTable(view.u32(68));
    const entries = readEntries(this.#chained(view.u32(48)));
    const root = entries[0];
    if (root === undefined) throw damaged('it has no directory');
    this.#root = root;
    this.#collect(entries, root.child);
  }

  /** The names of the streams at the root. */
  get names(): string[] {
    return [...this.#streams.keys()];
  }

  has(name: string): boolean {
    return this.#streams.has(name);
  }

  /** The bytes of a stream at the root; undefined where there is none. @throws DocumentError `damaged` */
  stream(name: string): ByteView | undefined {
    const entry = this.#streams.get(name);
    if (entry === undefined) return undefined;
    if (entry.size === 0) return new ByteView(new Uint8Array(0), name);
    const whole = entry.size < this.#cutoff ? this.#miniChained(entry.start) : this.#chained(entry.start);
    if (entry.size > whole.length) throw damaged(`its stream ${name} is cut off`);
    return new ByteView(whole.bytes(0, entry.size), name);
  }

  /** The file allocation table ([MS-CFB] 2.3), whose own sectors the header and its continuation (2.5) name. */
  #readTable(continuation: number): number[] {
    const sectors: number[] = [];
    const most = Math.ceil(this.#bytes.length / this.#sectorSize);
    const take = (sector: number): void => {
      if (sector <= LAST_SECTOR) sectors.push(sector);
      if (sectors.length > most) throw damaged('its allocation table is larger than itself');
    };
    for (let at = 76; at < HEADER_SIZE; at += 4) take(this.#bytes.u32(at));
    const seen = new Set<number>();
    for (let next = continuation; next <= LAST_SECTOR; ) {
      if (seen.has(next)) throw damaged('its allocation table runs in a circle');
      seen.add(next);
      const sector = this.#sector(next);
      const last = sector.length - 4;
      for (let at = 0; at < last; at += 4) take(sector.u32(at));
      next = sector.u32(last);
    }
    return sectors.flatMap((sector) => numbers(this.#sector(sector)));
  }

  #sector(number: number): ByteView {
    const start = this.#sectorSize * (number + 1);
    const end = Math.min(this.#bytes.length, start + this.#sectorSize);
    if (end - start < 4) throw damaged('one of its sectors lies outside of it');
    return new ByteView(
      this.#bytes.bytes(start, end - (end === this.#bytes.length ? end % 4 : 0)),
      'a sector',
    );
  }

  #chained(start: number): ByteView {
    const parts = chain(this.#table, start).map((sector) => {
      const from = this.#sectorSize * (sector + 1);
      const to = Math.min(this.#bytes.length, from + this.#sectorSize);
      if (from >= to) throw damaged('one of its sectors lies outside of it');
      return this.#bytes.bytes(from, to);
    });
    return new ByteView(Buffer.concat(parts), 'the OLE2 file');
  }

  /** Small streams share one ([MS-CFB] 2.4). */
  #miniChained(start: number): ByteView {
    this.#mini ??= {
      table: this.#miniStart <= LAST_SECTOR ? numbers(this.#chained(this.#miniStart)) : [],
      stream: this.#root.start <= LAST_SECTOR ? this.#chained(this.#root.start) : this.#bytes.part(0, 0),
    };
    const { table, stream } = this.#mini;
    const parts = chain(table, start).map((sector) => {
      const from = this.#miniSize * sector;
      return stream.bytes(from, Math.min(stream.length, from + this.#miniSize));
    });
    return new ByteView(Buffer.concat(parts), 'the OLE2 file');
  }

  /** Siblings form a tree ([MS-CFB] 2.6.4). */
  #collect(entries: readonly Entry[], first: number): void {
    const waiting = [first];
    const seen = new Set<number>();
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === NO_ENTRY) continue;
      if (seen.has(id)) throw damaged('its directory runs in a circle');
      seen.add(id);
      const entry = entries[id];
      if (entry === undefined) throw damaged('its directory is cut off');
      if (entry.type === STREAM) this.#streams.set(entry.name, entry);
      waiting.push(entry.left, entry.right);
    }
  }
}

function chain(table: readonly number[], start: number): number[] {
  const sectors: number[] = [];
  for (let sector = start; sector <= LAST_SECTOR; ) {
    if (sectors.length > table.length) throw damaged('a chain of its sectors runs in a circle');
    sectors.push(sector);
    const next = table[sector];
    if (next === undefined) throw damaged('a chain of its sectors leads out of it');
    sector = next;
  }
  return sectors;
}

function numbers(bytes: ByteView): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.u32(at * 4));
}

function readEntries(directory: ByteView): Entry[] {
  return Array.from({ length: Math.floor(directory.length / ENTRY_SIZE) }, (_, index) => {
    const at = index * ENTRY_SIZE;
    const nameEnd = Math.max(0, Math.min(64, directory.u16(at + 64)) - 2);
    return {
      name: directory.bytes(at, at + nameEnd).toString('utf16le'),
      type: directory.u8(at + 66),
      left: directory.u32(at + 68),
      right: directory.u32(at + 72),
      child: directory.u32(at + 76),
      start: directory.u32(at + 116),
      size: directory.u32(at + 120),
    };
  });
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the OLE2 file is damaged: ${what}`);
}
