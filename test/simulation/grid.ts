import { type CheerioAPI, load } from 'cheerio';
import type { LayoutTable } from '../../src/simulation/reports/form-layout.js';
import type { CellValue } from '../../src/simulation/reports/report-data.js';

/** A table as a grid of texts: a cell that spans stands in every slot it covers; null is a slot without a cell. */
export type Grid = (string | null)[][];

/** The tables of a page as grids, white space removed. */
export function grids(html: string): Grid[] {
  const $ = load(html);
  return $('table')
    .toArray()
    .map((table) => grid($, $(table)));
}

function grid($: CheerioAPI, table: ReturnType<CheerioAPI>): Grid {
  const slots: Grid = [];
  const rows = table.find('tr').toArray();
  rows.forEach((row, top) => {
    let column = 0;
    for (const cell of $(row).children('td,th').toArray()) {
      while (slots[top]?.[column] !== undefined) column += 1;
      const text = $(cell).text().replace(/\s+/g, '');
      const height = Number($(cell).attr('rowspan') ?? 1);
      const width = Number($(cell).attr('colspan') ?? 1);
      for (let y = top; y < top + height; y += 1) {
        for (let x = column; x < column + width; x += 1) {
          slots[y] ??= [];
          const line = slots[y] ?? [];
          if (line[x] !== undefined) throw new Error(`two cells in row ${y}, column ${x}`);
          line[x] = text;
        }
      }
      column += width;
    }
  });
  const width = Math.max(...slots.map((line) => line.length));
  return slots.map((line) => Array.from({ length: width }, (_, x) => line[x] ?? null));
}

/** Where each indicator of a layout stands: row and column of the grid's slot. */
export function places(layout: LayoutTable): Map<string, readonly [row: number, column: number]> {
  const taken = new Set<string>();
  const found = new Map<string, readonly [number, number]>();
  layout.rows.forEach((row, top) => {
    let column = 0;
    for (const cell of row) {
      while (taken.has(`${top}/${column}`)) column += 1;
      const height = 'label' in cell ? cell.rowSpan : 1;
      for (let y = top; y < top + height; y += 1) {
        for (let x = column; x < column + cell.columnSpan; x += 1) taken.add(`${y}/${x}`);
      }
      if ('indicator' in cell) found.set(cell.indicator, [top, column]);
      column += cell.columnSpan;
    }
  });
  return found;
}

/** A cell's text as the value that was printed: '' and a missing cell are null, digits are numbers. */
export function cellValue(text: string | null | undefined): CellValue {
  if (text === null || text === undefined || text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
