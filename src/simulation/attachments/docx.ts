/** A report as a Word file: paragraphs and the three tables, without styles. */

import { escapeHtml } from '../pages/html.js';
import { FORM_LAYOUTS, type LayoutCell, type LayoutTable } from '../reports/form-layout.js';
import type { SimulatedReport } from '../reports/report-data.js';
import { reportSections } from '../reports/report-sections.js';
import { storedZip } from './zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;

/** The whole report; `remark` is a last paragraph, '' for none. */
export function reportDocx(report: SimulatedReport, remark: string): Buffer {
  const tables = FORM_LAYOUTS[report.edition];
  const body = [
    paragraph(report.title),
    ...reportSections(report).flatMap(({ heading, paragraphs, table }) => [
      paragraph(heading),
      ...paragraphs.map(paragraph),
      ...tables.filter(({ id }) => id === table).map((layout) => wordTable(layout, report)),
    ]),
    ...(remark === '' ? [] : [paragraph(remark)]),
  ];
  const document = `${HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}<w:sectPr/></w:body></w:document>`;
  return storedZip({
    '[Content_Types].xml': Buffer.from(TYPES, 'utf8'),
    '_rels/.rels': Buffer.from(RELATIONS, 'utf8'),
    'word/document.xml': Buffer.from(document, 'utf8'),
  });
}

function paragraph(text: string): string {
  const runs = text.split('\n').map((line) => `<w:t xml:space="preserve">${escapeHtml(line)}</w:t>`);
  return `<w:p><w:r>${runs.join('<w:br/>')}</w:r></w:p>`;
}

/** Word has no row spans: a cell that reaches down goes on in an empty cell of every row below. */
function wordTable(layout: LayoutTable, report: SimulatedReport): string {
  /** By column: the rows that a cell from above still covers, and its width. */
  const covered = new Map<number, { rows: number; width: number }>();
  const rows = layout.rows.map((row) => {
    const cells: string[] = [];
    const waiting = [...row];
    for (let column = 0; column < layout.columns; ) {
      const above = covered.get(column);
      const cell = above === undefined ? waiting.shift() : undefined;
      if (above !== undefined) {
        cells.push(wordCell('', above.width, '<w:vMerge/>'));
        if (above.rows === 1) covered.delete(column);
        else covered.set(column, { ...above, rows: above.rows - 1 });
        column += above.width;
      } else if (cell === undefined) {
        break;
      } else {
        const rowSpan = 'label' in cell ? cell.rowSpan : 1;
        if (rowSpan > 1) covered.set(column, { rows: rowSpan - 1, width: cell.columnSpan });
        cells.push(wordCell(textOf(cell, report), cell.columnSpan, merge(rowSpan)));
        column += cell.columnSpan;
      }
    }
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol/>'.repeat(layout.columns)}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

function merge(rowSpan: number): string {
  return rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '';
}

function wordCell(text: string, width: number, properties: string): string {
  const span = width > 1 ? `<w:gridSpan w:val="${width}"/>` : '';
  return `<w:tc><w:tcPr>${span}${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
}

function textOf(cell: LayoutCell, report: SimulatedReport): string {
  return 'label' in cell ? cell.label : String(report.figures[cell.indicator] ?? '');
}
