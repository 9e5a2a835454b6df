/** The shared reader of listings: pieces of HTML with links, or titles and dates from JSON, into report links. */

import { canonicalAgency } from '../../src/text/agency-names.js';
import { plural } from '../../src/text/plural.js';
import type { FamilyContext, ReportLink } from '../contract.js';
import { type Anchor, anchorsOfRecords, type ListItem, tidy } from './anchors.js';
import { parseMarkup } from './markup.js';
import { agencyOf, isCut, withoutCut } from './report-links.js';

/** What reading an item needs to know; `year` is the report year of a column for one year. */
export type ItemContext = Pick<
  FamilyContext<{ readonly year?: number | undefined }>,
  'titles' | 'agencies' | 'settings'
>;

/** What the records of one answer hold. */
export interface RecordReading {
  readonly links: readonly ReportLink[];
  /** The addresses of all items, reports or not, in order: they tell one page of a list from another. */
  readonly items: readonly string[];
  readonly problems: readonly string[];
}

/** Reads the records (pieces of HTML with links) of a list; `base` is what relative links stand on. */
export function readRecords(records: readonly string[], base: string, context: ItemContext): RecordReading {
  const links: ReportLink[] = [];
  const items: string[] = [];
  let linkless = 0;
  for (const anchors of anchorsOfRecords(records, base)) {
    if (anchors.length === 0) linkless++;
    items.push(...anchors.map((anchor) => anchor.url));
    links.push(...reportsAmong(anchors, context));
  }
  const problems =
    linkless > 0 && linkless < records.length
      ? [`${base}: ${plural(linkless, 'record')} without a link`]
      : [];
  return { links, items, problems };
}

/** The links whose titles name reports: each address once, and the first of a list's item. */
export function reportsAmong(anchors: readonly Anchor[], context: ItemContext): ReportLink[] {
  const links = new Map<string, ReportLink>();
  const rows = new Map<number, string>();
  for (const anchor of anchors) {
    const known = anchor.row === null ? undefined : rows.get(anchor.row);
    if (known !== undefined && known !== anchor.url) continue;
    const link = reportLink(anchor, context);
    if (link === null) continue;
    if (anchor.row !== null) rows.set(anchor.row, anchor.url);
    const before = links.get(anchor.url);
    links.set(
      anchor.url,
      before === undefined ? link : { ...before, published: before.published ?? link.published },
    );
  }
  return [...links.values()];
}

/** The report an item leads to, or null if no title of it names one. */
export function reportLink(item: ListItem, context: ItemContext): ReportLink | null {
  const before = judged.get(item);
  if (before !== undefined && before.context === context) return before.link;
  const link = judge(item, context);
  judged.set(item, { context, link });
  return link;
}

/** What was made of an item: several readers of one page ask for it. */
const judged = new WeakMap<ListItem, { readonly context: ItemContext; readonly link: ReportLink | null }>();

function judge(item: ListItem, context: ItemContext): ReportLink | null {
  const title = reportTitle(item.titles, context);
  if (title === null) return null;
  const year = context.titles.year(title) ?? item.year ?? context.settings.year ?? null;
  const agency = agencyOfItem(title, item.publisher ?? null, context);
  return { url: item.url, title, agency, year, published: item.published };
}

/** A known agency in the title, else a known publisher, else what the title says, else the publisher. */
function agencyOfItem(title: string, publisher: string | null, context: ItemContext): string | null {
  const { agencies } = context;
  const named = agencyOf(title, agencies);
  if (publisher === null || publisher.trim() === '') return named;
  const given = canonicalAgency(publisher, agencies);
  const isKnown = (name: string | null) => agencies.some((agency) => agency.name === name);
  return !isKnown(named) && isKnown(given) ? given : (named ?? given);
}

/**
 * The title that names a report, of what may be titles of one item; null if none does. A cut title has no say
 * where the whole one is there. In a column for one report year, a title that was cut before its year is judged
 * as if it went on the way a report's title would.
 */
function reportTitle(titles: readonly string[], context: ItemContext): string | null {
  const candidates = [...new Set(titles.map(tidy))].filter((title) => title !== '');
  const whole = candidates.filter((title) => !isCut(title));
  const given = whole.find((title) => context.titles.isReport(title));
  if (given !== undefined) return given;
  const { year } = context.settings;
  for (const title of candidates.filter(isCut)) {
    const stem = withoutCut(title);
    if (whole.some((other) => other.startsWith(stem))) continue;
    if (context.titles.isReport(title)) return title;
    if (year === undefined || context.titles.year(stem) !== null) continue;
    if (context.titles.isReport(`${stem}${year}年政府信息公开工作年度报告`)) return title;
  }
  return null;
}

/** The text of a title that may hold tags and entities, as JSON answers have them. */
export function plainTitle(html: string): string {
  return /[<&]/.test(html) ? tidy(parseMarkup(html).root().text()) : tidy(html);
}
