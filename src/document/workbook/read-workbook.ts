import type { Content, DocumentLimits } from '../model.js';
import { layOutSheet } from './grid.js';
import { damaged, openWorkbook } from './open.js';
import { SheetBlocks } from './sheet-blocks.js';

/**
 * Reads a workbook of Excel or WPS (xlsx, xls since Excel 97, et), sheet by sheet in their order.
 *
 * - A cell's text is what the sheet shows: numbers in their format, even where it rounds; a formula's stored
 *   result, or the formula itself where none is stored; an error as its name.
 * - What is struck, raised, lowered or hidden by its colour is so in the notation of src/document/sight.ts; a number whose
 *   format shows another one, and a cell under a picture, a shape or a control, can't be told.
 * - Hidden sheets, rows and columns are left out, and so are comments, the texts of boxes, charts, headers and
 *   footers.
 * - A table's `page` is the number of its sheet among the visible ones.
 *
 * @throws DocumentError `encrypted`, `damaged`, `too_large`, or `unsupported`: Excel 95 and older, xlsb
 */
export function readWorkbook(bytes: Uint8Array, limits: DocumentLimits): Content {
  const { workbook, looksOf } = openWorkbook(bytes, limits);
  const reader = new SheetBlocks(limits);
  const visible = workbook.SheetNames.map((name, place) => ({ name, place })).filter(({ place }) => {
    const shown = (workbook.Workbook?.Sheets?.[place]?.Hidden ?? 0) === 0;
    if (!shown) reader.leaveOutHidden();
    return shown;
  });
  reader.leaveOutBeyond(limits.pages, visible.length);
  for (const [at, { name, place }] of visible.slice(0, limits.pages).entries()) {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined) throw damaged(`the sheet 「${name}」 cannot be read`);
    // a chart or a macro on a sheet of its own
    if (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet') continue;
    if (sheet['!fullref'] !== undefined) reader.leaveOutRows(at + 1);
    reader.add(layOutSheet(sheet, looksOf(place), reader.slotsToLayOut), at + 1);
  }
  return reader.content;
}
