/**
 * Hanweb's newer publishing platform (jpaas): a column page names its list by webId, pageId, tplSetId and tagId, in
 * the attributes of a tag or in its `queryData`; the list is asked for at
 * `/api-gateway/jpaas-publish-server/front/page/build/unit` and comes as JSON, with HTML in `data.html`.
 *
 * Quirks: the page number counts only inside `paramJson`, and the page size in it is text; `parseType` is spelled
 * `bulidstatic`; some servers give the HTML as `data` itself; a page that is past the end is an empty fragment.
 */

import { z } from 'zod';
import type { Family, FamilyContext, FetchedPage, ListReading, ListStep, Recognition } from '../contract.js';
import { type Anchor, readAnchors } from '../lists/anchors.js';
import { pagePath, quotedCode, yearSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { reportsAmong } from '../lists/list-items.js';
import {
  columnPageFirst,
  failure,
  isOutOfScope,
  isOwnSite,
  listText,
  nothing,
  parseJson,
} from '../lists/list-page.js';
import { parseMarkup } from '../lists/markup.js';
import {
  nextWalk,
  pagesSaid,
  recordsSaid,
  type Walk,
  walkFrom,
  walkSchema,
  walkState,
} from '../lists/paging.js';
import { linkAddress } from '../lists/report-links.js';
import { settingValue, wholeNumber } from '../lists/script-settings.js';

const USUAL_PATH = '/api-gateway/jpaas-publish-server/front/page/build/unit';

const settingsSchema = z.strictObject({
  page: z
    .string()
    .min(1)
    .describe('The column page: the parameters of the list are read from it, and it is sent as the Referer.'),
  webId: quotedCode.optional().describe('The site; default: as on the page.'),
  pageId: quotedCode.optional().describe('The page of the list; default: as on the page.'),
  tplSetId: quotedCode.optional().describe('The set of templates; default: as on the page.'),
  tagId: quotedCode
    .optional()
    .describe('The list, for pages with several; if all four are given, the page is not read.'),
  path: z.string().startsWith('/').default(USUAL_PATH).describe('The path from which lists are requested.'),
  perPage: z.number().int().min(1).max(100).default(15).describe('Records per request.'),
  year: yearSetting,
});

export type HanwebJpaasSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<HanwebJpaasSettings>;

export const hanwebJpaas: Family<HanwebJpaasSettings> = {
  id: 'hanweb-jpaas',
  schema: settingsSchema,
  start,
  readList: (page, step, context) =>
    step.state.phase === 'column' ? readColumnPage(page, step, context) : readAnswer(page, step, context),
  recognise,
};

/** A page that names a list by webId, pageId and tplSetId. */
function recognise(page: FetchedPage): Recognition | null {
  const { text } = listText(page);
  const units = findUnits(text, {});
  const lists = units.filter((unit) => LIST_TAG.test(unit.tagId));
  const several = lists.length > 0 ? lists : units;
  const unit = several.find(({ tagId }) => tagId.includes('分页')) ?? several[0];
  if (unit === undefined) return null;
  const address = /["'=\s(]([^"'=\s(]*\/front\/page\/build\/unit)/i.exec(text)?.[1];
  const path = new URL(
    (address === undefined ? null : linkAddress(address, page.url)) ?? USUAL_PATH,
    page.url,
  ).pathname;
  const isOnly = several.length === 1;
  return {
    settings: {
      page: pagePath(page.url),
      ...(isOnly || unit.tagId === '' ? {} : { tagId: unit.tagId }),
      ...(path === USUAL_PATH ? {} : { path }),
    },
    because: `it requests the list 「${unit.tagId}」 of page ${unit.pageId} from jpaas${isOnly ? '' : `, one of ${several.length} lists`}`,
    confidence: isOnly ? 0.9 : 0.7,
  };
}

/** The names of one list. */
interface Unit {
  readonly webId: string;
  readonly pageId: string;
  readonly tplSetId: string;
  readonly tagId: string;
}

interface Position extends Walk, Unit {
  readonly columnUrl: string;
}

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const { page, webId, pageId, tplSetId, tagId } = context.settings;
  const url = new URL(page, context.baseUrl).href;
  if (webId !== undefined && pageId !== undefined && tplSetId !== undefined && tagId !== undefined) {
    const unit = { webId, pageId, tplSetId, tagId };
    return { steps: [firstStep(unit, url, context)], links: [], problems: [] };
  }
  return columnPageFirst(context);
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const units = findUnits(text, context.settings);
  if (units.length === 0) {
    const problem = `${page.url}: no webId, pageId and tplSetId of a list were recognised; has the page changed?`;
    return shellOr(text, page, step, problem);
  }
  const lists = units.filter((unit) => LIST_TAG.test(unit.tagId));
  const [unit, ...others] = lists.length > 0 ? lists : units;
  if (unit === undefined || others.length > 0) {
    const tags = [unit, ...others].map((other) => other?.tagId).join(', ');
    return failure(`${page.url}: the page has several lists (${tags}); set tagId to one of them`);
  }
  return { steps: [firstStep(unit, page.url, context)], links: [], problems: [] };
}

/** Tags that name a column's own list; others are menus, boxes and pictures. */
const LIST_TAG = /分页|列表|信息|内容|list|page/i;

/** Every list a page names, each once; what the settings say is stronger, and leaves out what differs from it. */
function findUnits(html: string, settings: Partial<HanwebJpaasSettings>): Unit[] {
  const found = new Map<string, Unit>();
  for (const text of candidates(html)) {
    const unit = readUnit(text, settings);
    if (unit !== null) found.set(JSON.stringify(unit), unit);
  }
  return [...found.values()].filter(({ tagId }) => settings.tagId === undefined || tagId === settings.tagId);
}

/** The tags, then the scripts, that name lists; the whole page where its names stand apart. */
function candidates(html: string): string[] {
  const $ = parseMarkup(html);
  const texts: string[] = [];
  for (const element of $('*').toArray()) {
    const attributes = Object.entries($(element).attr() ?? {});
    const query = attributes.find(([name]) => /^(?:data-)?querydata$/i.test(name));
    if (query !== undefined) texts.push(query[1]);
    else if (attributes.some(([name]) => /^(?:data-)?webid$/i.test(name))) {
      texts.push(attributes.map(([name, value]) => `${name.replace(/^data-/i, '')}="${value}"`).join(' '));
    }
  }
  for (const script of $('script').toArray()) {
    const text = $(script).text();
    const pieces = text.split(/(?=["']?queryData["']?\s*[:=])/i);
    texts.push(...pieces.filter((piece) => /webId/i.test(piece)));
  }
  const complete = texts.filter((text) => NAMES.every((name) => settingValue(text, name) !== undefined));
  return complete.length > 0 ? complete : [html.replace(/&quot;/g, '"').replace(/&#0?39;/g, "'")];
}

const NAMES = ['webId', 'pageId', 'tplSetId'];

function readUnit(text: string, settings: Partial<HanwebJpaasSettings>): Unit | null {
  const webId = settings.webId ?? settingValue(text, 'webId');
  const pageId = settings.pageId ?? settingValue(text, 'pageId');
  const tplSetId = settings.tplSetId ?? settingValue(text, 'tplSetId');
  const tagId = settingValue(text, 'tagId') ?? settings.tagId ?? '';
  if (!webId || !pageId || !tplSetId) return null;
  return { webId, pageId, tplSetId, tagId };
}

function firstStep(unit: Unit, columnUrl: string, context: Context): ListStep {
  return toStep({ ...walkFrom(context.settings.perPage), ...unit, columnUrl }, context);
}

function toStep(position: Position, context: Context): ListStep {
  const { webId, pageId, tplSetId, tagId, columnUrl } = position;
  const { path, perPage } = context.settings;
  const paramJson = JSON.stringify({ pageNo: position.pageNumber, pageSize: String(perPage) });
  const url = new URL(path, columnUrl);
  url.search = new URLSearchParams({
    parseType: 'bulidstatic',
    webId,
    tplSetId,
    pageType: 'column',
    tagId,
    editType: 'null',
    pageId,
    paramJson,
  }).toString();
  const headers = { referer: columnUrl, 'x-requested-with': 'XMLHttpRequest' };
  const state = { ...walkState(position), phase: 'answer', webId, pageId, tplSetId, tagId, columnUrl };
  return { request: { url: url.href, method: 'GET', headers }, state };
}

const positionSchema = walkSchema.extend({
  webId: z.string(),
  pageId: z.string(),
  tplSetId: z.string(),
  tagId: z.string(),
  columnUrl: z.string(),
});

const answerSchema = z.object({
  data: z.union([z.string(), z.object({ html: z.string() })]).transform((data) => fragmentOf(data)),
});

/** The fragment in `data`, which is an object, a fragment, or an object as text. */
function fragmentOf(data: string | { readonly html: string }): string {
  if (typeof data !== 'string') return data.html;
  const inner = z
    .object({ html: z.string() })
    .safeParse(data.trimStart().startsWith('{') ? parseJson(data) : null);
  return inner.success ? inner.data.html : data;
}

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text, problems } = listText(page);
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) {
    const place = `${position.columnUrl} (page ${position.pageNumber})`;
    return failure(`${place}: the answer is not JSON with a list in it: ${text.slice(0, 80)}`, problems);
  }
  const html = answer.data.data;
  const own = readAnchors(html, position.columnUrl).filter(
    (anchor) => isOwnSite(anchor.url, [context.baseUrl, page.url]) && !PAGER.test(anchor.text),
  );
  const items = [...new Set(own.map((anchor) => anchor.url))];
  const extent = { total: totalIn(html), pages: pagesSaid(html) };
  const walk = nextWalk(
    position,
    { ...extent, came: recordsAmong(own), items },
    `the list at ${position.columnUrl}`,
  );
  return {
    steps: walk.next === null ? [] : [toStep(walk.next, context)],
    links: reportsAmong(own, context),
    problems: [...problems, ...walk.problems],
    items,
  };
}

/** How many records these links are: those in list items one for each item, however often it is linked. */
function recordsAmong(anchors: readonly Anchor[]): number {
  const rows = new Set(anchors.map((anchor) => anchor.row ?? anchor.url));
  return rows.size;
}

const PAGER = /^(?:\d+|首页|尾页|末页|[上下][一]?页|前一页|后一页|\.{2,}|…)$/;

/** How many records there are, as the fragment's pager says: `count="45"`, 「共45条」. */
function totalIn(html: string): number | null {
  const count = /(?<![\w-])(?:total)?count["']?\s*[:=]\s*["']?(\d{1,7})(?!\d)/i.exec(html)?.[1];
  return wholeNumber(count) ?? recordsSaid(html);
}
