import type { Content } from '../../../src/document/model.js';
import { readCell } from '../../../src/report/tables/cell-value.js';
import { type DrawnPage, type DrawnText, widthOf } from './drawing.js';
import { tablesOf } from './drawn-report.js';

/** The left end of the text in the cell under test, and its baseline, from the page's top left corner; its type. */
export const AT = { x: 215, y: 160, size: 10.5 };
/** Of the cell's borders. */
export const CELL_BOX = { x0: 200, y0: 140, x1: 300, y1: 170 };

/** A page with a table of two columns and three rows; `texts` stand in the second cell of its second row. */
export function cellPage(...texts: readonly DrawnText[]): DrawnPage {
  const xs = [100, 200, 300];
  const ys = [110, 140, 170, 200];
  const label = (text: string, x: number, y: number): DrawnText => ({ text, x, y, size: 10.5 });
  return {
    width: 595,
    height: 842,
    texts: [
      label('名称', 110, 130),
      label('件数', 215, 130),
      label('规章', 110, 160),
      label('文件', 110, 190),
      label('77', 215, 190),
      ...texts,
    ],
    rules: [
      ...ys.map((y) => ({ x0: 100, x1: 300, y0: y - 0.25, y1: y + 0.25 })),
      ...xs.map((x) => ({ x0: x - 0.25, x1: x + 0.25, y0: 110, y1: 200 })),
    ],
  };
}

/** Texts one behind the other on the cell's line, each raised by `rise` points. */
export function setInLine(...parts: readonly { text: string; size?: number; rise?: number }[]): DrawnText[] {
  let x = AT.x;
  return parts.map(({ text, size = AT.size, rise = 0 }) => {
    const drawn = { text, x, y: AT.y - rise, size };
    x += widthOf(text, size);
    return drawn;
  });
}

/** What the reader made of the cell under test. */
export function cellText(content: Content): string {
  const [table] = tablesOf(content);
  const text = table?.rows[1]?.[1]?.text;
  if (text === undefined || table?.rows[2]?.[1]?.text !== '77') throw new Error('the table was not read');
  return text;
}

/** The count that the cell states; the reason where it states none. */
export function countIn(content: Content): number | string {
  const { value, reason } = readCell(cellText(content), 'count');
  return value ?? reason;
}
