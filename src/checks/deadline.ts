import type { ReportKind } from '../report/model.js';
import type { Check } from './check.js';

/**
 * The last day on which a report of the year is published in time, YYYY-MM-DD: 31 January of the following year, or
 * 31 March for an aggregate report (《政府信息公开条例》 arts. 49, 50).
 */
export function deadlineOf(year: number, kind: ReportKind): string {
  return `${year + 1}-${kind === 'own' ? '01-31' : '03-31'}`;
}

/** First published by the deadline. */
export const deadline: Check = {
  id: 'deadline.late',
  run({ report }) {
    if (report.year === null || report.published === null) return [];
    const limit = deadlineOf(report.year, report.kind);
    const late = report.published > limit;
    const message = `published on ${report.published}, due by ${limit}`;
    return [
      { rule: 'deadline.late', severity: 'error', verdict: late ? 'fail' : 'pass', indicators: [], message },
    ];
  },
};
