import Table from 'cli-table3';
import stringWidth from 'fast-string-width';

/** A cell of a ruled table; `at` is the column it begins in, from 0. */
export interface PlacedCell {
  readonly at: number;
  readonly content: string;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly hAlign?: 'left' | 'center' | 'right';
}

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** An aligned table without rules, for lists; Chinese characters count two cells. */
export function listTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const all = [head, ...rows];
  // cli-table3 knows lines within cells, but its time grows with the square of the rows
  if (!all.some((row) => row.some((cell) => cell.includes('\n')))) return alignedLines(all, right);
  const table = new Table({
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, i) => (right.includes(i) ? 'right' : 'left')),
  });
  table.push([...head], ...rows.map((row) => [...row]));
  return trimEnds(table.toString());
}

function alignedLines(rows: readonly (readonly string[])[], right: readonly number[]): string {
  const cellWidths = rows.map((row) => row.map((cell) => stringWidth(cell)));
  const widths: number[] = [];
  for (const row of cellWidths) {
    for (const [i, width] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width);
  }
  return rows
    .map((row, r) =>
      row
        .map((cell, i) => {
          const blanks = ' '.repeat((widths[i] ?? 0) - (cellWidths[r]?.[i] ?? 0));
          return right.includes(i) ? blanks + cell : cell + blanks;
        })
        .join(PLAIN.middle)
        .trimEnd(),
    )
    .join('\n');
}

/** Rules and padding between two columns that a spanning cell covers, in terminal cells. */
const SEAM = 3;

/**
 * A ruled table with spans, as a form is drawn. Widths are in terminal cells, without the rules; text that is
 * wider is broken anywhere, as Chinese is. Rows may hold fewer cells than columns where spans cover them.
 */
export function ruledTable(rows: readonly (readonly PlacedCell[])[], widths: readonly number[]): string {
  const table = new Table({
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    colWidths: widths.map((width) => width + 2),
  });
  table.push(...rows.map((row) => fitRow(row, widths)));
  return table.toString();
}

/** Breaks the text of each cell at the width that its columns have. */
function fitRow(row: readonly PlacedCell[], widths: readonly number[]): Table.Cell[] {
  return row.map(({ at, colSpan = 1, ...cell }) => {
    const covered = widths.slice(at, at + colSpan);
    const width = covered.reduce((sum, w) => sum + w, SEAM * (covered.length - 1));
    return { ...cell, colSpan, content: breakText(cell.content, width) };
  });
}

/** Text broken into lines of at most `width` terminal cells. */
function breakText(text: string, width: number): string {
  const lines = [''];
  let used = 0;
  for (const character of text) {
    const cells = stringWidth(character);
    if (used + cells > width) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += character;
    used += cells;
  }
  return lines.join('\n');
}

function trimEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
