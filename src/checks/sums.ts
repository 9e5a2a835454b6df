import { indicatorId, sumTerms, type TableSpec } from '../report/edition.js';
import type { SumSpec } from '../report/edition-schema.js';
import { addUp, type Check, type CheckContext, type CheckResult, type Term, termOf } from './check.js';

/** 勾稽关系 within one report, as config/editions declares them: one result for each row or column. */
export const sums: Check = {
  id: 'sums',
  run(context) {
    return (context.edition?.sums ?? []).flatMap((spec) => {
      const table = context.edition?.tables.find((t) => t.id === spec.table);
      return table === undefined || table.layout === 'blocks' ? [] : sumResults(spec, table, context);
    });
  },
};

function sumResults(
  spec: SumSpec,
  table: Exclude<TableSpec, { layout: 'blocks' }>,
  context: CheckContext,
): readonly CheckResult[] {
  const lines = spec.each === 'column' ? table.columns : table.rows;
  return lines.map((line) => {
    const terms = (names: readonly string[]): Term[] =>
      names
        .flatMap((name) => sumTerms(table, spec.each, name))
        .map((name) => (spec.each === 'column' ? [name, line.id] : [line.id, name]))
        .map(([row = '', column = '']) => termOf(context, indicatorId(table.id, row, column)));
    return judge(`${spec.rule}.${line.id}`, terms(spec.left), terms(spec.right));
  });
}

function judge(rule: string, left: readonly Term[], right: readonly Term[]): CheckResult {
  const all = [...left, ...right];
  const indicators = all.map((t) => t.id);
  const base = { rule, severity: 'error' as const, indicators };
  const unknown = all.filter((t) => t.value === null).map((t) => t.id);
  if (unknown.length > 0)
    return { ...base, verdict: 'cannot_tell', message: `not known: ${unknown.join(', ')}` };
  const sumLeft = addUp(left);
  const sumRight = addUp(right);
  const blanks = all.filter((t) => t.blank).length;
  const shown = `${show(left, sumLeft)} ${sumLeft === sumRight ? '=' : '≠'} ${show(right, sumRight)}`;
  if (sumLeft === sumRight) {
    return {
      ...base,
      verdict: 'pass',
      message: blanks > 0 ? `${shown}, ${blanks} blank counted as 0` : shown,
    };
  }
  if (blanks > 0)
    return { ...base, verdict: 'cannot_tell', message: `${shown}, but ${blanks} of the cells are blank` };
  return { ...base, verdict: 'fail', message: shown };
}

/** 「3 + 0 (requests…)」: zeros are left out of long sums. */
function show(terms: readonly Term[], sum: number): string {
  if (terms.length === 1) return `${sum}`;
  const telling = terms.length <= 4 ? terms : terms.filter((t) => t.value !== 0);
  return telling.length === 0 ? `${sum}` : `${telling.map((t) => t.value).join(' + ')} = ${sum}`;
}
