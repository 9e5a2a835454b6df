import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPLICANTS, resultRows } from '../../src/simulation/reports/form-layout.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import {
  assertReport,
  type SimulatedReport,
  SimulationError,
} from '../../src/simulation/reports/report-data.js';
import { holds } from '../property.js';

const options = fc.record({
  seed: fc.integer(),
  agencies: fc.integer({ min: 1, max: 26 }),
  years: fc.constantFrom([2023], [2019, 2020], [2021, 2022, 2023], [2019, 2020, 2021, 2024]),
});
const COLUMNS = [...APPLICANTS, 'total'];

function figure(report: SimulatedReport, indicator: string): number {
  const value = report.figures[indicator];
  if (typeof value !== 'number') throw new Error(`${indicator} is ${String(value)}`);
  return value;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function everyReport(check: (report: SimulatedReport, all: readonly SimulatedReport[]) => void): void {
  holds(
    fc.property(options, (given) => {
      const reports = generateReports(given);
      for (const report of reports) check(report, reports);
    }),
    { numRuns: 25 },
  );
}

describe('generated reports', () => {
  it('can be printed, and no count is negative', () => {
    everyReport((report) => {
      assertReport(report);
      const negative = Object.entries(report.figures).filter(
        ([indicator, value]) => !indicator.endsWith('items_change') && !(Number(value) >= 0),
      );
      expect(negative).toEqual([]);
    });
  });

  it('balance in every column of table 3', () => {
    everyReport((report) => {
      for (const column of COLUMNS) {
        const cell = (row: string) => figure(report, `requests.${row}.${column}`);
        expect(cell('new') + cell('carried_in')).toBe(cell('handled_total') + cell('carried_out'));
        expect(sum(resultRows(report.edition).map(cell))).toBe(cell('handled_total'));
      }
    });
  });

  it('add up in every row of table 3 and every kind of dispute', () => {
    everyReport((report) => {
      for (const row of [
        'new',
        'carried_in',
        ...resultRows(report.edition),
        'handled_total',
        'carried_out',
      ]) {
        const applicants = APPLICANTS.map((applicant) => figure(report, `requests.${row}.${applicant}`));
        expect(sum(applicants)).toBe(figure(report, `requests.${row}.total`));
      }
      for (const kind of ['review', 'suit_direct', 'suit_after_review']) {
        const outcomes = ['upheld', 'corrected', 'other', 'pending'];
        expect(sum(outcomes.map((outcome) => figure(report, `disputes.${kind}.${outcome}`)))).toBe(
          figure(report, `disputes.${kind}.total`),
        );
      }
    });
  });

  it('carry over from one year to the next', () => {
    everyReport((report, all) => {
      const before = all.find((other) => other.agency === report.agency && other.year === report.year - 1);
      if (before === undefined) return;
      for (const column of COLUMNS) {
        expect(figure(report, `requests.carried_in.${column}`)).toBe(
          figure(before, `requests.carried_out.${column}`),
        );
      }
      if (before.edition !== '2021') return;
      const stock = (of: SimulatedReport, column: string) => figure(of, `proactive.normative.${column}`);
      expect(stock(report, 'in_force')).toBe(
        stock(before, 'in_force') + stock(report, 'issued') - stock(report, 'repealed'),
      );
    });
  });

  it('say in words what their tables say, and that they are synthetic', () => {
    everyReport((report) => {
      const prose = report.prose.overview.join('');
      expect(prose).toContain('模拟数据');
      expect(prose).toContain(`申请${figure(report, 'requests.new.total')}件`);
      expect(prose).toContain(`办结${figure(report, 'requests.handled_total.total')}件`);
      expect(prose).toContain(`行政复议${figure(report, 'disputes.review.total')}件`);
    });
  });

  it('are the same for the same seed, and others for another', () => {
    holds(
      fc.property(options, (given) => {
        expect(generateReports(given)).toEqual(generateReports(given));
      }),
      { numRuns: 10 },
    );
    const years = [2022, 2023];
    expect(generateReports({ seed: 1, agencies: 5, years })).not.toEqual(
      generateReports({ seed: 2, agencies: 5, years }),
    );
  });

  it('do not depend on how many agencies there are', () => {
    const years = [2022, 2023];
    const few = generateReports({ seed: 9, agencies: 3, years });
    expect(generateReports({ seed: 9, agencies: 40, years }).slice(0, few.length)).toEqual(few);
  });
});

it('names and codes every agency differently, also among thousands', () => {
  const reports = generateReports({ seed: 1, agencies: 3000, years: [2023] });
  expect(new Set(reports.map((report) => report.agency)).size).toBe(3000);
  expect(new Set(reports.map((report) => report.agencyCode)).size).toBe(3000);
  const names = reports.flatMap((report) => [report.agency, ...(report.aliases ?? [])]);
  expect(new Set(names).size).toBe(names.length);
});

it('adds up the territory in the aggregate report', () => {
  const reports = generateReports({ seed: 3, agencies: 6, years: [2023], aggregate: true });
  const aggregate = reports.find((report) => report.kind === 'aggregate');
  expect(aggregate?.agency).toBe('平湖市人民政府');
  const own = reports.filter((report) => report.kind === 'own');
  for (const indicator of ['requests.new.total', 'proactive.fees.amount', 'disputes.review.upheld']) {
    expect(aggregate?.figures[indicator]).toBeCloseTo(sum(own.map((report) => figure(report, indicator))), 5);
  }
});

it('generates nothing before the statutory tables', () => {
  expect(() => generateReports({ seed: 1, agencies: 1, years: [2018] })).toThrow(SimulationError);
});
