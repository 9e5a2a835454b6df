/** Writes binary Word files ([MS-DOC]) of a few paragraphs, with the oddities that tests ask for. */

/** A paragraph with its mark; each is a piece of its own. */
export interface WrittenParagraph {
  /** Its last character is its mark: `\r`, `\x07`, `\f`. */
  readonly text: string;
  /** Changes of paragraph properties, in bytes. */
  readonly paragraph?: readonly number[];
  /** Changes of the properties of all its characters. */
  readonly characters?: readonly number[];
  /** One byte a character. */
  readonly compressed?: boolean;
  /** What a fast save changed: the code of one property, or the number of a list of changes. */
  readonly modifier?: number;
}

export interface WrittenFile {
  readonly paragraphs: readonly WrittenParagraph[];
  /** Lists of changes that modifiers refer to. */
  readonly changes?: readonly (readonly number[])[];
  /** Lay the pieces down in reverse. */
  readonly scattered?: boolean;
  /** Bits of the file information block to set, at byte 10. */
  readonly flags?: number;
  readonly ident?: number;
}

const SECTOR = 512;
const TEXT_AT = 2_048;
const TABLE_1 = 0x0200;
const COMPRESSED = 0x40000000;

export const u16 = (value: number): number[] => [value & 0xff, (value >>> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** In a table. */
export const IN_TABLE = [0x16, 0x24, 1];
/** The mark of a row's end. */
export const ROW_END = [...IN_TABLE, 0x17, 0x24, 1];
export const HIDDEN = [0x3c, 0x08, 1];
export const DELETED = [0x00, 0x08, 1];

/** sprmTDefTable: the edges, and the flags of each cell. */
export function rowDefinition(edges: readonly number[], flags: readonly number[] = []): number[] {
  const cells = edges
    .slice(1)
    .flatMap((_, cell) => [...u16(flags[cell] ?? 0), ...new Array<number>(18).fill(0)]);
  const operand = [edges.length - 1, ...edges.flatMap((edge) => u16(edge & 0xffff)), ...cells];
  return [...u16(0xd608), ...u16(operand.length + 1), ...operand];
}

/** A row of a table: its cells and its end mark. */
export function writtenRow(cells: readonly string[], definition: readonly number[]): WrittenParagraph[] {
  return [
    ...cells.map((text): WrittenParagraph => ({ text: `${text}\x07`, paragraph: IN_TABLE })),
    { text: '\x07', paragraph: [...ROW_END, ...definition] },
  ];
}

/** The file as a compound file with the streams WordDocument and 1Table. */
export function writeDoc(file: WrittenFile): Buffer {
  const { paragraphs, changes = [], scattered = false } = file;
  const order = paragraphs.map((_, index) => index);
  if (scattered) order.reverse();
  const places: { at: number; size: number }[] = [];
  const texts: Buffer[] = [];
  let at = TEXT_AT;
  for (const index of order) {
    const paragraph = paragraphs[index];
    if (paragraph === undefined) continue;
    const bytes = Buffer.from(paragraph.text, paragraph.compressed ? 'latin1' : 'utf16le');
    places[index] = { at, size: bytes.length };
    texts.push(bytes);
    at += bytes.length;
  }
  const firstPage = Math.ceil(at / SECTOR);
  const runs = order.flatMap((index) => {
    const paragraph = paragraphs[index];
    const place = places[index];
    return paragraph && place ? [{ ...paragraph, from: place.at, to: place.at + place.size }] : [];
  });
  const paragraphPages = pages(runs, 13, ({ paragraph = [] }) => {
    const changed = [0, 0, ...paragraph];
    return changed.length % 2 === 0
      ? [0, changed.length / 2, ...changed]
      : [(changed.length + 1) / 2, ...changed];
  });
  const characterPages = pages(runs, 1, ({ characters = [] }) => [characters.length, ...characters]);

  const table: number[] = [];
  const extents = new Map<number, [number, number]>();
  const put = (index: number, bytes: readonly number[]): void => {
    extents.set(index, [table.length, bytes.length]);
    table.push(...bytes);
  };
  put(12, pageTable(characterPages, firstPage + paragraphPages.length));
  put(13, pageTable(paragraphPages, firstPage));
  put(33, [
    ...changes.flatMap((list) => [1, ...u16(list.length), ...list]),
    2,
    ...pieceTable(
      paragraphs,
      places.map((place) => place.at),
    ),
  ]);

  const length = paragraphs.reduce((sum, { text }) => sum + text.length, 0);
  const document = Buffer.concat([
    fileInformation(file, length, extents),
    ...texts,
    Buffer.alloc(firstPage * SECTOR - at),
    ...paragraphPages.map(({ page }) => page),
    ...characterPages.map(({ page }) => page),
  ]);
  return compound({ WordDocument: document, '1Table': Buffer.from(table) });
}

interface Run extends WrittenParagraph {
  readonly from: number;
  readonly to: number;
}

interface Page {
  readonly from: number;
  readonly to: number;
  readonly page: Buffer;
}

/** A page for each run: limits, entries, and at the end the properties. */
function pages(runs: readonly Run[], entrySize: number, properties: (run: Run) => number[]): Page[] {
  return runs.map((run) => {
    const page = Buffer.alloc(SECTOR);
    const bytes = properties(run);
    const at = (SECTOR - 2 - bytes.length) & ~1;
    page.writeUInt32LE(run.from, 0);
    page.writeUInt32LE(run.to, 4);
    page.writeUInt8(at / 2, 8);
    if (8 + entrySize > at) throw new Error('the properties do not fit on a page');
    page.set(bytes, at);
    page.writeUInt8(1, SECTOR - 1);
    return { from: run.from, to: run.to, page };
  });
}

function pageTable(written: readonly Page[], first: number): number[] {
  const limits = [...written.map(({ from }) => from), written.at(-1)?.to ?? 0];
  return [...limits.flatMap(u32), ...written.flatMap((_, index) => u32(first + index))];
}

function pieceTable(paragraphs: readonly WrittenParagraph[], places: readonly number[]): number[] {
  let position = 0;
  const limits = [0, ...paragraphs.map(({ text }) => (position += text.length))];
  const pieces = paragraphs.flatMap(({ compressed, modifier = 0 }, index) => {
    const place = places[index] ?? 0;
    return [0, 0, ...u32(compressed ? (place * 2) | COMPRESSED : place), ...u16(modifier)];
  });
  return [...u32(limits.length * 4 + pieces.length), ...limits.flatMap(u32), ...pieces];
}

function fileInformation(
  { flags = 0, ident = 0xa5ec }: WrittenFile,
  length: number,
  extents: ReadonlyMap<number, readonly [number, number]>,
): Buffer {
  const block = Buffer.alloc(TEXT_AT);
  block.writeUInt16LE(ident, 0);
  block.writeUInt16LE(0x00c1, 2);
  block.writeUInt16LE(TABLE_1 | flags, 10);
  block.writeUInt16LE(14, 32);
  block.writeUInt16LE(22, 62);
  block.writeInt32LE(length, 64 + 4 * 3);
  block.writeUInt16LE(93, 152);
  for (const [index, [at, size]] of extents) {
    block.writeUInt32LE(at, 154 + 8 * index);
    block.writeUInt32LE(size, 154 + 8 * index + 4);
  }
  return block;
}

const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;
/** Streams of this size and more have sectors of their own. */
const CUTOFF = 4_096;

/** A compound file ([MS-CFB]) with these streams at its root; one sector of allocation table holds 64 KB. */
export function compound(streams: Readonly<Record<string, Buffer>>): Buffer {
  const table: number[] = [0xfffffffd];
  const body: Buffer[] = [];
  const add = (bytes: Buffer): number => {
    const count = Math.ceil(Math.max(bytes.length, CUTOFF) / SECTOR);
    const first = table.length;
    for (let sector = 1; sector <= count; sector += 1)
      table.push(sector === count ? END_OF_CHAIN : first + sector);
    body.push(bytes, Buffer.alloc(count * SECTOR - bytes.length));
    return first;
  };
  const entries = Object.entries(streams).map(([name, bytes]) => ({
    name,
    start: add(bytes),
    size: Math.max(bytes.length, CUTOFF),
  }));
  const directory = Buffer.concat([
    entry('Root Entry', 5, END_OF_CHAIN, 0, { child: 1 }),
    ...entries.map(({ name, start, size }, index) =>
      entry(name, 2, start, size, { right: index + 2 <= entries.length ? index + 2 : FREE }),
    ),
  ]);
  const first = add(directory);
  if (table.length > SECTOR / 4) throw new Error('too large for one sector of allocation table');
  const header = Buffer.alloc(SECTOR, 0xff);
  header.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  header.fill(0, 8, 76);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(first, 48);
  header.writeUInt32LE(CUTOFF, 56);
  header.writeUInt32LE(END_OF_CHAIN, 60);
  header.writeUInt32LE(END_OF_CHAIN, 68);
  header.writeUInt32LE(0, 76);
  const sectors = Buffer.alloc(SECTOR, 0xff);
  for (const [at, next] of table.entries()) sectors.writeUInt32LE(next, at * 4);
  return Buffer.concat([header, sectors, ...body]);
}

function entry(
  name: string,
  type: number,
  start: number,
  size: number,
  { child = FREE, right = FREE }: { child?: number; right?: number },
): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE(2 * name.length + 2, 64);
  bytes.writeUInt8(type, 66);
  bytes.writeUInt8(1, 67);
  bytes.writeUInt32LE(FREE, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}
