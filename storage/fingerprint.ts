import type { Figure, Finding } from '../src/report/model.js';
import { sha256 } from '../src/sha256.js';
import { tight } from '../src/text/tight.js';
import type { ReportKey } from './contract/kinds.js';

/** Hex digits: 48 bits, so that among a million findings hardly two share one. */
const LENGTH = 12;
const SEPARATOR = '\u001e';

/** What of a figure decides: its value, or why there is none, and then the cell's text. */
export type Term = Pick<Figure, 'indicator' | 'value' | 'reason' | 'raw'>;

/**
 * Names a finding by what it is about: report, rule, indicators, and what the figures it judges are. The same finding
 * has the same name in the next version and after a rebuild; where one of its figures differs it is another finding.
 *
 * Where figures of the report alone do not make the finding (a claim in the prose, a date, another year's report),
 * the numbers and quotations of its message stand for what was judged; how it is worded does not count.
 *
 * @param terms the report's figures, of which those of the finding's indicators are taken
 */
export function findingFingerprint(
  report: ReportKey,
  { rule, indicators, message }: Pick<Finding, 'rule' | 'indicators' | 'message'>,
  terms: ReadonlyMap<string, Term>,
  scope: 'report' | 'archive' = 'report',
): string {
  const names = [...new Set(indicators)].sort();
  const isOfFigures = scope === 'report' && names.length > 0;
  const parts = [
    report.region,
    report.agency,
    String(report.year),
    report.kind,
    rule,
    ...names,
    ...(isOfFigures ? names.map((name) => stateOf(terms.get(name))) : []),
    ...(isOfFigures && !rule.startsWith('narrative.') ? [] : factsOf(message)),
  ];
  return sha256(parts.join(SEPARATOR)).slice(0, LENGTH);
}

function stateOf(term: Term | undefined): string {
  if (term === undefined) return '-';
  return term.value !== null ? String(term.value) : `${term.reason}:${tight(term.raw ?? '')}`;
}

/** Quotations of the source, and numbers. */
function factsOf(message: string): readonly string[] {
  return message.match(/「[^」]*」|\d+(?:\.\d+)?/gu) ?? [];
}
