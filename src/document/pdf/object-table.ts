/** The table that says where the objects of a PDF file are (PDF 32000-1, 7.5.4), as far as it is plain text. */

const HEADER = '%PDF-';
const WHERE = 'startxref';
/** A file that was changed more often than this is taken at its word. */
const MOST_TABLES = 100;
const OBJECT_HEAD = 32;

/**
 * Is every object where the tables say? PDFium takes an object that is elsewhere for none, and a page without its content
 * for an empty one. True too for files whose tables are packed, or that begin with something else.
 */
export function isTableRight(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, HEADER.length) !== HEADER) return true;
  let at = numberAfter(file.toString('latin1', Math.max(0, file.lastIndexOf(WHERE))), WHERE);
  for (let tables = 0; at !== null && tables < MOST_TABLES; tables += 1) {
    const end = file.indexOf('trailer', at);
    if (end < 0 || file.toString('latin1', at, at + 4) !== 'xref') return true;
    if (!areEntriesRight(file, file.toString('latin1', at + 4, end))) return false;
    const trailer = file.toString('latin1', end, Math.max(end, file.indexOf(WHERE, end)));
    at = numberAfter(trailer, '/Prev');
  }
  return true;
}

function numberAfter(text: string, word: string): number | null {
  const found = text.indexOf(word);
  const number =
    found < 0 ? null : /^\s*(\d{1,10})/u.exec(text.slice(found + word.length, found + word.length + 32));
  return number === null ? null : Number(number[1]);
}

/** Sections of a table: the number of the first object and how many; then for each where it is, and whether it is used. */
function areEntriesRight(file: Buffer, table: string): boolean {
  let number = 0;
  for (const [, first, count, used] of table.matchAll(/(\d+)\s+(\d+)(?:\s+([nf]))?/gu)) {
    if (used === undefined) {
      number = Number(first);
      continue;
    }
    if (used === 'n' && !isObjectAt(file, Number(first), number, Number(count))) return false;
    number += 1;
  }
  return true;
}

function isObjectAt(file: Buffer, at: number, number: number, generation: number): boolean {
  const head = /^\s*(\d+)\s+(\d+)\s+obj/u.exec(file.toString('latin1', at, at + OBJECT_HEAD));
  return head !== null && Number(head[1]) === number && Number(head[2]) === generation;
}
