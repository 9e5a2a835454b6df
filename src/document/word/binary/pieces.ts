import { DocumentError } from '../../../errors.js';
import type { ByteView } from '../../containers/ole2-bytes.js';
import type { Extent } from './fib.js';

/** A stretch of text that lies in one place of the file. */
export interface Piece {
  /** Character positions in the text. */
  readonly from: number;
  readonly to: number;
  /** Where its first byte stands. */
  readonly at: number;
  /** Bytes that a character takes: 1 or 2. */
  readonly width: 1 | 2;
  /** Changes of properties that a fast save put here ([MS-DOC] 2.9.214). */
  readonly modifier: number;
}

export interface PieceTable {
  readonly pieces: readonly Piece[];
  readonly text: string;
  /** Property changes that modifiers refer to, each as a run of `Prl`s. */
  readonly changes: readonly ByteView[];
}

const PROPERTIES = 1;
const TABLE = 2;
const PIECE_SIZE = 8;
const COMPRESSED = 0x40000000;

/**
 * Reads the text by its piece table ([MS-DOC] 2.4.1, 2.9.38): fast saves leave it scattered.
 *
 * @throws DocumentError `damaged`
 */
export function readPieces(document: ByteView, table: ByteView, extent: Extent): PieceTable {
  const end = extent.at + extent.length;
  const changes: ByteView[] = [];
  for (let at = extent.at; at < end; ) {
    const kind = table.u8(at);
    if (kind === PROPERTIES) {
      const next = at + 3 + table.u16(at + 1);
      changes.push(table.part(at + 3, next));
      at = next;
    } else if (kind === TABLE) {
      const start = at + 5;
      const pieces = readTable(document, table.part(start, start + table.u32(at + 1)));
      return { pieces, changes, text: pieces.map((piece) => textOf(document, piece)).join('') };
    } else break;
  }
  throw damaged('it has no piece table');
}

function readTable(document: ByteView, table: ByteView): Piece[] {
  const count = Math.floor((table.length - 4) / (4 + PIECE_SIZE));
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = table.u32(4 * index);
    const to = table.u32(4 * index + 4);
    if (from !== (pieces.at(-1)?.to ?? 0) || to < from) throw damaged('its pieces do not follow each other');
    // characters take at least a byte, so more of them than bytes would lie on top of each other
    if (to > document.length) throw damaged('its pieces are longer than the file');
    const at = 4 * (count + 1) + PIECE_SIZE * index;
    const place = table.u32(at + 2);
    const compressed = (place & COMPRESSED) !== 0;
    const start = place & 0x3fffffff;
    pieces.push({
      from,
      to,
      at: compressed ? start >>> 1 : start,
      width: compressed ? 1 : 2,
      modifier: table.u16(at + 6),
    });
  }
  return pieces;
}

/** The characters of the Western code page from 0x80 on, where it differs from Latin-1. */
const WESTERN = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Compressed text is one byte a character, of the Western code page ([MS-DOC] 2.9.73). */
function textOf(document: ByteView, { from, to, at, width }: Piece): string {
  const bytes = document.bytes(at, at + (to - from) * width);
  if (width === 2) return bytes.toString('utf16le');
  // Node 20 decodes windows-1252 as if it were Latin-1
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (byte) => WESTERN[byte.charCodeAt(0) - 0x80] ?? byte);
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the Word file is damaged: ${what}`);
}
