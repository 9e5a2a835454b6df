/**
 * 龙讯 Lonsun, where a script asks for the list: `Ls.ajax` requests `/site/label/8888` with the label `publicInfoList`
 * and the column's numbers, and gets a piece of HTML. Columns whose list stands in the page itself are static lists.
 *
 * Quirks: `/site/label/8888` serves every part of the site, so all parameters of the script's own request are sent back
 * as they stand, and only `pageIndex` is ours; the pager in the answer says how many pages there are.
 */
import { z } from 'zod';
import type { Family, FamilyContext, FetchedPage, ListReading, ListStep, Recognition } from '../contract.js';
import { parseList, readAnchors } from '../lists/anchors.js';
import { pagePath, yearSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { reportsAmong } from '../lists/list-items.js';
import { columnPageFirst, failure, isOwnSite, listText } from '../lists/list-page.js';
import { callsOf, liveScripts, textIn } from '../lists/page-scripts.js';
import { pagerSaid } from '../lists/pager/said.js';
import { nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../lists/paging.js';

const USUAL_PATH = '/site/label/8888';

const settingsSchema = z.strictObject({
  page: z.string().min(1).describe('The column page: the parameters of the list are read from its script.'),
  path: z.string().min(1).default(USUAL_PATH).describe('The path from which the list is requested.'),
  year: yearSetting,
});

type LonsunSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<LonsunSettings>;

export const lonsun: Family<LonsunSettings> = {
  id: 'lonsun',
  schema: settingsSchema,
  start: columnPageFirst,
  readList: (page, step, context) =>
    step.state.phase === 'column' ? readColumnPage(page, step, context) : readAnswer(page, step, context),
  recognise,
};

function recognise(page: FetchedPage): Recognition | null {
  const query = queryIn(listText(page).text);
  if (query === null) return null;
  return {
    settings: { page: pagePath(page.url), ...(query.path === USUAL_PATH ? {} : { path: query.path }) },
    because: `its script asks ${query.path} for the list of column ${query.parameters.get('catId') ?? query.parameters.get('organId') ?? ''}`,
    confidence: 0.9,
  };
}

/** What the script of a column page asks for. */
interface Query {
  readonly path: string;
  readonly parameters: URLSearchParams;
}

const PAGE_SIZE = 20;

function queryIn(html: string): Query | null {
  if (!html.includes('publicInfoList')) return null;
  for (const script of liveScripts(parseList(html))) {
    for (const { values } of callsOf(script, /^(?:Ls|\$|jQuery)\.(?:ajax|get|post)$/)) {
      const [options] = values;
      const fields = options?.kind === 'object' ? options.fields : null;
      const data = fields?.get('data');
      if (fields === null || data?.kind !== 'object') continue;
      const parameters = new URLSearchParams();
      for (const [name, value] of data.fields) {
        const given = textIn(value);
        if (given !== null) parameters.set(name, given);
      }
      if (parameters.get('labelName') !== 'publicInfoList') continue;
      return { path: textIn(fields.get('url')) ?? USUAL_PATH, parameters };
    }
  }
  return null;
}

interface Position extends Walk {
  readonly columnUrl: string;
  readonly query: string;
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const query = queryIn(text);
  if (query === null) {
    return shellOr(
      text,
      page,
      step,
      `${page.url}: no request for publicInfoList was recognised; has the page changed?`,
    );
  }
  const size = Number(query.parameters.get('pageSize') ?? PAGE_SIZE) || PAGE_SIZE;
  const position = { ...walkFrom(size), columnUrl: page.url, query: query.parameters.toString() };
  return { steps: [toStep(position, context)], links: [], problems: [] };
}

function toStep(position: Position, context: Context): ListStep {
  const { columnUrl, query, pageNumber } = position;
  const url = new URL(context.settings.path, columnUrl);
  url.search = query;
  url.searchParams.set('pageIndex', String(pageNumber));
  const headers = { referer: columnUrl, 'x-requested-with': 'XMLHttpRequest' };
  return {
    request: { url: url.href, method: 'GET', headers },
    state: { ...walkState(position), phase: 'answer', columnUrl, query },
  };
}

const positionSchema = walkSchema.extend({ columnUrl: z.string(), query: z.string() });

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const position = positionSchema.safeParse(step.state);
  if (!position.success) return failure(`${page.url}: the state of the list was lost`);
  const { text, problems } = listText(page);
  const $ = parseList(text);
  const { pages, records: total } = pagerSaid($, liveScripts($), position.data.pageNumber);
  const own = readAnchors(text, position.data.columnUrl).filter((anchor) =>
    isOwnSite(anchor.url, [context.baseUrl, page.url]),
  );
  const items = [...new Set(own.map(({ url }) => url))];
  const place = `the list at ${position.data.columnUrl}`;
  const walk = nextWalk(position.data, { total, pages, came: items.length, items }, place);
  return {
    steps: walk.next === null ? [] : [toStep(walk.next, context)],
    links: reportsAmong(own, context),
    problems: [...problems, ...walk.problems],
    items,
  };
}
