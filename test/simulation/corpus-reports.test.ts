import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CORPUS_REPORTS, PINGHU_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { assertReport } from '../../src/simulation/reports/report-data.js';

const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const truthSchema = z.object({
  agency: z.string().nullable(),
  year: z.number(),
  edition: z.string(),
  figures: z.record(z.string(), z.number().nullable()),
});

describe.runIf(existsSync(CORPUS))('the figures of the corpus', () => {
  const files = existsSync(CORPUS)
    ? readdirSync(CORPUS)
        .filter((name) => name.endsWith('.truth.json'))
        .sort()
    : [];

  it.each(files.map((file, index) => ({ file, index })))('are those of $file', ({ file, index }) => {
    const truth = truthSchema.parse(JSON.parse(readFileSync(`${CORPUS}${file}`, 'utf8')));
    const report = CORPUS_REPORTS[index];
    expect(report?.figures).toEqual(truth.figures);
    expect(report).toMatchObject({ year: truth.year, edition: truth.edition });
    if (truth.agency !== null) expect(report?.agency).toBe(truth.agency);
  });
});

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
