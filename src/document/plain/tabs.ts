import { isProse } from '../flow/prose.js';
import type { Block } from '../model.js';
import { blocksOf, type Found, type Nothing, nothing, tableOf } from './found.js';
import { clean, isBlank, isHeading, type SourceLine } from './lines.js';
import { joinQuoted, splitQuoted } from './quotes.js';

/** How the lines of a table are to be taken. */
type Shape = 'cell-a-line' | 'row-a-line';

/** One tab, before the text. */
const ONE_CELL = /^[^\S\t]*\t[^\t]*$/;
/** How far ahead the shape of a table is judged. */
const LOOKAHEAD = 30;

/**
 * A table whose cells tabs part, in one of two shapes:
 *
 * - one cell per line, each behind a tab, with empty lines between rows; a line without a tab continues the cell above;
 * - a row a line, cells parted by tabs; what is in quotation marks may go over several lines.
 */
export function findTabs(lines: readonly SourceLine[], at: number): Found | Nothing {
  if (!isTabbed(lines[at])) return nothing(at);
  const shape = shapeAt(lines, at);
  return shape === 'row-a-line' ? readRows(lines, at) : readCells(lines, at);
}

function isTabbed(line: SourceLine | undefined): boolean {
  return line?.text.includes('\t') === true && !isHeading(line);
}

function shapeAt(lines: readonly SourceLine[], at: number): Shape {
  let balance = 0;
  for (let next = at; next < Math.min(lines.length, at + LOOKAHEAD); next += 1) {
    const line = lines[next];
    if (line === undefined || (isBlank(line) && !line.text.includes('\t'))) break;
    if (line.text.includes('\t')) balance += ONE_CELL.test(line.text) ? 1 : -1;
  }
  return balance >= 0 ? 'cell-a-line' : 'row-a-line';
}

function readRows(lines: readonly SourceLine[], from: number): Found {
  const rows: string[][] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined || (!isTabbed(line) && !isBlank(line))) break;
    if (isTabbed(line)) {
      const { text, to } = joinQuoted(lines, at, '\t');
      rows.push(splitQuoted(text, '\t').map(clean));
      at = to;
    } else at += 1;
  }
  return { to: at, blocks: blocksFrom(evened(rows), true) };
}

/** Blanks that only some rows have behind the last text of all are no cells. */
function evened(rows: readonly string[][]): string[][] {
  const end = (row: readonly string[]): number => row.findLastIndex((cell) => cell !== '') + 1;
  const widest = rows.reduce((most, row) => Math.max(most, end(row)), 0);
  const isUneven = rows.some(({ length }) => length !== rows[0]?.length);
  return isUneven ? rows.map((row) => row.slice(0, Math.max(widest, end(row)))) : [...rows];
}

function readCells(lines: readonly SourceLine[], from: number): Found {
  const rows: string[][] = [];
  let afterBlank = true;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    if (isTabbed(line)) {
      if (afterBlank && at > from && shapeAt(lines, at) === 'row-a-line') break;
      addCells(rows, line.text.split('\t'), afterBlank);
      afterBlank = false;
    } else if (isHeading(line)) break;
    else if (isBlank(line)) afterBlank = true;
    else if (!afterBlank && rows.some((row) => row.some((cell) => cell !== '')))
      continueCell(rows, line.text);
    else break;
  }
  return { to: at, blocks: blocksFrom(rows, false) };
}

/** `parts` is a line split at its tabs; what stands before the first tab belongs to the cell above. */
function addCells(rows: string[][], [before = '', ...cells]: readonly string[], afterBlank: boolean): void {
  const isNew = afterBlank || rows.length === 0;
  if (isNew) rows.push([]);
  if (clean(before) !== '') {
    if (isNew) rows.at(-1)?.push(clean(before));
    else continueCell(rows, before);
  }
  const row = rows.at(-1);
  for (const cell of cells) row?.push(clean(cell));
}

function continueCell(rows: readonly string[][], line: string): void {
  const row = rows.at(-1);
  const last = row?.pop();
  const text = clean(line);
  row?.push(last ? `${last}\n${text}` : text);
}

function blocksFrom(rows: readonly string[][], isSheet: boolean): Block[] {
  if (rows.every((row) => row.every((cell) => cell === ''))) return [];
  if (isProse(rows.map((row) => row.map((text) => ({ text }))))) {
    return rows
      .flat()
      .flatMap((text) => text.split('\n'))
      .map((text): Block => ({ kind: 'paragraph', text }));
  }
  return isSheet ? blocksOf(rows, false) : [tableOf(rows, false)];
}
