import { type Found, type Nothing, nothing, tableOf } from './found.js';
import {
  isBlank,
  isHeading,
  isPageNumber,
  isSentence,
  isValue,
  SECTION_NUMBER,
  type SourceLine,
} from './lines.js';

const FEWEST_FIGURES = 2;
const FEWEST_LABELS = 2;
/** How many texts may stand between a numbered text and the figures that it is a group of. */
const GROUP_REACH = 2;
/** The most texts before the first figure, and between figures. */
const MOST_TEXTS = 40;
/** A cell's text is no longer. */
const LONGEST = 45;

interface CellLine {
  readonly text: string;
  readonly isFigure: boolean;
  /** An empty line stands before it. */
  readonly isApart: boolean;
}

/**
 * A table with one cell per line and no marks where rows end: figures follow their label. Where empty lines separate
 * the cells, a line that follows another text at once goes on with its cell.
 */
export function findCellLines(lines: readonly SourceLine[], at: number): Found | Nothing {
  // figures begin no table: said here, a column of nothing else is not gone through from each of its lines
  if (isValue(lines[at]?.folded ?? '')) return nothing(at);
  const { cells, to } = cellsFrom(lines, at);
  const figures = cells.filter(({ isFigure }) => isFigure);
  const isTable = figures.length >= FEWEST_FIGURES && cells.length - figures.length >= FEWEST_LABELS;
  if (!isTable) return nothing(at);
  const areApart = figures.filter(({ isApart }) => isApart).length * 2 > figures.length;
  return { to, blocks: [tableOf(rowsOf(areApart ? joined(cells) : cells), false)] };
}

/** The cells from a line on, up to the last figure that no other text cuts off. */
function cellsFrom(lines: readonly SourceLine[], from: number): { cells: CellLine[]; to: number } {
  const cells: CellLine[] = [];
  let [to, known] = [from, 0];
  let isApart = true;
  for (let at = from; at < lines.length && cells.length - known <= MOST_TEXTS; at += 1) {
    const line = lines[at];
    if (line === undefined || isHeading(line) || /[\t|]/.test(line.text)) break;
    if (isBlank(line) || isPageNumber(lines, at)) {
      isApart = true;
      continue;
    }
    const text = line.folded;
    const isFigure = isValue(text);
    if (!isFigure && !isLabel(lines, at, text)) break;
    cells.push({ text, isFigure, isApart });
    isApart = false;
    if (isFigure) [to, known] = [at + 1, cells.length];
  }
  return { cells: cells.slice(0, known), to };
}

function isLabel(lines: readonly SourceLine[], at: number, text: string): boolean {
  if (text.length > LONGEST || isSentence(text)) return false;
  return !SECTION_NUMBER.test(text) || figureFollows(lines, at);
}

/** Is the numbered text a label or a group of rows, and no heading of a section? */
function figureFollows(lines: readonly SourceLine[], at: number): boolean {
  let texts = 0;
  for (
    let next = at + 1;
    next < Math.min(lines.length, at + 4 * MOST_TEXTS) && texts <= GROUP_REACH;
    next += 1
  ) {
    const line = lines[next];
    if (line === undefined || isBlank(line)) continue;
    if (isValue(line.folded)) return true;
    texts += 1;
  }
  return false;
}

function joined(cells: readonly CellLine[]): CellLine[] {
  const found: CellLine[] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    if (last === undefined || cell.isApart || cell.isFigure || last.isFigure) found.push(cell);
    else found[found.length - 1] = { ...last, text: `${last.text}\n${cell.text}` };
  }
  return found;
}

/** Each run of figures with the text before it; texts before that are rows of their own. */
function rowsOf(cells: readonly CellLine[]): string[][] {
  const rows: string[][] = [];
  let texts: string[] = [];
  let row: string[] | null = null;
  for (const { text, isFigure } of cells) {
    if (!isFigure) {
      row = null;
      texts.push(text);
    } else if (row === null) {
      const label = texts.pop() ?? '';
      // a text that stands among the headings already is one of them, and the figures have no label
      const isHead = texts.includes(label);
      if (isHead) texts.push(label);
      if (texts.length > 0) rows.push(texts);
      row = isHead ? [text] : [label, text];
      rows.push(row);
      texts = [];
    } else row.push(text);
  }
  return rows;
}
