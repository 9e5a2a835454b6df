import { createHash } from 'node:crypto';
import { type CheerioAPI, load } from 'cheerio';
import type { FamilyContext, ReportLink } from './contract.js';
import { agencyOf, isCut, linkAddress, listedDate, withoutCut } from './report-links.js';

/** What the records of one answer hold. */
export interface RecordReading {
  readonly links: readonly ReportLink[];
  /** The addresses of all items, reports or not, in order: they tell one page of a list from another. */
  readonly items: readonly string[];
  readonly problems: readonly string[];
}

type RecordContext = Pick<
  FamilyContext<{ readonly year?: number | undefined }>,
  'titles' | 'agencies' | 'settings'
>;

/** Reads the records (pieces of HTML with links) of a list; `base` is what relative links stand on. */
export function readRecords(records: readonly string[], base: string, context: RecordContext): RecordReading {
  const links: ReportLink[] = [];
  const items: string[] = [];
  let linkless = 0;
  for (const record of records) {
    const before = items.length;
    const $ = load(record, { xml: { xmlMode: false, decodeEntities: true } }, false);
    const rows = $('li, tr').toArray();
    const pieces = rows.length > 1 ? rows.map((row) => $(row)) : [$.root()];
    for (const piece of pieces) {
      const item = readItem($, piece, base, context);
      if (item === null) continue;
      items.push(item.url);
      if (item.link !== null) links.push(item.link);
    }
    if (items.length === before) linkless++;
  }
  const problems =
    linkless > 0 && linkless < records.length ? [`${base}: ${linkless} records hold no link`] : [];
  return { links, items, problems };
}

type Piece = ReturnType<CheerioAPI['root']> | ReturnType<CheerioAPI>;

/** One item of a list: its address, and the report it leads to if its title names one. */
function readItem(
  $: CheerioAPI,
  piece: Piece,
  base: string,
  context: RecordContext,
): { url: string; link: ReportLink | null } | null {
  let fallback: string | null = null;
  for (const element of piece.find('a[href]').toArray()) {
    const url = linkAddress($(element).attr('href') ?? '', base);
    if (url === null) continue;
    fallback ??= url;
    const title = titleOf($(element).attr('title') ?? '', $(element).text(), context);
    if (title === null) continue;
    const year = context.titles.year(title) ?? context.settings.year ?? null;
    $(element).remove();
    const published = listedDate(piece.text());
    return { url, link: { url, title, agency: agencyOf(title, context.agencies), year, published } };
  }
  return fallback === null ? null : { url: fallback, link: null };
}

/**
 * The title that names a report: the whole one of the `title` attribute, or the text; null if neither does.
 * A cut title has no say where the whole one is there. In a column for one report year, a title that was cut
 * before its year is judged as if it went on the way a report's title would.
 */
function titleOf(attribute: string, text: string, context: RecordContext): string | null {
  const candidates = [attribute, text]
    .map((raw) =>
      raw
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((title) => title !== '');
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

/** A short mark of a page's items. */
export function digest(items: readonly string[]): string {
  return createHash('sha256').update(items.join('\n')).digest('base64url').slice(0, 16);
}
