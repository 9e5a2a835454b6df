import {
  AlignmentType,
  Document,
  LevelFormat,
  LevelSuffix,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType,
} from 'docx';
import {
  FORM_LAYOUTS,
  type LayoutCell,
  type LayoutTable,
} from '../../../../src/simulation/reports/form-layout.js';
import type { SimulatedReport } from '../../../../src/simulation/reports/report-data.js';
import { reportSections } from '../../../../src/simulation/reports/report-sections.js';

/** Twentieths of a point between the margins. */
const PAGE = 9_000;

const level = (at: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: at,
  format,
  text,
  alignment: AlignmentType.LEFT,
  suffix: LevelSuffix.NOTHING,
});

/** As offices write them: Word puts the numbers before sections, parts and rows. */
const NUMBERING = {
  config: [
    {
      reference: 'sections',
      levels: [
        level(0, LevelFormat.CHINESE_COUNTING, '%1、'),
        level(1, LevelFormat.CHINESE_COUNTING, '（%2）'),
      ],
    },
    { reference: 'rows', levels: [level(0, LevelFormat.DECIMAL, '%1.')] },
  ],
};

/** The report as a Word file, with row and column spans, and numbers that Word generates. */
export async function reportAsDocx(report: SimulatedReport): Promise<Buffer> {
  const writer = new TableWriter(report);
  const document = new Document({
    title: report.title,
    numbering: NUMBERING,
    sections: [
      {
        children: [
          new Paragraph({ text: report.title, alignment: AlignmentType.CENTER }),
          ...reportSections(report).flatMap(({ heading, paragraphs, table }) => [
            numbered(heading),
            ...paragraphs.map(numbered),
            ...FORM_LAYOUTS[report.edition]
              .filter(({ id }) => id === table)
              .map((layout) => writer.table(layout)),
          ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** 「一、总体情况」 is the text 总体情况 of a numbered paragraph. */
function numbered(text: string): Paragraph {
  const section = /^[一二三四五六]、/.test(text);
  const part = /^（[一二三四五]）/.test(text);
  if (!section && !part) return new Paragraph({ text });
  return new Paragraph({
    text: text.replace(/^（?[一二三四五六][、）]/, ''),
    numbering: { reference: 'sections', level: section ? 0 : 1 },
  });
}

class TableWriter {
  #instances = 0;

  constructor(private readonly report: SimulatedReport) {}

  table(layout: LayoutTable): Table {
    const width = Math.floor(PAGE / layout.columns);
    const rows = layout.rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: index < layout.headingRows,
          children: row.map((cell) => this.#cell(cell, width)),
        }),
    );
    return new Table({
      columnWidths: Array.from({ length: layout.columns }, () => width),
      width: { size: width * layout.columns, type: WidthType.DXA },
      rows,
    });
  }

  #cell(cell: LayoutCell, width: number): TableCell {
    const rowSpan = 'label' in cell ? cell.rowSpan : 1;
    const text = 'label' in cell ? cell.label : String(this.report.figures[cell.indicator] ?? '');
    return new TableCell({
      columnSpan: cell.columnSpan,
      rowSpan,
      width: { size: width * cell.columnSpan, type: WidthType.DXA },
      children: text.split('\n').map((line) => this.#line(line)),
    });
  }

  #line(line: string): Paragraph {
    const number = /^(\d)\.(?=\p{Script=Han})/u.exec(line)?.[1];
    if (number === undefined) return new Paragraph({ text: line });
    if (number === '1') this.#instances += 1;
    return new Paragraph({
      text: line.slice(2),
      numbering: { reference: 'rows', level: 0, instance: this.#instances },
    });
  }
}
