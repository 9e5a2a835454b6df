import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import { type BorderStyle, drawReport, layoutPages, type TypeStyle } from './drawing.js';
import { inventedFigures, linesOf, report, tablesOf, written, wrongFigures } from './drawn-report.js';

function read(report_: ReturnType<typeof report>, style: TypeStyle) {
  const layout = new DocumentLayout({ cells: 100_000 });
  for (const page of layoutPages(drawReport(report_, style))) layout.add(page);
  return { meta: {}, ...layout.finish() };
}

describe('a report on pages', () => {
  const styles: readonly BorderStyle[] = ['thin', 'double', 'dashed', 'no-outer'];
  const reports = [written(report(2020)), written(report(2023))];

  describe.each(styles)('with borders %s', (borders) => {
    it.each(reports)('has every figure of $year', (drawn) => {
      const content = read(drawn, { borders });
      expect(wrongFigures(content, drawn)).toEqual([]);
      expect(content.issues).toEqual([]);
      // without outer borders, rows that are one cell wide stand between tables
      if (borders !== 'no-outer') expect(tablesOf(content)).toHaveLength(3);
    });
  });

  it.each([80, 150, 220, 290, 360])('has every figure where pages end %i points from below', (bottom) => {
    for (const drawn of reports) {
      for (const repeatHead of [false, true]) {
        for (const closed of [false, true]) {
          const content = read(drawn, { borders: 'thin', bottom, repeatHead, closed, pageNumbers: true });
          expect(wrongFigures(content, drawn)).toEqual([]);
          expect(tablesOf(content)).toHaveLength(3);
        }
      }
    }
  });

  it.each(['horizontal', 'none'] as const)('states no wrong figure where borders are %s', (borders) => {
    for (const drawn of reports) {
      const content = read(drawn, { borders });
      expect(inventedFigures(content, drawn)).toEqual([]);
    }
  });

  it('has its paragraphs whole, and its page numbers left out', () => {
    const drawn = report(2023);
    const lines = linesOf(read(drawn, { borders: 'thin', bottom: 200, pageNumbers: true }));
    const { overview, problems, other } = drawn.prose;
    const headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况'];
    for (const text of [...overview, ...problems, ...other, ...headings]) expect(lines).toContain(text);
    expect(lines.filter((line) => /^—/u.test(line))).toEqual([]);
  });

  it('reads the same where a turned page is drawn', () => {
    const drawn = written(report(2023));
    const layout = new DocumentLayout({ cells: 100_000 });
    for (const page of layoutPages(drawReport(drawn, { borders: 'thin' }))) {
      layout.add({
        number: page.number,
        width: page.height,
        height: page.width,
        // a quarter turn clockwise: x to y, y to the left
        rules: page.rules.map(({ x0, y0, x1, y1 }) => ({
          x0: page.height - y1,
          x1: page.height - y0,
          y0: x0,
          y1: x1,
        })),
        runs: page.runs.map((run) => ({
          text: run.text,
          turn: 1,
          x: page.height - run.y - run.height,
          y: run.x,
          width: run.height,
          height: run.width,
        })),
      });
    }
    expect(wrongFigures({ meta: {}, ...layout.finish() }, drawn)).toEqual([]);
  });
});
