/** Reports as files that are rare on portals: OpenDocument, and archives that hold a Word file, stored as it is. */
import { crc32 } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import type { Cell, Table } from '../nights/portal/form.js';
import { bodyOf, type Report, titleOf } from '../nights/portal/report.js';
import { reportFile } from '../nights/portal/word.js';

export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const OPEN_TEXT = 'application/vnd.oasis.opendocument.text';
export const BINARY = 'application/octet-stream';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The report as .odt (ISO/IEC 26300). */
export function openText(report: Report): Uint8Array {
  const names = ['office', 'text', 'table'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  );
  const paragraph = (text: string) => `<text:p>${escaped(text)}</text:p>`;
  const blocks = bodyOf(report).map((block) =>
    block.kind === 'text' ? paragraph(block.text) : openTable(block.table),
  );
  const body = [paragraph(titleOf(report)), ...blocks].join('');
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names.join(' ')} office:version="1.2"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
  const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${OPEN_TEXT}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
  return zipSync(
    {
      mimetype: [strToU8(OPEN_TEXT), { level: 0 }],
      'content.xml': strToU8(content),
      'META-INF/manifest.xml': strToU8(manifest),
    },
    { mtime: new Date(1980, 0, 2) },
  );
}

function openTable(table: Table): string {
  const width = (table[0] ?? []).reduce((sum, { columns }) => sum + columns, 0);
  const grid = table.map(() => new Array<Cell | 'covered' | undefined>(width).fill(undefined));
  table.forEach((row, at) => {
    for (const cell of row) place(grid, cell, at);
  });
  const cellOf = (cell: Cell | 'covered' | undefined): string =>
    cell === undefined || cell === 'covered'
      ? '<table:covered-table-cell/>'
      : `<table:table-cell table:number-columns-spanned="${cell.columns}" table:number-rows-spanned="${cell.rows}"><text:p>${escaped(cell.text)}</text:p></table:table-cell>`;
  const rows = grid.map((row) => `<table:table-row>${row.map(cellOf).join('')}</table:table-row>`);
  return `<table:table><table:table-column table:number-columns-repeated="${width}"/>${rows.join('')}</table:table>`;
}

/** Puts a cell into the first free place of its row, and covers what it spans. */
function place(grid: (Cell | 'covered' | undefined)[][], cell: Cell, row: number): void {
  const column = grid[row]?.indexOf(undefined) ?? 0;
  for (let y = row; y < row + cell.rows; y++)
    for (let x = column; x < column + cell.columns; x++) {
      const line = grid[y];
      if (line !== undefined) line[x] = y === row && x === column ? cell : 'covered';
    }
}

/** The report's Word file in a RAR archive of version 4, stored. */
export function rarOf(report: Report): Uint8Array {
  const data = reportFile(report);
  const name = Buffer.from('report.docx');
  const file = Buffer.alloc(25);
  file.writeUInt32LE(data.length, 0);
  file.writeUInt32LE(data.length, 4);
  file.writeUInt8(2, 8);
  file.writeUInt32LE(crc32(data), 9);
  file.writeUInt32LE(0x5c_21_00_00, 13);
  file.writeUInt8(20, 17);
  file.writeUInt8(0x30, 18);
  file.writeUInt16LE(name.length, 19);
  file.writeUInt32LE(0x20, 21);
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\0', 'latin1'),
    rarBlock(0x73, 0, Buffer.alloc(6)),
    rarBlock(0x74, 0x8000, Buffer.concat([file, name])),
    data,
    rarBlock(0x7b, 0x4000, Buffer.alloc(0)),
  ]);
}

function rarBlock(type: number, flags: number, rest: Uint8Array): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 2);
  head.writeUInt16LE(flags, 3);
  head.writeUInt16LE(7 + rest.length, 5);
  const block = Buffer.concat([head, rest]);
  block.writeUInt16LE(crc32(block.subarray(2)) & 0xffff, 0);
  return block;
}

/** The report's Word file in a 7z archive, copied. */
export function sevenZipOf(report: Report): Uint8Array {
  const data = reportFile(report);
  const name = Buffer.from('report.docx\0', 'utf16le');
  const header = Buffer.concat([
    Buffer.from([0x01, 0x04, 0x06]),
    sevenNumber(0),
    Buffer.from([0x01, 0x09]),
    sevenNumber(data.length),
    Buffer.from([0x00, 0x07, 0x0b, 0x01, 0x00, 0x01, 0x01, 0x00, 0x0c]),
    sevenNumber(data.length),
    Buffer.from([0x00, 0x00, 0x05, 0x01, 0x11]),
    sevenNumber(name.length + 1),
    Buffer.from([0x00]),
    name,
    Buffer.from([0x00, 0x00]),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(data.length), 0);
  start.writeBigUInt64LE(BigInt(header.length), 8);
  start.writeUInt32LE(crc32(header), 16);
  const check = Buffer.alloc(4);
  check.writeUInt32LE(crc32(start));
  const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0x00, 0x04]);
  return Buffer.concat([signature, check, start, data, header]);
}

/** A number in its longest form: eight bytes follow. */
function sevenNumber(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0xff);
  bytes.writeBigUInt64LE(BigInt(value), 1);
  return bytes;
}
