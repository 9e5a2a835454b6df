import type { Found, Nothing } from './found.js';
import { blocksOf, nothing } from './found.js';
import { clean, isBlank, isHeading, isValue, type SourceLine } from './lines.js';
import { joinQuoted, splitQuoted } from './quotes.js';

const FEWEST_ROWS = 3;
/** How far the shape is judged. */
const LOOKAHEAD = 12;
const GROUP = /^[+-]?\d{1,3}$/;
const THOUSANDS = /^\d{3}$/;

/** A table of values parted by commas or semicolons (RFC 4180): labels that hold commas stand in quotation marks. */
export function findCommas(lines: readonly SourceLine[], at: number): Found | Nothing {
  const separator = separatorAt(lines, at);
  if (separator === null) return nothing(at);
  const rows: string[][] = [];
  let next = at;
  while (next < lines.length) {
    const line = lines[next];
    if (line === undefined || isHeading(line)) break;
    if (isBlank(line)) {
      next += 1;
      continue;
    }
    if (!line.text.includes(separator)) break;
    const { text, to } = joinQuoted(lines, next, separator);
    rows.push(splitQuoted(text, separator).map(clean));
    next = to;
  }
  return { to: next, blocks: blocksOf(withoutDoubt(rows, separator), false) };
}

/** What parts most of the next lines, of which some hold figures in cells of their own. */
function separatorAt(lines: readonly SourceLine[], at: number): string | null {
  for (const separator of [',', ';', '，']) {
    if (!lines[at]?.text.includes(separator)) continue;
    let rows = 0;
    let figures = 0;
    for (let next = at; next < Math.min(lines.length, at + LOOKAHEAD); ) {
      const line = lines[next];
      if (line === undefined || isBlank(line)) {
        next += 1;
        continue;
      }
      if (!line.text.includes(separator)) break;
      const { text, to } = joinQuoted(lines, next, separator);
      const cells = splitQuoted(text, separator);
      rows += 1;
      if (cells.slice(1).some((cell) => isValue(cell.trim()))) figures += 1;
      next = to;
    }
    if (rows >= FEWEST_ROWS && figures > 0) return separator;
  }
  return null;
}

/**
 * A row that is neither as long as its heading nor as most rows, in which commas may part thousands, can't be told apart:
 * it stays one text.
 */
function withoutDoubt(rows: readonly string[][], separator: string): string[][] {
  if (separator === ';') return [...rows];
  const lengths = new Map<number, number>();
  for (const { length } of rows) lengths.set(length, (lengths.get(length) ?? 0) + 1);
  let headed = new Set<number>();
  let inHeading = false;
  return rows.map((row) => {
    const isHeading = !row.some((cell) => isValue(cell));
    if (isHeading && !inHeading) headed = new Set();
    if (isHeading) headed.add(row.length);
    inHeading = isHeading;
    const isUsual = headed.has(row.length) || (lengths.get(row.length) ?? 0) * 2 > rows.length;
    const mayBeThousands = row.some(
      (cell, at) => THOUSANDS.test(cell) && GROUP.test(row[at - 1] ?? '') && row[at - 1] !== '0',
    );
    return mayBeThousands && !isUsual ? [row.join(separator)] : [...row];
  });
}
