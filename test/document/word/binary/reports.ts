import { expect } from 'vitest';
import type { Document } from '../../../../src/document/model.js';
import { recognise } from '../../../../src/report/recognise.js';
import { generateReports } from '../../../../src/simulation/reports/generate.js';
import type { SimulatedReport } from '../../../../src/simulation/reports/report-data.js';
import { EDITIONS, serious, stated, valuesOf } from '../../../report/helpers.js';

/** A report in each form; the binary fixtures were made from these. */
export const REPORTS: readonly SimulatedReport[] = generateReports({
  seed: 8,
  agencies: 1,
  years: [2019, 2022],
});

/** The one in the form of 2019, or of 2021. */
export function reportOf(edition: SimulatedReport['edition']): SimulatedReport {
  const report = REPORTS.find((each) => each.edition === edition);
  if (report === undefined) throw new Error(`no report in the form of ${edition}`);
  return report;
}

/** Every figure of the report is found as it was written, its title and all its sections too. */
export function expectReport(document: Document, report: SimulatedReport): void {
  const recognition = recognise(document, EDITIONS.all);
  expect(valuesOf(recognition)).toEqual(stated(report.figures));
  expect(recognition.report).toMatchObject({
    title: report.title,
    edition: report.edition,
    year: report.year,
  });
  expect(recognition.report.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(serious(recognition.findings)).toEqual([]);
}
