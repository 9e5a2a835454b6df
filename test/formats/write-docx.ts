/** A printed report as a Word file, with styles, borders and column widths as offices have them. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  type ITableBordersOptions,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Printed } from '../report/damage.js';
import type { Borders, Layout } from './layouts.js';
import type { PrintedLine, PrintedReport, PrintedTable } from './printed.js';

const FONT = 'Noto Serif CJK SC';
const TWIPS_A_MM = 1440 / 25.4;
const MARGIN = Math.round(18 * TWIPS_A_MM);
const A4 = { width: 11906, height: 16838 };

export async function docxFile(printed: PrintedReport): Promise<Buffer> {
  const children = printed.blocks.flatMap((block, at) => {
    if (block.kind === 'table') return [wordTable(block, printed.layout), new Paragraph({})];
    // whole tables stand whole on a page of their own
    const next = printed.blocks[at + 1];
    const breaks = next?.kind === 'table' && next.id === 'requests' && printed.layout.split === 'none';
    return [wordLine(block, breaks)];
  });
  const margin = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN };
  const document = new Document({
    title: printed.title,
    creator: 'nianbao',
    sections: [{ properties: { page: { size: A4, margin } }, children }],
  });
  return Packer.toBuffer(document);
}

function wordLine({ role, text }: PrintedLine, pageBreakBefore: boolean): Paragraph {
  const size = role === 'title' ? 34 : 22;
  return new Paragraph({
    pageBreakBefore,
    keepNext: role === 'heading',
    alignment: role === 'title' ? AlignmentType.CENTER : AlignmentType.BOTH,
    ...(role === 'body' ? { indent: { firstLine: 440 } } : {}),
    children: [new TextRun({ text, size, font: FONT, bold: role === 'heading' })],
  });
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const AROUND = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const NOWHERE = { top: NONE, bottom: NONE, left: NONE, right: NONE };
const BORDERS: Readonly<Record<Borders, ITableBordersOptions>> = {
  thin: { ...AROUND, insideHorizontal: LINE, insideVertical: LINE },
  filled: { ...AROUND, insideHorizontal: LINE, insideVertical: LINE },
  outer: { ...AROUND, insideHorizontal: NONE, insideVertical: NONE },
  ends: { ...NOWHERE, top: LINE, bottom: LINE, insideHorizontal: NONE, insideVertical: NONE },
  head: { ...NOWHERE, top: LINE, bottom: LINE, insideHorizontal: NONE, insideVertical: NONE },
  none: { ...NOWHERE, insideHorizontal: NONE, insideVertical: NONE },
};

function wordTable(table: PrintedTable, { borders, split }: Layout): Table {
  const widths = table.widths.map((width) => Math.round(width * TWIPS_A_MM));
  const height = split === 'none' ? {} : { height: { value: 600, rule: HeightRule.ATLEAST } };
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    borders: BORDERS[borders],
    rows: table.rows.map(
      (row, at) =>
        new TableRow({
          cantSplit: true,
          tableHeader: split === 'repeated' && at < table.headingRows,
          ...height,
          children: row.map(wordCell),
        }),
    ),
  });
}

function wordCell({ text, rowSpan, columnSpan }: Printed): TableCell {
  const lines = text.split('\n');
  return new TableCell({
    rowSpan,
    columnSpan,
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 40, right: 40 },
    children: lines.map(
      (line) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [new TextRun({ text: line, size: 17, font: FONT })],
        }),
    ),
  });
}
