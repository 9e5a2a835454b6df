/** What the records of an xls file come to ([MS-XLS] 2.1.4), counted before anything is made of them. */
export interface BiffCount {
  /** Cells, empty ones that carry only a style included. */
  readonly cells: number;
  /** Of the first BOF record: 8 since Excel 97; 0 where there is none. */
  readonly version: number;
  readonly encrypted: boolean;
  /** The records end where the stream does or before, with an EOF record. */
  readonly whole: boolean;
}

const BOF = 0x0809;
const EOF = 0x000a;
const FILEPASS = 0x002f;
/** FORMULA, LABELSST, RSTRING, BLANK, NUMBER, LABEL, BOOLERR, RK */
const ONE_CELL = new Set([0x0006, 0x00fd, 0x00d6, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e]);
/** MULRK and MULBLANK, with the bytes of each of their cells. */
const CELL_BYTES = new Map([
  [0x00bd, 6],
  [0x00be, 2],
]);

export function countBiffCells(stream: Uint8Array): BiffCount {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let cells = 0;
  let version = 0;
  let encrypted = false;
  /** BOF records whose EOF has not come yet: charts stand inside sheets. */
  let open = 0;
  let at = 0;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const next = at + 4 + length;
    // behind the last sheet the sector is filled up with zeros, or with what was there before
    if (open === 0 && type !== BOF) break;
    if (next > stream.length) return { cells, version, encrypted, whole: false };
    if (type === BOF) {
      if (version === 0 && length >= 2) version = view.getUint16(at + 4, true) >> 8 === 6 ? 8 : 5;
      open += 1;
    } else if (type === EOF) open -= 1;
    else if (type === FILEPASS) encrypted = true;
    else if (ONE_CELL.has(type)) cells += 1;
    else cells += Math.max(0, Math.floor((length - 6) / (CELL_BYTES.get(type) ?? Number.POSITIVE_INFINITY)));
    at = next;
  }
  return { cells, version, encrypted, whole: open === 0 };
}

/** A record: its type, and its data. */
export interface BiffRecord {
  readonly type: number;
  readonly view: DataView;
}

/** The records from a place in the stream on, as far as they are whole. */
export function* biffRecords(stream: Uint8Array, start: number): Generator<BiffRecord> {
  const header = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = start;
  while (at + 4 <= stream.length) {
    const length = header.getUint16(at + 2, true);
    if (at + 4 + length > stream.length) return;
    yield {
      type: header.getUint16(at, true),
      view: new DataView(stream.buffer, stream.byteOffset + at + 4, length),
    };
    at += 4 + length;
  }
}
