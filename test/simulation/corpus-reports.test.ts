import { expect, it } from 'vitest';
import { CORPUS_REPORTS, PINGHU_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { assertReport } from '../../src/simulation/reports/report-data.js';
import { ORIGINALS, PUBLISHED } from '../published.js';

it.each(
  [PUBLISHED, ORIGINALS].flatMap((reports) =>
    reports.map(({ name, truth }, index) => ({ name, truth, report: CORPUS_REPORTS[index] })),
  ),
)('states the figures of $name', ({ truth, report }) => {
  expect(report?.figures).toEqual(truth.figures);
  expect(report).toMatchObject({ year: truth.year, edition: truth.edition });
});

it.each(ORIGINALS.map(({ name, truth }, index) => ({ name, truth, report: CORPUS_REPORTS[index] })))(
  'is of the agency of $name',
  ({ truth, report }) => {
    expect(report?.agency).toBe(truth.agency ?? report?.agency);
  },
);

it.each(CORPUS_REPORTS)('$title can be printed', (report) => {
  expect(() => assertReport(report)).not.toThrow();
});

it('states the requests received as the table does', () => {
  for (const report of CORPUS_REPORTS) {
    const stated = /本年新收到政府信息公开申请(\d+)件/.exec(report.prose.overview.join(''))?.[1];
    expect(Number(stated)).toBe(report.figures['requests.new.total']);
  }
});

it('keeps the two contradictions of the published reports', () => {
  const [, linping, luohe] = CORPUS_REPORTS;
  expect(linping?.prose.overview.join('')).toContain('已处理完成2件');
  expect(linping?.figures['requests.handled_total.total']).toBe(3);
  expect(luohe?.prose.overview.join('')).toContain('行政复议1件');
  expect(luohe?.figures['disputes.review.total']).toBe(0);
});

it('gives the Pinghu portal its three', () => {
  expect(PINGHU_REPORTS.map((report) => report.agency)).toEqual([
    '平湖市政务服务和数据资源管理办公室',
    '平湖市人民政府办公室',
    '平湖市科学技术局',
  ]);
});
