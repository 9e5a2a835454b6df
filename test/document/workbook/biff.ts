/** Changes the records of xls files ([MS-XLS]). */
import { CFB } from '@e965/xlsx';

export interface Biff {
  readonly type: number;
  readonly data: Uint8Array;
}

export const biff = (type: number, ...bytes: readonly number[]): Biff => ({
  type,
  data: Uint8Array.from(bytes),
});
export const u16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
export const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

const BOF = 0x0809;
const EOF = 0x000a;
const SHEET = 0x0085;

/** The file with its records as `change` has them; where each sheet begins is written anew. */
export function withRecords(file: Uint8Array, change: (records: readonly Biff[]) => readonly Biff[]): Buffer {
  const container = CFB.read(file, { type: 'buffer' });
  const entry = CFB.find(container, '/Workbook');
  const records = change(parse(Uint8Array.from(entry.content)));
  entry.content = write(records);
  entry.size = entry.content.length;
  const written: unknown = CFB.write(container, { type: 'buffer' });
  if (!(written instanceof Uint8Array)) throw new TypeError('not written as bytes');
  return Buffer.from(written);
}

function parse(stream: Uint8Array): Biff[] {
  const records: Biff[] = [];
  const view = new DataView(stream.buffer);
  let open = 0;
  for (let at = 0; at + 4 <= stream.length; ) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (open === 0 && type !== BOF) break;
    if (type === BOF) open += 1;
    if (type === EOF) open -= 1;
    records.push({ type, data: stream.slice(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return records;
}

function write(records: readonly Biff[]): Buffer {
  const starts: number[] = [];
  let at = 0;
  for (const { type, data } of records) {
    if (type === BOF) starts.push(at);
    at += 4 + data.length;
  }
  const sheets = starts.slice(1);
  const parts = records.map(({ type, data }) => {
    const start = type === SHEET ? sheets.shift() : undefined;
    const own = start === undefined ? data : Uint8Array.from([...u32(start), ...data.slice(4)]);
    return Buffer.from([...u16(type), ...u16(own.length), ...own]);
  });
  return Buffer.concat(parts);
}
