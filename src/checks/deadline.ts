import type { Check } from './check.js';

/**
 * First published by 31 January of the following year, or 31 March for an aggregate report
 * (《政府信息公开条例》 arts. 49, 50).
 */
export const deadline: Check = {
  id: 'deadline.late',
  run({ report }) {
    if (report.year === null || report.published === null) return [];
    const limit = `${report.year + 1}-${report.kind === 'own' ? '01-31' : '03-31'}`;
    const late = report.published > limit;
    const message = `published on ${report.published}, due by ${limit}`;
    return [
      { rule: 'deadline.late', severity: 'error', verdict: late ? 'fail' : 'pass', indicators: [], message },
    ];
  },
};
