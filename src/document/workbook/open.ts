import { read, type WorkBook } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { DocumentError, describeError } from '../../errors.js';
import { CompoundFile } from '../containers/ole2-compound.js';
import { readMembers } from '../containers/zip-members.js';
import type { DocumentLimits } from '../model.js';
import { countBiffCells } from './biff.js';
import { biffLooks } from './biff-looks.js';
import type { SheetLooks } from './looks.js';
import { xlsxLooks } from './xlsx/looks.js';
import { XlsxPackage } from './xlsx/package.js';

/** How many cells, most of them empty ones that carry only a style, come to one slot that a table may have. */
const CELLS_A_SLOT = 5;
/** The parts of an xlsx file that say what stands in its cells; pictures, macros and printer settings do not. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|xl\/(?!media\/|embeddings\/|drawings\/).*\.(?:xml|rels))$/i;
/** What is drawn over cells: where it stands is read, by us alone. */
const DRAWINGS = /^xl\/drawings\/[^/]+\.(?:xml|vml)$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const BINARY = /(?:^|\/)workbook\.bin$/i;
const SHEET_END = /<\/(?:\w+:)?worksheet\s*>\s*$/;

/**
 * Opens the bytes of an xlsx, xls or et file. All that is unpacked is bounded before SheetJS sees it; formats
 * that SheetJS would guess at (CSV, HTML, …) never reach it.
 *
 * @throws DocumentError `encrypted`, `damaged`, `too_large`, `unsupported`
 */
export function openWorkbook(bytes: Uint8Array, limits: DocumentLimits): OpenWorkbook {
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const opened = packed ? openXlsx(bytes, limits) : openXls(bytes, limits);
  if (opened.workbook.SheetNames.length === 0) throw damaged('it has no sheet');
  return opened;
}

export interface OpenWorkbook {
  readonly workbook: WorkBook;
  /** How the cells of a sheet look, by its place among all sheets. */
  looksOf(sheet: number): SheetLooks;
}

function openXlsx(bytes: Uint8Array, limits: DocumentLimits): OpenWorkbook {
  // a workbook has a few members a sheet, so that its members are not its pages
  const members = { ...limits, pages: limits.pages * 4 + 1000 };
  const parts = readMembers(
    bytes,
    members,
    (name) => PARTS.test(name) || DRAWINGS.test(name) || BINARY.test(name),
  );
  if ([...parts.keys()].some((name) => BINARY.test(name))) {
    throw new DocumentError('unsupported', 'this is a binary Excel file (.xlsb), which no reader can read', {
      hint: 'save it as .xlsx',
    });
  }
  let cells = 0;
  for (const [name, content] of parts) {
    if (!SHEET.test(name)) continue;
    cells += countXmlCells(content);
    const tail = Buffer.from(content.subarray(-64)).toString('latin1');
    if (!SHEET_END.test(tail)) throw damaged(`${name} breaks off`);
  }
  refuseTooMany(cells, limits);
  const known = [...parts].filter(([name]) => PARTS.test(name));
  // stored, not packed: what SheetJS unpacks can be no larger than this
  const workbook = parse(zipSync(Object.fromEntries(known), { level: 0 }), limits);
  return { workbook, looksOf: xlsxLooks(new XlsxPackage(parts, limits.depth)) };
}

const LESS = 0x3c;
const LETTER_C = 0x63;
const COLON = 0x3a;
const LETTER_R_OR_END = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2f, 0x3e]);

/** How many `<c …>` elements, with or without a prefix, stand in the XML of a sheet. */
function countXmlCells(xml: Uint8Array): number {
  let count = 0;
  for (let at = xml.indexOf(LESS); at >= 0; at = xml.indexOf(LESS, at + 1)) {
    let name = at + 1;
    while (name < at + 16 && isLetter(xml[name]) && xml[name + 1] !== undefined) {
      if (xml[name] === LETTER_C && LETTER_R_OR_END.has(xml[name + 1] ?? 0)) break;
      name += 1;
    }
    if (xml[name] === COLON) name += 1;
    if (xml[name] === LETTER_C && LETTER_R_OR_END.has(xml[name + 1] ?? 0)) count += 1;
  }
  return count;
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a));
}

function openXls(bytes: Uint8Array, limits: DocumentLimits): OpenWorkbook {
  const stream = workbookStream(bytes);
  const { cells, version, encrypted, whole } = countBiffCells(stream);
  if (encrypted) throw passworded();
  if (!whole) throw damaged('its records break off');
  if (version !== 8) {
    throw new DocumentError(
      'unsupported',
      'this is a workbook of Excel 95 or older, which no reader can read',
      {
        hint: 'save it as .xlsx',
      },
    );
  }
  refuseTooMany(cells, limits);
  return { workbook: parse(stream, limits), looksOf: biffLooks(stream) };
}

/** The stream of an OLE2 file that holds the workbook: SheetJS reads it as well as the file around it. */
function workbookStream(bytes: Uint8Array): Uint8Array {
  const file = new CompoundFile(bytes);
  if (file.has('EncryptedPackage')) throw passworded();
  const stream = file.stream('Workbook') ?? file.stream('Book');
  if (stream !== undefined) return stream.bytes(0, stream.length);
  throw new DocumentError('unsupported', 'this OLE2 file holds no workbook', {
    hint: 'readable are workbooks of Excel and WPS (.xls, .et)',
  });
}

function refuseTooMany(cells: number, limits: DocumentLimits): void {
  const most = limits.cells * CELLS_A_SLOT;
  if (cells <= most) return;
  throw new DocumentError('too_large', `the workbook has ${cells} cells, where ${most} are allowed`, {
    hint: 'no report is this large; raise the limit if this one is',
  });
}

function parse(bytes: Uint8Array, limits: DocumentLimits): WorkBook {
  try {
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      type: 'buffer',
      dense: true,
      // brings hidden rows and columns and empty cells that have a style
      cellStyles: true,
      // brings the format of each number
      cellNF: true,
      cellHTML: false,
      bookVBA: false,
      sheetRows: limits.cells,
    });
  } catch (error) {
    const message = describeError(error);
    throw /password/i.test(message) ? passworded() : damaged(message, error);
  }
}

function passworded(): DocumentError {
  return new DocumentError('encrypted', 'the workbook is protected by a password');
}

export function damaged(message: string, cause?: unknown): DocumentError {
  return new DocumentError('damaged', `the workbook is damaged: ${message}`, {
    hint: 'download it again, or open and save it with another program',
    cause,
  });
}
