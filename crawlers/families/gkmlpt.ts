/**
 * Guangdong's platform for disclosure catalogues: the column page `/gkmlpt/index#<column>` holds `SID: '…'`, and
 * `/gkmlpt/api/all/<column>?page=1&sid=<sid>` gives a hundred articles at a time as JSON, with their publishers.
 *
 * Quirks: many sites speak plain HTTP only, whatever the scheme of the articles' addresses, so the scheme is that
 * of the portal's `baseUrl`; times are seconds since 1970, as number or text, or a written date; the total counts
 * what is hidden at times.
 */

import { z } from 'zod';
import { plural } from '../../src/text/plural.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  ListReading,
  ListStep,
  Recognition,
  ReportLink,
} from '../contract.js';
import { pagePath, quotedCode, yearSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { plainTitle, reportLink } from '../lists/list-items.js';
import { failure, isOutOfScope, isOwnSite, listText, nothing, parseJson } from '../lists/list-page.js';
import { nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../lists/paging.js';
import { dayOfTime, linkAddress, listedDate } from '../lists/report-links.js';
import { settingValue } from '../lists/script-settings.js';

const settingsSchema = z.strictObject({
  column: z
    .string('must be a quoted string')
    .regex(/^\d+$/)
    .describe("The column's number, as after the `#` of its address."),
  path: z
    .string()
    .startsWith('/')
    .default('/gkmlpt')
    .describe('The path of the platform, for sites that have it in a folder (`/lhqkjj/gkmlpt`).'),
  page: z.string().min(1).optional().describe('The column page; by default `<path>/index`.'),
  sid: quotedCode.optional().describe("The site's number; default: as on the column page."),
  year: yearSetting,
});

export type GkmlptSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<GkmlptSettings>;

export const gkmlpt: Family<GkmlptSettings> = {
  id: 'gkmlpt',
  schema: settingsSchema,
  start,
  readList: (page, step, context) =>
    step.state.phase === 'column' ? readColumnPage(page, step, context) : readAnswer(page, step, context),
  recognise,
  addressed,
};

/** The folder of the platform, in the path of its pages. */
const PLACE = /^(.*\/gkmlpt)(?:\/|$)/;

/** A page of the platform, with its SID; the column is that of its address, or of its link to the annual reports. */
function recognise(page: FetchedPage): Recognition | null {
  const { text } = listText(page);
  const sid = sidSaid(text);
  if (sid === null || !PLACE.test(new URL(page.url).pathname)) return null;
  const inAddress = columnAfterHash(page.url);
  const column = inAddress ?? linkedColumn(text);
  if (column === null) return null;
  return {
    settings: { ...addressed(page.url), column },
    because: `it is a page of the gkmlpt platform with SID ${sid}; column ${column} is ${inAddress === null ? 'the target of its link to annual reports' : 'in its address'}`,
    confidence: inAddress === null ? 0.8 : 0.95,
  };
}

function columnAfterHash(url: string): string | null {
  return /^#(\d+)$/.exec(new URL(url).hash)?.[1] ?? null;
}

function addressed(url: string): Readonly<Record<string, unknown>> {
  const place = PLACE.exec(new URL(url).pathname)?.[1] ?? '/gkmlpt';
  const path = pagePath(url);
  const column = columnAfterHash(url);
  return {
    ...(column === null ? {} : { column }),
    ...(place === '/gkmlpt' ? {} : { path: place }),
    ...(path === `${place}/index` ? {} : { page: path }),
  };
}

/** The column that a page of the platform links as the annual reports. */
function linkedColumn(html: string): string | null {
  for (const [, href = '', inner = ''] of html.matchAll(
    /<a\b[^>]*?\shref\s*=\s*["']?([^"'\s>]+)[^>]*>([^<]*)/gi,
  )) {
    const column = /#(\d+)$/.exec(href)?.[1];
    if (column !== undefined && /年报|年度报告/.test(inner)) return column;
  }
  return null;
}

/** The site's number as a page says it. In capitals first: a page may have another `sid`, of a session. */
function sidSaid(html: string): string | null {
  const sid = /(?<![\w$.])["']?SID["']?\s*[:=]\s*["']?(\w+)/.exec(html)?.[1] ?? settingValue(html, 'sid');
  return sid !== undefined && /^\w+$/.test(sid) ? sid : null;
}

/** Articles the platform gives at a time. */
const PAGE_SIZE = 100;

interface Position extends Walk {
  readonly sid: string;
}

function columnUrl({ settings, baseUrl }: Context): string {
  const url = new URL(settings.page ?? `${settings.path.replace(/\/+$/, '')}/index`, baseUrl);
  url.hash = '';
  return url.href;
}

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const { sid } = context.settings;
  const step: ListStep =
    sid === undefined
      ? { request: { url: columnUrl(context), method: 'GET' }, state: { phase: 'column' } }
      : toStep({ ...walkFrom(PAGE_SIZE), sid }, context);
  return { steps: [step], links: [], problems: [] };
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const sid = sidSaid(text);
  if (sid === null) {
    return shellOr(text, page, step, `${page.url}: no SID was recognised; has the page changed?`);
  }
  return { steps: [toStep({ ...walkFrom(PAGE_SIZE), sid }, context)], links: [], problems: [] };
}

function toStep(position: Position, context: Context): ListStep {
  const { path, column } = context.settings;
  const url = new URL(`${path.replace(/\/+$/, '')}/api/all/${column}`, context.baseUrl);
  url.search = new URLSearchParams({ page: String(position.pageNumber), sid: position.sid }).toString();
  const headers = {
    referer: columnUrl(context),
    'x-requested-with': 'XMLHttpRequest',
    accept: 'application/json, */*;q=0.8',
  };
  const state = { ...walkState(position), phase: 'answer', sid: position.sid };
  return { request: { url: url.href, method: 'GET', headers }, state };
}

const positionSchema = walkSchema.extend({ sid: z.string() });
const time = z.union([z.number(), z.string()]).nullish().catch(null);
const articleSchema = z.looseObject({
  title: z.string().nullish().catch(null),
  url: z.string().nullish().catch(null),
  post_url: z.string().nullish().catch(null),
  publisher: z.string().nullish().catch(null),
  display_publish_time: time,
  create_time: time,
});
type Article = z.infer<typeof articleSchema>;
const answerSchema = z.object({
  total: z
    .union([
      z.number().int(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .nullish()
    .catch(null),
  articles: z.array(articleSchema),
});

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text, problems } = listText(page);
  const place = `the list of column ${context.settings.column} at ${page.url}`;
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) return failure(`${place} is not JSON with articles: ${text.slice(0, 80)}`, problems);
  const { articles } = answer.data;
  const items = articles.map((article) => addressOf(article, context) ?? '').filter((url) => url !== '');
  const walk = nextWalk(position, { total: answer.data.total ?? null, came: articles.length, items }, place);
  const lost = articles.length - items.length;
  const linkless =
    lost > 0 && items.length > 0 ? [`${place}: ${plural(lost, 'article')} without an address`] : [];
  return {
    steps: walk.next === null ? [] : [toStep(walk.next, context)],
    links: articles.flatMap((article) => toLink(article, page.url, context)),
    problems: [...problems, ...linkless, ...walk.problems],
    items,
  };
}

/** An article's address; on the portal's own host with the scheme of the portal. */
function addressOf(article: Article, context: Context): string | null {
  const given = article.url || article.post_url;
  const address = given ? linkAddress(given, context.baseUrl) : null;
  if (address === null) return null;
  const url = new URL(address);
  const base = new URL(context.baseUrl);
  if (url.hostname === base.hostname && url.port === '' && base.port === '') url.protocol = base.protocol;
  return url.href;
}

function toLink(article: Article, base: string, context: Context): ReportLink[] {
  const url = addressOf(article, context);
  if (url === null || !isOwnSite(url, [context.baseUrl, base])) return [];
  const published = timeOf(article.display_publish_time) ?? timeOf(article.create_time);
  const titles = [plainTitle(article.title ?? '')];
  const link = reportLink({ url, titles, published, publisher: article.publisher ?? null }, context);
  return link === null ? [] : [link];
}

/** The day in China of a time in seconds or milliseconds since 1970, or as written; null for neither. */
function timeOf(value: number | string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const number = typeof value === 'number' ? value : /^\d{9,13}$/.test(value.trim()) ? Number(value) : null;
  if (number === null) return listedDate(String(value));
  return dayOfTime(number);
}
