import { DocumentError } from '../../../errors.js';
import type { ByteView } from '../../containers/ole2-bytes.js';

/** A part of the table stream. */
export interface Extent {
  readonly at: number;
  readonly length: number;
}

/** Where things are in a binary Word file ([MS-DOC] 2.5, the file information block). */
export interface FileInformation {
  readonly tableStream: '0Table' | '1Table';
  /** Characters of the main text. */
  readonly textLength: number;
  /** Where the text of the main text's boxes begins, and how long it is. */
  readonly boxes: Extent;
  readonly pieces: Extent;
  readonly characterRuns: Extent;
  readonly paragraphRuns: Extent;
  readonly styles: Extent;
  readonly fonts: Extent;
  readonly lists: Extent;
  readonly listOverrides: Extent;
}

const WORD97 = 0xa5ec;
/** Word 6 and 95 ([MS-DOC] 2.5.1; wIdent of older ones differs as well). */
const OLDER = new Set([0xa5dc, 0xa5db, 0xa59b, 0xa59c]);
const FIRST_OF_97 = 0x00c0;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;

// Pairs of FibRgFcLcb97 ([MS-DOC] 2.5.6), by their number.
const STYLES = 1;
const CHARACTER_RUNS = 12;
const PARAGRAPH_RUNS = 13;
const FONTS = 15;
const PIECES = 33;
const LISTS = 73;
const LIST_OVERRIDES = 74;

/** @throws DocumentError `damaged`, `encrypted`, or `unsupported` for files older than Word 97 */
export function readFileInformation(document: ByteView): FileInformation {
  const ident = document.u16(0);
  const version = document.u16(2);
  if (OLDER.has(ident) || (ident === WORD97 && version < FIRST_OF_97)) {
    throw new DocumentError('unsupported', 'this is a file of Word 95 or older, which no reader can read', {
      hint: 'open it in Word or LibreOffice and save it as .docx',
    });
  }
  if (ident !== WORD97) throw new DocumentError('damaged', 'the Word file does not begin like one');
  const flags = document.u16(10);
  if ((flags & ENCRYPTED) !== 0) {
    throw new DocumentError('encrypted', 'the Word file is encrypted');
  }
  const longs = 34 + 2 * document.u16(32);
  const length = (index: number): number => Math.max(0, document.i32(longs + 2 + 4 * index));
  const pairs = longs + 2 + 4 * document.u16(longs);
  const count = document.u16(pairs);
  const extent = (index: number): Extent => {
    if (index >= count) return { at: 0, length: 0 };
    const at = pairs + 2 + 8 * index;
    return { at: document.u32(at), length: document.u32(at + 4) };
  };
  // text, footnotes, headers, macros, comments, endnotes, then the boxes (2.5.4)
  const before = [3, 4, 5, 6, 7, 8].reduce((sum, index) => sum + length(index), 0);
  return {
    tableStream: (flags & SECOND_TABLE) === 0 ? '0Table' : '1Table',
    textLength: length(3),
    boxes: { at: before, length: length(9) },
    pieces: extent(PIECES),
    characterRuns: extent(CHARACTER_RUNS),
    paragraphRuns: extent(PARAGRAPH_RUNS),
    styles: extent(STYLES),
    fonts: extent(FONTS),
    lists: extent(LISTS),
    listOverrides: extent(LIST_OVERRIDES),
  };
}
