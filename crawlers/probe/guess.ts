/** Guesses about a portal from one of its pages: the name, the agencies, the pages to probe instead. */

import type { PortalAgency, ReportLink } from '../contract.js';
import { isListAddress } from '../families/static/place.js';
import { readAnchors } from '../lists/anchors.js';
import { isOwnSite } from '../lists/list-page.js';
import { parseMarkup } from '../lists/markup.js';
import { isCut, titleRules } from '../lists/report-links.js';

/** A link that may lead to a column of reports. */
export interface Candidate {
  readonly title: string;
  readonly url: string;
}

/** What the page calls its site: the meta tags of government sites, else the likeliest part of the title; or null. */
export function siteName(html: string): string | null {
  const $ = parseMarkup(html);
  for (const element of $('meta[content]').toArray()) {
    const meta = $(element);
    const name = (meta.attr('name') ?? meta.attr('property') ?? '').toLowerCase();
    const content = tidy(meta.attr('content') ?? '');
    if ((name === 'sitename' || name === 'og:site_name') && content !== '') return content;
  }
  const parts = tidy($('title').first().text())
    .split(/\s*[-_|—–>·]+\s*/)
    .filter((part) => part !== '' && !COLUMN_NAME.test(part));
  return parts.find((part) => SITE_NAME.test(part)) ?? parts.at(-1) ?? null;
}

const COLUMN_NAME = /信息公开|政务公开|年报|年度报告|首页|列表/;
const SITE_NAME = /政府|门户|网站|^中国.{2,6}$|(?:省|市|县|区|州|旗|盟|局|厅|委|镇|乡|街道)$/;

/** The agencies that reports name, each once; with the codes in the addresses of Hanweb's report module. */
export function agenciesOf(links: readonly ReportLink[]): PortalAgency[] {
  const agencies = new Map<string, PortalAgency>();
  const codes = new Set<string>();
  for (const { agency, title, url } of links) {
    if (agency === null || agency === '' || (title !== null && isCut(title)) || agencies.has(agency))
      continue;
    const area = /\/xxgkAnnualReport\.jsp$/i.test(new URL(url).pathname)
      ? new URL(url).searchParams.get('area')
      : null;
    const isNew = area !== null && !codes.has(area);
    agencies.set(agency, { name: agency, aliases: [], ...(isNew ? { code: area } : {}) });
    if (isNew) codes.add(area);
  }
  return [...agencies.values()];
}

const MOST_CANDIDATES = 20;
const REPORTS = /年报|年度报告/;
const OTHER_REPORTS = /企业|统计|法治|依法行政|预算|决算|财政|审计|环境|质量|网站|上市|社会责任/;
const DISCLOSURE = /^(?:政府信息公开|信息公开|政务公开|政府信息公开专栏|法定主动公开内容|信息公开目录)$/;

/**
 * The links of a page that may lead to a column of reports: those named like one, the surest first; where there is
 * none, those to the site's disclosure pages.
 */
export function candidatesOn(html: string, url: string): Candidate[] {
  const links = new Map<string, string>();
  for (const anchor of readAnchors(html, url)) {
    const title = anchor.titles.find((one) => one !== '') ?? '';
    const isHere = anchor.url === url || anchor.url === url.replace(/#.*$/, '');
    if (title === '' || isHere || !isOwnSite(anchor.url, [url]) || links.has(anchor.url)) continue;
    links.set(anchor.url, title);
  }
  const all = [...links].map(([address, title]) => ({ url: address, title }));
  const reports = all.filter(
    (one) => REPORTS.test(one.title) && !OTHER_REPORTS.test(one.title) && !isReport(one),
  );
  const found = reports.length > 0 ? reports : all.filter(({ title }) => DISCLOSURE.test(title));
  return found.sort((one, other) => rank(one.title) - rank(other.title)).slice(0, MOST_CANDIDATES);
}

const rules = titleRules();

/** Is it a report itself, and no list of them? */
function isReport({ title, url }: Candidate): boolean {
  return rules.isReport(title) && rules.year(title) !== null && !isListAddress(new URL(url));
}

function rank(title: string): number {
  const isOnDisclosure = /信息公开|政务公开/.test(title);
  return (isOnDisclosure ? 0 : 1) + (/20\d\d/.test(title) ? 0.5 : 0);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
