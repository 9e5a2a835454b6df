/** Tables whose columns are lost: what programs print that go by the order of a document's text alone. */
import type { Random } from '../formats/chance.js';
import { labelOf } from './labels.js';
import { type Drawn, type DrawnLine, type Piece, PLAIN_SETTING } from './lines.js';
import { inSequence, joined } from './rows.js';
import { hasFigures, placed, type TextTable } from './table.js';
import { widthOf } from './width.js';
import { wrapped } from './wrap.js';

const drawn = (lines: readonly DrawnLine[]): Drawn => ({ lines, setting: PLAIN_SETTING, rooms: new Map() });
const alone = (text: string, indicator: string | null = null): Piece[] =>
  text === '' ? [] : [{ x: 0, text, indicator }];

/** Wrapped labels, then the row's figures behind the last of their lines: `pdftotext -raw`. */
export function rawRows(table: TextTable, random: Random): Drawn {
  const width = random.between(12, 36);
  const lines = table.rows.flatMap((row, at): DrawnLine[] => {
    const labels = row
      .filter(({ indicator }) => indicator === null)
      .flatMap(({ text }) => wrapped(text, width, random));
    const figures = row.filter(({ indicator, text }) => indicator !== null && text !== '');
    const last = { text: labels.at(-1) ?? '', indicator: null };
    return [
      ...labels.slice(0, -1).map((text) => ({ pieces: alone(text), row: at })),
      { pieces: inSequence([last, ...figures], 1), row: at },
    ];
  });
  return drawn(lines);
}

/** A cell a line, long ones over several; rows are not parted. */
export function cellLines(table: TextTable, random: Random): Drawn {
  const width = random.between(12, 36);
  return drawn(
    table.rows.flatMap((row, at) =>
      row.flatMap(({ text, indicator }) =>
        wrapped(text, width, random).map((line, first) => ({
          pieces: alone(line, first === 0 ? indicator : null),
          row: at,
        })),
      ),
    ),
  );
}

/** One column after the other, a cell a line, an empty line between: `pdftotext` without options. */
export function columnByColumn(table: TextTable): Drawn {
  const cells = placed(table).sort((a, b) => a.column - b.column || a.row - b.row);
  return drawn(
    cells.flatMap(({ cell, row, column }, at) => [
      ...(column === cells[at - 1]?.column ? [] : [{ pieces: [], row }]),
      { pieces: alone(cell.text, cell.indicator), row },
    ]),
  );
}

/** Each row of table 3 as a sentence that names every applicant. */
export function sentences(table: TextTable, random: Random): Drawn {
  if (table.id !== 'requests') return joined(table, 2, random);
  const names = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
  return drawn(
    table.rows.filter(hasFigures).map((row, at) => {
      const figures = row.filter(({ indicator }) => indicator !== null);
      const told = figures.map(({ text }, column) => `${names[column]} ${text}`).join('，');
      return { pieces: alone(`${labelOf(row)}：${told}。`), row: at };
    }),
  );
}

/** Cells between bars, wrapped in their columns, and no rule between rows: what antiword prints. */
export function barred(table: TextTable, random: Random): Drawn {
  return bars(table, random, null);
}

/** Cells between drawn lines, as w3m prints a table with borders. */
export function boxed(table: TextTable, random: Random): Drawn {
  return bars(table, random, '─');
}

function bars(table: TextTable, random: Random, rule: '─' | null): Drawn {
  const widths = table.columns.map((kind) => (kind === 'figure' ? 12 : random.between(8, 24)));
  const bar = rule === null ? '|' : '│';
  const between = (row: number, [left, middle, right]: readonly [string, string, string]): DrawnLine[] => {
    if (rule === null) return [];
    return [{ row, pieces: alone(left + widths.map((width) => rule.repeat(width)).join(middle) + right) }];
  };
  const cells = placed(table);
  const lines = table.rows.flatMap((_, row): DrawnLine[] => {
    const own = widths.map((width, column) => {
      const text = cells.find((item) => item.row === row && item.column === column)?.cell.text ?? '';
      return wrapped(text, width - 1, random);
    });
    const height = Math.max(1, ...own.map(({ length }) => length));
    const drawnRow = Array.from({ length: height }, (_, y): DrawnLine => {
      const texts = own.map((cell, column) => padded(cell[y] ?? '', widths[column] ?? 0));
      return { row, pieces: alone(`${bar}${texts.join(bar)}${bar}`) };
    });
    return [...between(row, row === 0 ? ['┌', '┬', '┐'] : ['├', '┼', '┤']), ...drawnRow];
  });
  return drawn([...lines, ...between(table.rows.length - 1, ['└', '┴', '┘'])]);
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
