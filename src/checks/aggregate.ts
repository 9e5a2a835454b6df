import { addUp, type CheckResult, termOf } from './check.js';
import { type CrossCheck, cannotTell, type Territory } from './cross-check.js';
import { judgeEquation } from './equation.js';

const SHOWN_AGENCIES = 3;

/**
 * An aggregate report is the sum of its territory's own reports (《政府信息公开条例》 art. 50). It can be told only
 * where it is known whose reports there must be, and all of them are there.
 */
export const aggregate: CrossCheck = {
  id: 'aggregate.sum',
  compares: 'territory',
  run({ kind, edition, now, territory }) {
    if (kind !== 'aggregate' || territory === null) return [];
    const gap = gapOf(territory);
    return edition.indicators.map(({ id }): CheckResult => {
      const rule = `aggregate.sum.${id}`;
      if (gap !== null) return cannotTell(rule, [id], gap);
      const whole = termOf(now, id);
      const parts = territory.reports.map((report) => termOf(report, id));
      const base = { rule, severity: 'error' as const, indicators: [id] };
      return judgeEquation(
        base,
        [whole],
        parts,
        (sign) => `${whole.value} ${sign} ${addUp(parts)} of ${parts.length} own reports`,
      );
    });
  },
};

/** Why the territory's reports are not known to be all, and no others; null where they are. */
function gapOf({ reports, expected }: Territory): string | null {
  if (expected === null || expected.length === 0)
    return "it is not known which agencies' reports there must be";
  const there = new Set(reports.map((report) => report.agency));
  const missing = expected.filter((agency) => !there.has(agency));
  const owed = new Set(expected);
  const others = [...there].filter((agency) => !owed.has(agency));
  if (missing.length === 0 && others.length > 0) {
    const have = others.length === 1 ? 'an own report has' : `${others.length} own reports have`;
    const first = others.slice(0, SHOWN_AGENCIES).join('、');
    return `${have} no place among the agencies that are named as all: ${first}${others.length > SHOWN_AGENCIES ? '…' : ''}`;
  }
  if (missing.length === 0) return null;
  const named = missing.slice(0, SHOWN_AGENCIES).join('、');
  const more = missing.length > SHOWN_AGENCIES ? '…' : '';
  return `${missing.length} of ${expected.length} expected own reports are not in the archive: ${named}${more}`;
}
