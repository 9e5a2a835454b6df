/** Lists that say only a year for each report, as 龙讯 has them: `<ul id="timeFrame"><li><a href="…">2024年</a></li>`. */
import type { CheerioAPI } from 'cheerio';
import type { ReportLink } from '../../contract.js';
import type { ListDocument } from '../../lists/list-document.js';
import { callIn } from '../../lists/pager/functions.js';
import { type ShortTexts, shortText } from '../../lists/pager/short-text.js';
import { targetOf } from '../../lists/targets.js';
import { articlesOn } from './articles.js';
import { yearAlone } from './folders.js';

/** Fewer years than this are no list. */
const FEWEST = 2;

/**
 * The reports of such a list, on a page that calls itself one of annual reports; a year that leads to two addresses
 * is in doubt, and makes no list.
 */
export function reportsByYear(document: ListDocument): ReportLink[] {
  if (!namesReports(document.$)) return [];
  const years = new Map<number, ReportLink>();
  for (const { text, url: address, published } of articlesOn(document, document.url)) {
    const year = yearAlone(text);
    if (year === null) continue;
    const before = years.get(year);
    if (before !== undefined && before.url !== address) return [];
    years.set(year, { url: address, title: text, agency: null, year, published });
  }
  return years.size < FEWEST ? [] : [...years.values()];
}

/** Does the page call itself one of annual reports: in its title, a heading, its path, or the meta tag of its column? */
export function namesReports($: CheerioAPI): boolean {
  const said = $(
    'title, h1, h2, h3, h4, [class*=position], [class*=crumb], [class*=location], [class*=title]',
  )
    .toArray()
    .slice(0, 40)
    .map((element) => $(element).text());
  const meta = $('meta[name]')
    .toArray()
    .filter((element) => /^columnname$/i.test($(element).attr('name') ?? ''))
    .map((element) => $(element).attr('content') ?? '');
  return [...said, ...meta].some(
    (text) => text.length < 200 && /年报|年度报告/.test(text) && !OTHERS.test(text),
  );
}

const OTHERS = /统计年报|企业年报|财务年报|法治政府/;

/** Elements that a script may make show another year. */
const TABS = 'li, a, span, div, button, option, dd, td';

/** The years that a page shows only when a script runs, and of which no report is known. */
export function hiddenYears(
  { $ }: ListDocument,
  known: readonly number[],
  wanted: readonly number[],
): number[] {
  const texts: ShortTexts = new Map();
  const years = new Set<number>();
  for (const element of $(TABS).toArray()) {
    const year = yearAlone(shortText(element, 12, texts) ?? '');
    if (year === null || known.includes(year) || !wanted.includes(year)) continue;
    const tab = $(element);
    const isTab = targetOf(tab, 'http://localhost/') === null && isScripted(tab);
    if (isTab) years.add(year);
  }
  return [...years];
}

function isScripted(tab: ReturnType<CheerioAPI>): boolean {
  const href = tab.attr('href') ?? '';
  const names = Object.keys(tab.attr() ?? {});
  if (tab.attr('onclick') !== undefined || names.includes('data-year') || callIn(href) !== null) return true;
  const select = tab.is('option') ? tab.closest('select') : null;
  return (
    select !== null && (select.attr('onchange') !== undefined || /year|nian/i.test(select.attr('name') ?? ''))
  );
}
