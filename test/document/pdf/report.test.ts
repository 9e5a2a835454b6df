import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../src/document/pdf/read-pdf.js';
import { type BorderStyle, drawReport } from '../layout/drawing.js';
import { LIMITS, linesOf, report, tablesOf, written, wrongFigures } from '../layout/drawn-report.js';
import { type PdfOptions, writePdf } from './writer.js';

const REPORTS = [written(report(2020)), written(report(2023))];

function read(index: number, borders: BorderStyle, options: PdfOptions = {}) {
  const drawn = REPORTS[index] ?? report(2023);
  const pages = drawReport(drawn, { borders, pageNumbers: true, bottom: 150 });
  return readPdf(writePdf(pages, options), LIMITS);
}

describe('a report as a PDF file', () => {
  const variants: readonly [string, BorderStyle, PdfOptions][] = [
    ['with borders painted as rectangles', 'thin', { ink: 'filled' }],
    ['with borders drawn as lines', 'thin', { ink: 'stroked' }],
    ['with double lines', 'double', { ink: 'stroked' }],
    ['with dashes', 'dashed', {}],
    ['turned by the viewer', 'thin', { rotate: 90 }],
    ['in bold by printing twice', 'thin', { bold: true }],
    ['on white boxes', 'thin', { before: '1 g 0 0 WIDTH HEIGHT re f 1 G 100 0 m 100 HEIGHT l S 0 g 0 G' }],
    ['scaled', 'thin', { before: 'q 0.5 0 0 0.5 0 0 cm 2 0 0 2 0 0 cm', after: 'Q' }],
  ];

  it.each(variants)('%s has every figure', async (_, borders, options) => {
    for (const [i, drawn] of REPORTS.entries()) {
      const content = await read(i, borders, options);
      expect(wrongFigures(content, drawn)).toEqual([]);
      expect(content.issues).toEqual([]);
    }
  });

  it('says on which page a table begins', async () => {
    const content = await read(1, 'thin');
    const pages = tablesOf(content).map(({ page }) => page ?? 0);
    expect(pages).toHaveLength(3);
    expect(pages.every((page, i) => page >= (pages[i - 1] ?? 1))).toBe(true);
  });

  it('has its headings and sentences whole', async () => {
    const lines = linesOf(await read(1, 'thin'));
    expect(lines).toContain('一、总体情况');
    expect(lines).toContain('六、其他需要报告的事项');
    for (const text of REPORTS[1]?.prose.overview ?? []) expect(lines).toContain(text);
  });
});
