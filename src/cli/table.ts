import Table from 'cli-table3';

/** A cell of a printed table. */
export type PrintedCell =
  | string
  | { content: string; colSpan?: number; rowSpan?: number; hAlign?: 'left' | 'center' | 'right' };

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
  const table = new Table({
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, i) => (right.includes(i) ? 'right' : 'left')),
  });
  table.push([...head], ...rows.map((row) => [...row]));
  return trimEnds(table.toString());
}

/** A ruled table with spans, as a form is drawn. Widths are in terminal cells, without the rules. */
export function ruledTable(rows: readonly (readonly PrintedCell[])[], widths: readonly number[]): string {
  const table = new Table({
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    colWidths: widths.map((width) => width + 2),
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

function trimEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
