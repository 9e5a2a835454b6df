import { UsageError } from '../errors.js';
import { closest } from '../text/suggest.js';
import { ruleMatcher } from './rule-pattern.js';

/**
 * Every rule that a finding may name, as docs/findings.md explains them. Of a rule with `<…>` there is one for each
 * indicator, column or row.
 */
export const RULES = [
  'requests.balance.<applicant>',
  'requests.handled_sum.<applicant>',
  'requests.row_sum.<row>',
  'disputes.sum.<kind>',
  'proactive.stock',
  'crossyear.carry.<applicant>',
  'crossyear.outlier.<indicator>',
  'aggregate.sum.<indicator>',
  'narrative.<indicator>',
  'cell.missing',
  'cell.unreadable',
  'cell.ambiguous',
  'cell.negative',
  'cell.fraction',
  'form.edition_year',
  'form.section_missing',
  'form.before_2019',
  'form.no_tables',
  'form.group_row',
  'form.several_years',
  'form.label_drift',
  'prose.section_empty',
  'deadline.late',
  'report.not_a_report',
  'report.agency_unresolved',
  'report.year_unresolved',
  'report.year_conflict',
  'report.agency_conflict',
  'report.several',
  'report.identity_changed',
  'report.sources_disagree',
  'document.truncated',
  'document.cut_off',
  'document.no_reader',
  'document.recognised',
  'document.left_out',
  'document.pictures',
  'document.several_files',
  'document.unclear_grid',
  'document.encoding_damaged',
  'document.limit_reached',
  'document.encoding_mismatch',
  'document.span_clipped',
] as const;

/**
 * Refuses a rule, a family of rules or a pattern with `*` that no finding can have.
 *
 * @throws UsageError with the rules most like it
 */
export function demandRule(pattern: string): void {
  const matches = ruleMatcher(pattern);
  const names = RULES.map((rule) => rule.split('.<', 1)[0] ?? rule);
  const isPartOf = (rule: string, family: string): boolean =>
    rule.includes('<') && (matches(`${family}.x`) || mayBegin(pattern, `${family}.`));
  if (names.some((name, i) => matches(name) || isPartOf(RULES[i] ?? '', name))) return;
  const near = closest(pattern, names);
  throw new UsageError(`there is no rule 「${pattern}」`, {
    hint: near.length > 0 ? `did you mean ${near.join(', ')}?` : 'docs/findings.md lists the rules',
  });
}

/** Is there a text with the beginning that the pattern, with `*` for anything, matches? */
function mayBegin(pattern: string, beginning: string): boolean {
  // the places in the pattern that what was read so far may have led to
  let places = new Set([0]);
  for (const character of beginning) {
    const next = new Set<number>();
    for (const place of withSkipped(pattern, places)) {
      if (pattern[place] === '*') next.add(place);
      else if (pattern[place] === character) next.add(place + 1);
    }
    places = next;
  }
  return places.size > 0;
}

/** Also the places behind each `*`, which may stand for nothing. */
function withSkipped(pattern: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '*') all.add(place + 1);
  return all;
}
