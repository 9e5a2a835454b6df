/** A printed report as an HTML page: to be read, or to be printed by a browser. */
import { escapeHtml } from '../../src/simulation/pages/html.js';
import { textWidthOf } from './geometry.js';
import type { Borders } from './layouts.js';
import { HTML_STYLE, htmlRun } from './looks.js';
import { type PrintedCell, type PrintedReport, type PrintedTable, splitBlocks } from './printed.js';

/** A page as portals publish it: tables that were split stand as two. */
export function htmlPage(printed: PrintedReport): Buffer {
  const blocks = splitBlocks(printed).map((block) =>
    block.kind === 'table' ? htmlTable(block) : `<p>${escapeHtml(block.text)}</p>`,
  );
  const style = hasLooks(printed) ? `<style>${HTML_STYLE}</style>` : '';
  const head = `<meta charset="UTF-8"><title>${escapeHtml(printed.title)}</title>${style}`;
  return Buffer.from(
    `<!DOCTYPE html><html><head>${head}</head><body>${blocks.join('\n')}</body></html>\n`,
    'utf8',
  );
}

/** Type as offices use it, with digits of the Chinese font or of a Western one. */
export const FONTS = [
  '"Noto Serif CJK SC", serif',
  '"Noto Sans CJK SC", sans-serif',
  '"Liberation Serif", "Noto Serif CJK SC", serif',
  '"Liberation Sans", "Noto Sans CJK SC", sans-serif',
] as const;

/** A page to print: tables stay whole, or go over the end of a page, as its geometry says. */
export function printPage(printed: PrintedReport, font = FONTS[printed.geometry.font] ?? FONTS[0]): string {
  const blocks = printed.blocks.map((block) =>
    block.kind === 'table'
      ? htmlTable(block, true)
      : `<p class="${block.role}">${escapeHtml(block.text)}</p>`,
  );
  const head = `<meta charset="UTF-8"><title>${escapeHtml(printed.title)}</title><style>${printStyle(printed, font)}</style>`;
  return `<!DOCTYPE html><html lang="zh-CN"><head>${head}</head><body>${blocks.join('\n')}</body></html>`;
}

function printStyle({ layout, geometry }: PrintedReport, font: string): string {
  const { page, margin, sizes, leading, padding, row, labels, figures, spacing, split, breaksRows } =
    geometry;
  return `
    @page { size: ${page.width}mm ${page.height}mm; margin: ${margin}mm; }
    body { font-family: ${font}; font-size: ${sizes.body}mm; margin: 0; line-height: 1.5; }
    .title { font-size: ${sizes.title}mm; text-align: center; } .heading { font-weight: bold; } .body { text-indent: 2em; }
    .heading { break-after: avoid; }
    table { width: ${textWidthOf(geometry)}mm; table-layout: fixed; border-collapse: collapse; font-size: ${sizes.cell}mm;
      line-height: ${leading}; letter-spacing: ${spacing}em; break-inside: ${split === 'none' ? 'avoid' : 'auto'}; }
    tr { break-inside: ${breaksRows ? 'auto' : 'avoid'}; ${row === 0 ? '' : `height: ${row}mm;`} }
    thead { display: ${split === 'repeated' ? 'table-header-group' : 'table-row-group'}; }
    td { padding: ${padding.y}mm ${padding.x}mm; text-align: ${labels.side}; vertical-align: ${labels.height}; position: relative; }
    td.figure { text-align: ${figures.side}; vertical-align: ${figures.height}; }
    ${BORDERS[layout.borders]}${HTML_STYLE}`;
}

const hasLooks = ({ blocks }: PrintedReport): boolean =>
  blocks.some((block) => block.kind === 'table' && block.rows.some((row) => row.some(({ runs }) => runs)));

const BORDERS: Readonly<Record<Borders, string>> = {
  thin: 'td { border: 0.5pt solid #000; }',
  // the right and lower side of every cell, and two sides of the table, as boxes filled with black
  filled: `td::before { content: ""; position: absolute; right: 0; top: 0; bottom: 0; width: 0.25mm; background: #000; }
    td::after { content: ""; position: absolute; left: 0; right: 0; bottom: 0; height: 0.25mm; background: #000; }
    table { background: linear-gradient(#000, #000) 0 0 / 0.25mm 100% no-repeat,
      linear-gradient(#000, #000) 0 0 / 100% 0.25mm no-repeat; }`,
  outer: 'table { border: 0.75pt solid #000; }',
  ends: 'table { border: solid #000; border-width: 1pt 0; }',
  head: 'table { border: solid #000; border-width: 1pt 0; } tr.head td { border-bottom: 0.5pt solid #000; }',
  none: '',
};

/** @param isPrinted whether its cells say what they are, for the style of a page to print */
export function htmlTable(
  { rows, headingRows, widths, attributes }: PrintedTable,
  isPrinted = false,
): string {
  const columns = `<colgroup>${widths.map((width) => `<col style="width:${width}mm">`).join('')}</colgroup>`;
  const below = rows.findIndex((row) => !row.every(({ heading }) => heading));
  const html = rows.map((row, at) => {
    const last = isPrinted && at === below - 1 ? ' class="head"' : '';
    return `<tr${last}>${row.map((cell) => htmlCell(cell, isPrinted)).join('')}</tr>`;
  });
  const head = html.slice(0, headingRows).join('\n');
  const body = html.slice(headingRows).join('\n');
  return `<table${attributes === undefined ? '' : ` ${attributes}`}>${columns}${head === '' ? '' : `<thead>${head}</thead>`}<tbody>${body}</tbody></table>`;
}

function htmlCell(cell: PrintedCell, isPrinted: boolean): string {
  const { text, runs, rowSpan, columnSpan, indicator, attributes } = cell;
  const rows = rowSpan > 1 ? ` rowspan="${rowSpan}"` : '';
  const columns = columnSpan > 1 ? ` colspan="${columnSpan}"` : '';
  const kind = isPrinted && indicator !== null ? ' class="figure"' : '';
  const more = attributes === undefined ? '' : ` ${attributes}`;
  return `<td${rows}${columns}${kind}${more}>${(runs ?? [{ text }]).map(htmlRun).join('')}</td>`;
}
