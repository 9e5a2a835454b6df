/** A printed report as a Word file, with styles, borders and column widths as offices have them. */
import {
  AlignmentType,
  BorderStyle,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  HeightRule,
  type IRunStylePropertiesOptions,
  type ITableBordersOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Borders, Layout } from './layouts.js';
import { known, type Run } from './looks.js';
import type { PrintedCell, PrintedLine, PrintedReport, PrintedTable } from './printed.js';

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
    styles: { characterStyles: Object.entries(STYLES).map(([id, run]) => ({ id, name: id, run })) },
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

function wordCell({ text, runs, rowSpan, columnSpan }: PrintedCell): TableCell {
  const lines: (readonly Run[])[] =
    runs === undefined ? text.split('\n').map((line) => [{ text: line }]) : [runs];
  return new TableCell({
    rowSpan,
    columnSpan,
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 40, right: 40 },
    children: lines.map(
      (line) => new Paragraph({ alignment: AlignmentType.CENTER, children: line.map(wordRun) }),
    ),
  });
}

/** Character styles by their id. */
const STYLES: Readonly<Record<string, IRunStylePropertiesOptions>> = {
  NoteMark: { superScript: true },
  Lowered: { subScript: true },
  Withdrawn: { strike: true },
  Concealed: { vanish: true },
};

type RunLook = IRunStylePropertiesOptions & { readonly style?: string };

/** What each of `WORD_LOOKS` is, but for those that are no property of a run. */
const LOOKS: ReadonlyMap<string, RunLook> = new Map<string, RunLook>([
  ['w:vertAlign', { superScript: true }],
  ['raised by a character style', { style: 'NoteMark' }],
  ['w:position', { position: '5pt' }],
  ['w:position, small', { position: '4pt', size: 10 }],
  ['w:vertAlign, lowered', { subScript: true }],
  ['lowered by a character style', { style: 'Lowered' }],
  ['w:position, lowered', { position: '-3pt', size: 10 }],
  ['w:strike', { strike: true }],
  ['w:dstrike', { doubleStrike: true }],
  ['struck by a character style', { style: 'Withdrawn' }],
  ['w:vanish', { vanish: true }],
  ['hidden by a character style', { style: 'Concealed' }],
  ['white type', { color: 'FFFFFF' }],
]);
const CHANGE = { author: 'nianbao', date: '2024-01-15T11:00:00Z' };

function wordRun({ text, look }: Run, at: number): ParagraphChild {
  const plain = { text, size: 17, font: FONT };
  if (look === undefined) return new TextRun(plain);
  if (look === 'a tracked deletion') return new DeletedTextRun({ ...plain, ...CHANGE, id: at + 1 });
  if (look === 'a link beside') {
    return new ExternalHyperlink({ link: 'https://example.com/note', children: [new TextRun(plain)] });
  }
  return new TextRun({ ...plain, ...known(LOOKS, look) });
}
