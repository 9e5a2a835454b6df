import type { SourceLine } from './lines.js';

/** A cell in quotation marks goes over no more lines than this. */
const MOST_LINES = 12;

/** The line, together with those that a quotation opened in one of its cells reaches over; `to` is the line behind. */
export function joinQuoted(
  lines: readonly SourceLine[],
  at: number,
  separator: string,
): { readonly text: string; readonly to: number } {
  const text = lines[at]?.text ?? '';
  if (!isOpen(text, separator)) return { text, to: at + 1 };
  let joined = text;
  for (let to = at + 1; to < Math.min(lines.length, at + MOST_LINES); to += 1) {
    joined += `\n${lines[to]?.text ?? ''}`;
    if (!isOpen(joined, separator)) return { text: joined, to: to + 1 };
  }
  return { text, to: at + 1 };
}

/** Does a cell begin with a quotation mark that nothing closes? */
function isOpen(text: string, separator: string): boolean {
  if (!text.includes('"')) return false;
  let quoted = false;
  let atStart = true;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (quoted) {
      if (character !== '"') continue;
      if (text.charAt(i + 1) === '"') i += 1;
      else quoted = false;
    } else if (character === '"' && atStart) quoted = true;
    else atStart = character === separator || (atStart && character === ' ');
  }
  return quoted;
}

/** The cells of a line (RFC 4180): separators in quotation marks part nothing. */
export function splitQuoted(text: string, separator: string): string[] {
  if (!text.includes('"') || isOpen(text, separator)) return text.split(separator);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
