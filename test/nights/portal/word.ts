/** A report as a small Word file (ECMA-376): paragraphs, and tables with merged cells. */
import { strToU8, zipSync } from 'fflate';
import type { Cell, Table } from './form.js';
import { bodyOf, type Report, titleOf } from './report.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** The bytes of the file; the same report gives the same bytes. */
export function reportFile(report: Report): Uint8Array {
  const blocks = bodyOf(report).map((block) =>
    block.kind === 'text' ? paragraph(block.text) : tableOf(block.table),
  );
  const body = [paragraph(titleOf(report)), ...blocks].join('');
  const members = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${DOCUMENT}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${MAIN}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
  };
  const files = Object.entries(members).map(([name, xml]) => [name, strToU8(`${HEAD}${xml}`)]);
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 2) });
}

function paragraph(text: string): string {
  const safe = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<w:p><w:r><w:t xml:space="preserve">${safe}</w:t></w:r></w:p>`;
}

/** Cells that go on below their first row, by the column at which they begin. */
type Below = Map<number, { readonly columns: number; left: number }>;

function tableOf(table: Table): string {
  const width = (table[0] ?? []).reduce((sum, { columns }) => sum + columns, 0);
  const below: Below = new Map();
  const rows = table.map((row) => `<w:tr>${rowOf(row, width, below)}</w:tr>`);
  const grid = '<w:gridCol w:w="600"/>'.repeat(width);
  return `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

function rowOf(row: readonly Cell[], width: number, below: Below): string {
  const cells = [...row];
  let xml = '';
  for (let column = 0; column < width; ) {
    const above = below.get(column);
    const next = above === undefined ? cells.shift() : undefined;
    const columns = above?.columns ?? next?.columns ?? 1;
    if (above !== undefined) {
      xml += cellOf('', columns, '<w:vMerge/>');
      above.left -= 1;
      if (above.left === 0) below.delete(column);
    } else if (next !== undefined) {
      xml += cellOf(next.text, columns, next.rows > 1 ? '<w:vMerge w:val="restart"/>' : '');
      if (next.rows > 1) below.set(column, { columns, left: next.rows - 1 });
    }
    column += columns;
  }
  return xml;
}

function cellOf(text: string, columns: number, merge: string): string {
  const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '';
  return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${paragraph(text)}</w:tc>`;
}
