import { type BiffRecord, biffRecords } from './biff.js';
import { type RichText, richTexts } from './biff-strings.js';
import { INK, indexed, type SheetColour } from './colours.js';
import { isPlain, lookOf, PLAIN_FONT, type SheetFill, type SheetFont } from './fonts.js';
import type { CellArea, CellLook, LookedText, SheetLooks } from './looks.js';
import { PLAIN_LOOKS } from './looks.js';

const BOF = 0x0809;
const EOF = 0x000a;
const FONT = 0x0031;
const XF = 0x00e0;
const SST = 0x00fc;
const CONTINUE = 0x003c;
const PALETTE = 0x0092;
const SHEET = 0x0085;
const WINDOW2 = 0x023e;
const DRAWING = 0x00ec;
const OBJECT = 0x005d;
const LABELSST = 0x00fd;
const MULRK = 0x00bd;
/** FORMULA, NUMBER, LABEL, BOOLERR, RK: row, column, and the number of the style. */
const ONE_CELL = new Set([0x0006, 0x0203, 0x0204, 0x0205, 0x027e]);
/** CONDFMT and CONDFMT12: rules that colour cells. */
const RULES = new Set([0x01b0, 0x0879]);

interface Style {
  readonly font: number;
  readonly fill: SheetFill;
}

/**
 * How the cells of each sheet of an xls file look ([MS-XLS]): their fonts and fills, the fonts of the runs of their texts,
 * and where pictures, shapes and controls stand. Colours beyond the palette (XFExt) are as the palette has them.
 */
export function biffLooks(stream: Uint8Array): (sheet: number) => SheetLooks {
  const book = new BookLooks(stream);
  return (sheet) => {
    const start = book.sheets[sheet];
    return start === undefined ? PLAIN_LOOKS : new SheetLooksReader(stream, start, book).read();
  };
}

class BookLooks {
  /** Where the records of each sheet begin. */
  readonly sheets: number[] = [];
  readonly texts: ReadonlyMap<number, RichText>;
  readonly #fonts: { struck: boolean; level: SheetFont['level']; colour: number }[] = [];
  readonly #styles: { font: number; pattern: number; colour: number }[] = [];
  readonly #palette = new Map<number, SheetColour>();

  constructor(stream: Uint8Array) {
    const strings: Uint8Array[] = [];
    let before = 0;
    for (const record of biffRecords(stream, 0)) {
      const { type, view } = record;
      if (type === EOF) break;
      if (type === SHEET && view.byteLength >= 4) this.sheets.push(view.getUint32(0, true));
      if (type === FONT && view.byteLength >= 10) this.#font(view);
      if (type === XF && view.byteLength >= 20) this.#style(view);
      if (type === PALETTE) this.#colours(view);
      if (type === SST || (type === CONTINUE && before === SST)) strings.push(bytesOf(record));
      if (type !== CONTINUE) before = type;
    }
    this.texts = strings.length === 0 ? new Map() : richTexts(strings);
  }

  #font(view: DataView): void {
    const level = view.getUint16(8, true);
    this.#fonts.push({
      struck: (view.getUint16(2, true) & 0x0008) !== 0,
      level: level === 1 ? 'raised' : level === 2 ? 'lowered' : 'line',
      colour: view.getUint16(4, true),
    });
  }

  #style(view: DataView): void {
    this.#styles.push({
      font: view.getUint16(0, true),
      pattern: view.getUint32(14, true) >>> 26,
      colour: view.getUint16(18, true) & 0x7f,
    });
  }

  #colours(view: DataView): void {
    for (let at = 2; at + 4 <= view.byteLength; at += 4) {
      const index = 8 + (at - 2) / 4;
      const colour = [view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2)] as const;
      this.#palette.set(index, { name: `indexed ${index}`, colour });
    }
  }

  #colour(index: number): SheetColour {
    if (index === 0x7fff || index === 64) return INK;
    return this.#palette.get(index) ?? { name: `indexed ${index}`, colour: indexed(index) };
  }

  /** No font has the number 4: those behind it count one more than they are ([MS-XLS] 2.5.129). */
  font(number: number): SheetFont {
    const font = this.#fonts[number > 4 ? number - 1 : number];
    return font === undefined ? PLAIN_FONT : { ...font, colour: this.#colour(font.colour) };
  }

  style(number: number): Style {
    const style = this.#styles[number];
    if (style === undefined) return { font: 0, fill: 'open' };
    const { font, pattern, colour } = style;
    return { font, fill: pattern === 0 ? 'open' : pattern === 1 ? this.#colour(colour) : 'unknown' };
  }
}

class SheetLooksReader {
  readonly #cells = new Map<string, CellLook>();
  readonly #objects: CellArea[] = [];
  #anchor: CellArea | null = null;
  #zeros = true;

  constructor(
    private readonly stream: Uint8Array,
    private readonly start: number,
    private readonly book: BookLooks,
  ) {}

  read(): SheetLooks {
    const records = [...this.#own()];
    const coloured = records.some(({ type }) => RULES.has(type));
    for (const record of records) this.#record(record, coloured);
    return { cells: this.#cells, zeros: this.#zeros, objects: this.#objects };
  }

  /** The records of the sheet, without those of charts inside. */
  *#own(): Generator<BiffRecord> {
    let open = 0;
    for (const record of biffRecords(this.stream, this.start)) {
      if (record.type === BOF) open += 1;
      else if (record.type === EOF) open -= 1;
      else if (open === 1) yield record;
      if (open === 0) return;
    }
  }

  #record({ type, view }: BiffRecord, coloured: boolean): void {
    if (type === WINDOW2 && view.byteLength >= 2) this.#zeros = (view.getUint16(0, true) & 0x0010) !== 0;
    if (type === DRAWING) this.#anchor = anchorIn(view);
    if (type === OBJECT) this.#object(view);
    if (type === MULRK) {
      for (let at = 4; at + 8 <= view.byteLength; at += 6) {
        const column = view.getUint16(2, true) + (at - 4) / 6;
        this.#cell(view.getUint16(0, true), column, view.getUint16(at, true), undefined, coloured);
      }
    } else if ((ONE_CELL.has(type) && view.byteLength >= 6) || (type === LABELSST && view.byteLength >= 10)) {
      const text = type === LABELSST ? this.book.texts.get(view.getUint32(6, true)) : undefined;
      this.#cell(view.getUint16(0, true), view.getUint16(2, true), view.getUint16(4, true), text, coloured);
    }
  }

  #cell(row: number, column: number, style: number, text: RichText | undefined, coloured: boolean): void {
    const { font, fill } = this.book.style(style);
    const own = (number: number): CellLook['look'] => lookOf(this.book.font(number), fill, coloured);
    const look = own(font);
    const runs = text === undefined ? null : runsOf(text, font, own);
    if (isPlain(look) && (runs?.every((run) => isPlain(run.look)) ?? true)) return;
    this.#cells.set(`${row}:${column}`, { look, runs });
  }

  /** Of the object that was drawn last: a comment and the arrow of a filter are shown on demand only. */
  #object(view: DataView): void {
    const kind = view.byteLength >= 6 && view.getUint16(0, true) === 0x15 ? view.getUint16(4, true) : 0;
    if (this.#anchor !== null && kind !== 0x19 && kind !== 0x14) this.#objects.push(this.#anchor);
    this.#anchor = null;
  }
}

function runsOf(
  { text, runs }: RichText,
  font: number,
  lookOfFont: (font: number) => CellLook['look'],
): LookedText[] {
  const parts = [{ from: 0, font }, ...runs];
  return parts.flatMap(({ from, font: own }, i) => {
    const part = text.slice(from, parts[i + 1]?.from ?? text.length);
    return part === '' ? [] : [{ text: part, look: lookOfFont(own) }];
  });
}

/** Of a cell: less of a shape than this part of a row or a column shows nothing. */
const LEAST = 0.2;

/** The last place that a drawing names (OfficeArtClientAnchorSheet, [MS-XLS] 2.5.193). */
function anchorIn(view: DataView): CellArea | null {
  for (let at = view.byteLength - 26; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0xf0100000 || view.getUint32(at + 4, true) !== 0x12) continue;
    const told = (index: number): number => view.getUint16(at + 10 + index * 2, true);
    const [left, top, right, across, bottom, down] = [0, 2, 4, 5, 6, 7].map(told);
    if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
    return {
      top,
      left,
      bottom: bottom > top && (down ?? 0) / 256 < LEAST ? bottom - 1 : bottom,
      right: right > left && (across ?? 0) / 1024 < LEAST ? right - 1 : right,
    };
  }
  return null;
}

function bytesOf({ view }: BiffRecord): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
