/** What the rules of a channel want of a run. */
import type { ReportKey, RunFinding } from '../../storage/contract/archive.js';
import type { Rule } from '../config/settings/notice-settings.js';
import { clipped, type Item, MOST_FINDINGS } from './digest.js';
import { changeItem, type IndicatorLabels, type RunNews, severitiesFrom } from './gather.js';

/**
 * The items that at least one of the rules wants; where several want the same change, the one that wants most of its
 * cells decides. Nothing is told twice.
 */
export function wantedItems(
  news: RunNews,
  rules: readonly Rule[],
  labels: ReadonlyMap<string, IndicatorLabels>,
): readonly Item[] {
  return [
    ...news.changes.flatMap(({ portal, change }) => {
      const items = rules.flatMap((rule) => {
        if (!wantsReport(rule, portal, change.report)) return [];
        const item = changeItem(portal, change, labels, (indicator) => wantsIndicator(rule, indicator));
        if (item === null || !rule.events.includes(item.event)) return [];
        const isWanted =
          item.event !== 'figures_revised' || rule.indicators === undefined || cellCount(item) > 0;
        return isWanted ? [item] : [];
      });
      return items.sort((a, b) => cellCount(b) - cellCount(a)).slice(0, 1);
    }),
    ...findingItems(news.findings, rules),
    ...portalItems(news, rules),
  ];
}

function cellCount(item: Item): number {
  return 'cellCount' in item ? item.cellCount : 0;
}

/** The findings of a report are one item. */
function findingItems(findings: readonly RunFinding[], rules: readonly Rule[]): readonly Item[] {
  const byReport = new Map<string, RunFinding[]>();
  for (const finding of findings) {
    if (!rules.some((rule) => wantsFinding(rule, finding))) continue;
    const key = JSON.stringify(finding.report);
    byReport.set(key, [...(byReport.get(key) ?? []), finding]);
  }
  return [...byReport.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { agency, year, kind } = first.report;
    return {
      event: 'failing_checks' as const,
      portal: first.portal ?? '',
      agency: clipped(agency),
      year,
      kind,
      url: first.source,
      findings: all
        .slice(0, MOST_FINDINGS)
        .map(({ rule, severity, message }) => ({ rule, severity, message: clipped(message) })),
      findingCount: all.length,
    };
  });
}

function wantsFinding(rule: Rule, finding: RunFinding): boolean {
  return (
    rule.events.includes('failing_checks') &&
    wantsReport(rule, finding.portal ?? '', finding.report) &&
    severitiesFrom(rule.minSeverity).includes(finding.severity) &&
    (rule.indicators === undefined || finding.indicators.some((id) => wantsIndicator(rule, id)))
  );
}

function portalItems(news: RunNews, rules: readonly Rule[]): readonly Item[] {
  return news.portals.flatMap((summary) => {
    const wants = (event: Rule['events'][number]) =>
      rules.some((rule) => rule.events.includes(event) && wantsPortal(rule, summary.portal));
    const item = (event: 'suspect_runs' | 'failed_runs', reasons: readonly string[]): Item => ({
      event,
      portal: summary.portal,
      reasons: reasons.slice(0, MOST_FINDINGS).map(clipped),
      reasonCount: reasons.length,
    });
    const suspicions = summary.suspicions ?? [];
    return [
      ...(suspicions.length > 0 && wants('suspect_runs') ? [item('suspect_runs', suspicions)] : []),
      ...(summary.outcome === 'failed' && wants('failed_runs')
        ? [item('failed_runs', summary.problems)]
        : []),
    ];
  });
}

/** Does the rule look at this portal? */
export function wantsPortal(rule: Rule, portal: string): boolean {
  return rule.portals === undefined || rule.portals.includes(portal);
}

function wantsReport(rule: Rule, portal: string, report: ReportKey): boolean {
  return (
    wantsPortal(rule, portal) &&
    (rule.agencies === undefined || rule.agencies.some((part) => report.agency.includes(part)))
  );
}

function wantsIndicator(rule: Rule, indicator: string): boolean {
  return (
    rule.indicators === undefined ||
    rule.indicators.some((wanted) =>
      wanted.endsWith('.*') ? indicator.startsWith(wanted.slice(0, -1)) : indicator === wanted,
    )
  );
}
