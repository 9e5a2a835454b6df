/**
 * TrueCMS: a column page holds a jpage script with `columnId` and a `proxyUrl` that ends in
 * `messageController/getMessage.do`; the records come as JSONP, in whose `result` stands the XML, with HTML in it,
 * that Hanweb's dataproxy gives too.
 *
 * Quirks: without the column page as Referer the answer is 404; `perpage` has another limit at each site (50, 20
 * or 10), above which the answer is cut, or empty, or 404. So the page's own size is asked for, or 10 where the page
 * says none; the next request follows from what came, and an empty first answer is asked again with fewer records.
 */
import { z } from 'zod';
import type { Family, FamilyContext, FetchedPage, ListReading, ListStep, Recognition } from '../contract.js';
import { parseList, readAnchors } from '../lists/anchors.js';
import { pagePath, quotedCode, yearSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { type RecordReading, readRecords, reportsAmong } from '../lists/list-items.js';
import { columnPageFirst, failure, isOwnSite, listText, parseJson, unwrapJsonp } from '../lists/list-page.js';
import { nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../lists/paging.js';
import { jpageSegments, scripts, settingValue, wholeNumber } from '../lists/script-settings.js';
import { findDatastores } from './paged-list.js';

const settingsSchema = z.strictObject({
  page: z.string().min(1).describe('The column page; sent as the Referer of every request.'),
  columnId: quotedCode
    .optional()
    .describe("The column's id, for pages with several lists; default: as on the page."),
  path: z
    .string()
    .min(1)
    .optional()
    .describe('The path from which records are requested; default: as on the page.'),
  perPage: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Records per request; default: as many as the page shows. Some servers return none if asked for too many.',
    ),
  year: yearSetting,
});

export type TruecmsSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<TruecmsSettings>;

export const truecms: Family<TruecmsSettings> = {
  id: 'truecms',
  schema: settingsSchema,
  start: columnPageFirst,
  readList: (page, step, context) =>
    step.state.phase === 'column' ? readColumnPage(page, step, context) : readAnswer(page, step, context),
  recognise,
};

/** A page with a jpage list whose records come from TrueCMS. */
function recognise(page: FetchedPage): Recognition | null {
  const columns = [
    ...new Set(findLists(listText(page).text).map((list) => settingValue(list, 'columnId') ?? '')),
  ];
  const [column] = columns;
  if (column === undefined) return null;
  const isOnly = columns.length === 1;
  return {
    settings: { page: pagePath(page.url), ...(isOnly ? {} : { columnId: column }) },
    because: `its script requests column ${column} from getMessage.do${isOnly ? '' : `, the first of ${columns.length} lists`}`,
    confidence: isOnly ? 0.9 : 0.7,
    alternatives: columns.slice(1).map((columnId) => ({ page: pagePath(page.url), columnId })),
  };
}

/** The pieces of a page's scripts that define lists of TrueCMS, each with a columnId. */
function findLists(html: string): string[] {
  return scripts(html)
    .filter((script) => /messageController\/getMessage\.do/i.test(script))
    .flatMap(jpageSegments)
    .filter((segment) => (settingValue(segment, 'columnId') ?? '') !== '');
}

/** Page sizes to fall back to when the first answer is empty. */
const SMALLER = [20, 10];
const USUAL = 10;
const USUAL_PATH = '/truecms/messageController/getMessage.do';

interface Position extends Walk {
  readonly columnUrl: string;
  readonly proxy: string;
  readonly columnId: string;
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const { columnId, path, perPage } = context.settings;
  const lists = findLists(text);
  const wanted =
    columnId === undefined ? lists : lists.filter((list) => settingValue(list, 'columnId') === columnId);
  const named = new Set(wanted.map((list) => settingValue(list, 'columnId')));
  const [list] = wanted;
  const column = columnId ?? (list === undefined ? undefined : settingValue(list, 'columnId'));
  if (column === undefined || (list === undefined && path === undefined)) {
    return shellOr(text, page, step, `${page.url}: no list of TrueCMS was recognised; has the page changed?`);
  }
  if (named.size > 1) {
    return failure(
      `${page.url}: the page has several lists (${[...named].join(', ')}); set columnId to one of them`,
    );
  }
  const whole = list === undefined ? null : readInitData(text, list, page.url, context);
  if (whole !== null) return whole;
  const said = list === undefined ? undefined : settingValue(list, 'proxyUrl');
  const size =
    perPage ?? wholeNumber(list === undefined ? undefined : settingValue(list, 'perPage')) ?? USUAL;
  const position: Position = {
    ...walkFrom(Math.max(1, size)),
    columnUrl: page.url,
    proxy: new URL((path ?? said ?? USUAL_PATH).split('?')[0] ?? USUAL_PATH, page.url).href,
    columnId: column,
  };
  return { steps: [toStep(position)], links: [], problems: [] };
}

/** The records in the page's `#initData`, where all of them stand there; else null. */
function readInitData(html: string, list: string, url: string, context: Context): ListReading | null {
  const total = wholeNumber(settingValue(list, 'totalRecord'));
  const anchors = readAnchors(parseList(html)('#initData').html() ?? '', url);
  const items = [...new Set(anchors.map((anchor) => anchor.url))];
  if (total === null || total === 0 || items.length < total) return null;
  const own = anchors.filter((anchor) => isOwnSite(anchor.url, [context.baseUrl, url]));
  return { steps: [], links: reportsAmong(own, context), problems: [], items };
}

function toStep(position: Position): ListStep {
  const { columnUrl, proxy, columnId } = position;
  const url = new URL(proxy);
  url.search = new URLSearchParams({
    callback: 'cb',
    columnId,
    startrecord: String(position.start),
    endrecord: String(position.start + position.size - 1),
    perpage: String(position.size),
  }).toString();
  const headers = { referer: columnUrl, 'x-requested-with': 'XMLHttpRequest' };
  const state = { ...walkState(position), phase: 'answer', columnUrl, proxy, columnId };
  return { request: { url: url.href, method: 'GET', headers }, state };
}

const positionSchema = walkSchema.extend({ columnUrl: z.string(), proxy: z.string(), columnId: z.string() });
const answerSchema = z.object({ result: z.string().nullish() });

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text, problems } = listText(page);
  const place = `the list at ${position.columnUrl}`;
  const answer = answerSchema.safeParse(parseJson(unwrapJsonp(text)));
  if (!answer.success) {
    const said = text.slice(0, 80);
    return failure(`${place} did not answer with JSON (record ${position.start}): ${said}`, problems);
  }
  const read = readResult(answer.data.result ?? '', position.columnUrl, context);
  const smaller = SMALLER.find((size) => size < position.size);
  if (position.pageNumber === 1 && read.came === 0 && smaller !== undefined) {
    return { steps: [toStep({ ...position, size: smaller })], links: [], problems };
  }
  const walk = nextWalk(position, read, place);
  return {
    steps: walk.next === null ? [] : [toStep(walk.next)],
    links: read.links.filter((link) => isOwnSite(link.url, [context.baseUrl, page.url])),
    problems: [...problems, ...read.problems, ...walk.problems],
    items: read.items,
  };
}

/** The records in `result`: a datastore, or the bare HTML of the items. */
function readResult(
  result: string,
  base: string,
  context: Context,
): RecordReading & { total: number | null; came: number } {
  const [store] = findDatastores(result);
  if (store !== undefined) {
    return {
      ...readRecords(store.records, base, context),
      total: store.totalRecord,
      came: store.records.length,
    };
  }
  const anchors = readAnchors(result, base);
  const items = [...new Set(anchors.map((anchor) => anchor.url))];
  return { links: reportsAmong(anchors, context), items, problems: [], total: null, came: items.length };
}
