/** A printed report as an HTML page: to be read, or to be printed by a browser. */
import { escapeHtml } from '../../src/simulation/pages/html.js';
import type { Printed } from '../report/damage.js';
import type { Borders } from './layouts.js';
import { PAGE_WIDTH, type PrintedReport, type PrintedTable, splitBlocks } from './printed.js';

/** A page as portals publish it: tables that were split stand as two. */
export function htmlPage(printed: PrintedReport): Buffer {
  const blocks = splitBlocks(printed).map((block) =>
    block.kind === 'table' ? htmlTable(block) : `<p>${escapeHtml(block.text)}</p>`,
  );
  const head = `<meta charset="UTF-8"><title>${escapeHtml(printed.title)}</title>`;
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

/** A page to print on A4: tables stay whole, or go over the end of a page, as the layout says. */
export function printPage(printed: PrintedReport, font: string = FONTS[0]): string {
  const blocks = printed.blocks.map((block) =>
    block.kind === 'table' ? htmlTable(block) : `<p class="${block.role}">${escapeHtml(block.text)}</p>`,
  );
  const { split, borders } = printed.layout;
  const style = `
    @page { size: A4; margin: 18mm; }
    body { font-family: ${font}; font-size: 11pt; margin: 0; line-height: 1.5; }
    .title { font-size: 17pt; text-align: center; } .heading { font-weight: bold; } .body { text-indent: 2em; }
    .heading { break-after: avoid; }
    table { width: ${PAGE_WIDTH}mm; table-layout: fixed; border-collapse: collapse; font-size: 8.5pt;
      line-height: 1.25; break-inside: ${split === 'none' ? 'avoid' : 'auto'}; }
    tr { break-inside: avoid; ${split === 'none' ? '' : 'height: 11mm;'} }
    thead { display: ${split === 'repeated' ? 'table-header-group' : 'table-row-group'}; }
    td { padding: 1mm; text-align: center; vertical-align: middle; position: relative; }
    ${BORDERS[borders]}`;
  const head = `<meta charset="UTF-8"><title>${escapeHtml(printed.title)}</title><style>${style}</style>`;
  return `<!DOCTYPE html><html lang="zh-CN"><head>${head}</head><body>${blocks.join('\n')}</body></html>`;
}

const BORDERS: Readonly<Record<Borders, string>> = {
  thin: 'td { border: 0.5pt solid #000; }',
  // the right and lower side of every cell, and two sides of the table, as boxes filled with black
  filled: `td::before { content: ""; position: absolute; right: 0; top: 0; bottom: 0; width: 0.25mm; background: #000; }
    td::after { content: ""; position: absolute; left: 0; right: 0; bottom: 0; height: 0.25mm; background: #000; }
    table { background: linear-gradient(#000, #000) 0 0 / 0.25mm 100% no-repeat,
      linear-gradient(#000, #000) 0 0 / 100% 0.25mm no-repeat; }`,
  outer: 'table { border: 0.75pt solid #000; }',
  none: '',
};

function htmlTable({ rows, headingRows, widths }: PrintedTable): string {
  const columns = `<colgroup>${widths.map((width) => `<col style="width:${width}mm">`).join('')}</colgroup>`;
  const html = rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`);
  const head = html.slice(0, headingRows).join('\n');
  const body = html.slice(headingRows).join('\n');
  return `<table>${columns}${head === '' ? '' : `<thead>${head}</thead>`}<tbody>${body}</tbody></table>`;
}

function htmlCell({ text, rowSpan, columnSpan }: Printed): string {
  const rows = rowSpan > 1 ? ` rowspan="${rowSpan}"` : '';
  const columns = columnSpan > 1 ? ` colspan="${columnSpan}"` : '';
  return `<td${rows}${columns}>${escapeHtml(text).replaceAll('\n', '<br>')}</td>`;
}
