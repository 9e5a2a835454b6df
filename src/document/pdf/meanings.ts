import { inflateSync } from 'node:zlib';

/** A table of meanings is no longer than this, packed or not: a simple font has 256 characters. */
const MOST_BYTES = 1 << 18;
/** So many tables are read: no report has a tenth of them. */
const MOST_TABLES = 1_000;
/** Two hexadecimal digits a character. */
const CODES = 256;

/**
 * Which characters the simple fonts of a file name in their tables of meanings (`ToUnicode`, PDF 32000-1, 9.10.3).
 *
 * Where such a table leaves a code out, PDFium takes the meaning that the code has in the font's encoding, and says nothing of
 * it. In a font that was numbered anew this is another sign than the one that is drawn. So what is read must stand in the table.
 */
export class Meanings {
  #tables: ReadonlyMap<string, ReadonlySet<string> | null> | null = null;

  /** @param unpacked the file with its objects as they are, none of them packed into another */
  constructor(private readonly unpacked: () => Buffer) {}

  /**
   * The characters that a font names; null where it has no such table, or not in a form that is read here, or numbers more than
   * 256 characters.
   *
   * @param font its name (`/BaseFont`)
   */
  of(font: string): ReadonlySet<string> | null {
    this.#tables ??= tablesIn(this.unpacked());
    return this.#tables.get(font) ?? null;
  }
}

/** Fonts of one name are taken together: where one of them has no table, none is known. */
function tablesIn(file: Buffer): Map<string, ReadonlySet<string> | null> {
  const text = file.toString('latin1');
  const found = new Map<string, ReadonlySet<string> | null>();
  if (!text.includes('/ToUnicode')) return found;
  const tables = new Map<number, ReadonlySet<string> | null>();
  const namedIn = (table: number): ReadonlySet<string> | null => {
    const known = tables.get(table);
    if (known !== undefined || tables.size >= MOST_TABLES) return known ?? null;
    const read = namedBy(file, text, objects.get(table));
    tables.set(table, read);
    return read;
  };
  const objects = new Map<number, number>();
  for (const match of text.matchAll(/(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b/gu))
    objects.set(Number(match[1]), match.index + match[0].length);
  for (const at of objects.values()) {
    const body = bodyAt(text, at);
    const name = /\/BaseFont\s*\/([^\s/<>[\]()]+)/u.exec(body)?.[1];
    if (name === undefined || !/\/Subtype\s*\/(?:TrueType|Type1|MMType1)\b/u.test(body)) continue;
    const table = /\/ToUnicode\s+(\d{1,9})\s+\d+\s+R/u.exec(body)?.[1];
    const own = table === undefined ? null : namedIn(Number(table));
    const key = plainName(name);
    const known = found.get(key);
    if (known === undefined) found.set(key, own);
    else found.set(key, known === null || own === null ? null : new Set([...known, ...own]));
  }
  return found;
}

/** An object's text up to its end, or to the data that it holds. */
function bodyAt(text: string, at: number): string {
  const head = text.slice(at, at + 4096);
  const end = head.search(/endobj|\bstream\r?\n/u);
  return end < 0 ? head : head.slice(0, end);
}

/** A name's letters may be written by their numbers (`#20`). */
const plainName = (name: string): string =>
  name.replace(/#([0-9a-fA-F]{2})/gu, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** The characters in a table's stream; null where it is not there or packed in another way. */
function namedBy(file: Buffer, text: string, at: number | undefined): ReadonlySet<string> | null {
  if (at === undefined) return null;
  const head = bodyAt(text, at);
  const data = /^\s*stream\r?\n/u.exec(text.slice(at + head.length, at + head.length + 16));
  if (data === null) return null;
  const from = at + head.length + data[0].length;
  const length = text.slice(from, from + MOST_BYTES).indexOf('endstream');
  if (length < 0) return null;
  const to = from + length;
  const filter = /\/Filter\s*\[?\s*\/(\w+)(?:\s*\/\w)?/u.exec(head);
  if (filter === null) return charactersOf(text.slice(from, to));
  if (filter[1] !== 'FlateDecode' || /\/DecodeParms|\/Filter\s*\[\s*\/\w+\s*\//u.test(head)) return null;
  try {
    return charactersOf(
      inflateSync(file.subarray(from, to), { maxOutputLength: MOST_BYTES }).toString('latin1'),
    );
  } catch {
    return null;
  }
}

const HEX = String.raw`<\s*([0-9a-fA-F\s]+?)\s*>`;
const CHARACTER = new RegExp(String.raw`${HEX}\s*${HEX}`, 'gu');
const RANGE = new RegExp(String.raw`${HEX}\s*${HEX}\s*(?:${HEX}|\[([^\]]*)\])`, 'gu');

/** What codes mean in a table (Adobe Technical Note 5411). */
function charactersOf(table: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (units: readonly number[]): void => {
    for (const unit of String.fromCharCode(...units)) found.add(unit);
  };
  for (const [, lines = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gsu)) {
    for (const [, , meaning = ''] of lines.matchAll(CHARACTER)) add(unitsOf(meaning));
  }
  for (const [, lines = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gsu)) {
    for (const [, first = '', last = '', meaning, list] of lines.matchAll(RANGE)) {
      const count = Math.min(CODES, Number.parseInt(last, 16) - Number.parseInt(first, 16) + 1);
      const units = unitsOf(meaning ?? '');
      const end = units.pop() ?? 0;
      for (let i = 0; meaning !== undefined && i < count; i += 1) add([...units, (end + i) & 0xffff]);
      for (const [, own = ''] of (list ?? '').matchAll(new RegExp(HEX, 'gu'))) add(unitsOf(own));
    }
  }
  return found;
}

/** Numbers of four digits each. */
function unitsOf(hex: string): number[] {
  return (hex.replace(/\s/gu, '').match(/.{1,4}/gu) ?? []).map((digits) => Number.parseInt(digits, 16));
}
