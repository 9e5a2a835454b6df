/**
 * Hanweb's list columns: a column page holds a jpage script, whose settings say where the records are asked
 * for (`dataproxy.jsp`), and often the first records inline. The records come as XML with HTML in it.
 *
 * Servers differ in what they obey: `startrecord`/`endrecord`, or `page`; some cut `perpage`. So every request
 * says all of it, in a way that means the same to each of them, and the next request follows from what came back.
 */
import { z } from 'zod';
import type { Family, FamilyContext, FetchedPage, ListReading, ListStep, Recognition } from '../contract.js';
import { addressedColumn, columnInAddress, pageUnlessUsual, yearSetting } from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { readRecords } from '../lists/list-items.js';
import { failure, isOutOfScope, listText, nothing } from '../lists/list-page.js';
import { nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../lists/paging.js';
import { type Datastore, findDatastores, findJpageSettings, type JpageSettings } from './paged-list.js';

const settingsSchema = z.strictObject({
  column: z
    .string('must be a quoted string')
    .regex(/^\w+$/)
    .describe("The column's id, as in `/col/col1229780048/` and `art_1229780048_90784.html`."),
  page: z.string().min(1).optional().describe('The column page; by default `/col/col<column>/index.html`.'),
  year: yearSetting,
  method: z.enum(['POST', 'GET']).default('POST').describe('The method of requests for records.'),
  perPage: z
    .number()
    .int()
    .min(1)
    .max(300)
    .default(100)
    .describe('Records per request; the server may return fewer.'),
});

export type HanwebJpageSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<HanwebJpageSettings>;

export const hanwebJpage: Family<HanwebJpageSettings> = {
  id: 'hanweb-jpage',
  schema: settingsSchema,
  start,
  readList: (page, step, context) =>
    step.state.phase === 'records'
      ? readRecordPage(page, step, context)
      : readColumnPage(page, step, context),
  recognise,
  addressed: addressedColumn,
};

/** A page with the settings of a jpage list; of several, the one that the page's address names, else the longest. */
function recognise(page: FetchedPage): Recognition | null {
  const inAddress = columnInAddress(page.url);
  const lists = findJpageSettings(listText(page).text);
  const named = lists.flatMap((list) => {
    const column = list.parameters.columnid ?? (lists.length === 1 ? inAddress : null);
    return column !== null && /^\w+$/.test(column) ? [{ column, total: list.totalRecord ?? 0, list }] : [];
  });
  const byLength = [...named].sort((one, other) => other.total - one.total);
  const own = named.find(({ column }) => column === inAddress) ?? byLength[0];
  if (own === undefined) return null;
  const settings = {
    column: own.column,
    ...pageUnlessUsual(page.url, own.column),
    ...(own.list.isGet ? { method: 'GET' } : {}),
  };
  const isSure = own.column === inAddress || new Set(named.map(({ column }) => column)).size === 1;
  return {
    settings,
    because: `its jpage script requests column ${own.column} from ${own.list.proxyUrl}${isSure ? '' : `, the longest of ${named.length} lists`}`,
    confidence: isSure ? 0.9 : 0.7,
    alternatives: [{ ...settings, method: own.list.isGet ? 'POST' : 'GET' }],
  };
}

function start(context: Context): ListReading {
  const { column, page } = context.settings;
  if (isOutOfScope(context)) return nothing;
  const url = new URL(page ?? `/col/col${column}/index.html`, context.baseUrl).href;
  return {
    steps: [{ request: { url, method: 'GET' }, state: { phase: 'column' } }],
    links: [],
    problems: [],
  };
}

/** Where the reading of a list stands; travels in the step's state. */
interface Position extends Walk {
  readonly columnUrl: string;
  readonly proxy: string;
  readonly parameters: Readonly<Record<string, string>>;
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const { column } = context.settings;
  const inline = findDatastores(text).filter((store) => store.column === null || store.column === column);
  const links = inline.flatMap((store) => readRecords(store.records, page.url, context).links);
  const chosen = chooseSettings(findJpageSettings(text), column);
  if (chosen === null) {
    const problem = `${page.url}: no jpage settings for column ${column} were recognised; has the page changed?`;
    return links.length === 0
      ? shellOr(text, page, step, problem)
      : { steps: [], links, problems: [problem] };
  }
  if (chosen.totalRecord === 0 && links.length === 0) {
    return { steps: [], links, problems: [`${page.url}: the list is empty`] };
  }
  if (isWhole(inline, chosen)) return { steps: [], links, problems: [] };
  const first: Position = {
    columnUrl: page.url,
    proxy: new URL(chosen.proxyUrl, page.url).href,
    parameters: { columnid: column, ...chosen.parameters },
    ...walkFrom(context.settings.perPage, chosen.totalRecord),
  };
  return { steps: [toStep(first, context)], links, problems: [] };
}

/** The list of the configured column; a single list on the page is taken to be it. */
function chooseSettings(found: readonly JpageSettings[], column: string): JpageSettings | null {
  const named = found.find((settings) => settings.parameters.columnid === column);
  if (named !== undefined) return named;
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Do the inline records already make up the whole list? */
function isWhole(inline: readonly Datastore[], settings: JpageSettings): boolean {
  if (inline.length !== 1 || settings.totalRecord === null) return false;
  return (inline[0]?.records.length ?? 0) === settings.totalRecord;
}

function toStep(position: Position, context: Context): ListStep {
  const paging = {
    startrecord: String(position.start),
    endrecord: String(position.start + position.size - 1),
    perpage: String(position.size),
    page: String(position.pageNumber),
  };
  const url = new URL(position.proxy);
  const inUrl = context.settings.method === 'GET' ? { ...position.parameters, ...paging } : paging;
  for (const [name, value] of Object.entries(inUrl)) url.searchParams.set(name, value);
  const headers = { referer: position.columnUrl, 'x-requested-with': 'XMLHttpRequest' };
  const request =
    context.settings.method === 'GET'
      ? { url: url.href, method: 'GET' as const, headers }
      : { url: url.href, method: 'POST' as const, headers, form: { ...position.parameters, ...paging } };
  const { columnUrl, proxy, parameters } = position;
  const own = { phase: 'records', columnUrl, proxy, parameters: JSON.stringify(parameters) };
  return { request, state: { ...walkState(position), ...own } };
}

const positionSchema = walkSchema.extend({
  columnUrl: z.string(),
  proxy: z.string(),
  parameters: z.string().transform((json) => z.record(z.string(), z.string()).parse(JSON.parse(json))),
});

function readRecordPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text, problems } = listText(page);
  const [store] = findDatastores(text);
  if (store === undefined)
    return failure(`${page.url}: the answer contains no records (record ${position.start})`);
  const read = readRecords(store.records, position.columnUrl, context);
  const answer = { total: store.totalRecord, came: store.records.length, items: read.items };
  const walk = nextWalk(position, answer, `the list at ${position.columnUrl}`);
  return {
    steps: walk.next === null ? [] : [toStep(walk.next, context)],
    links: read.links,
    problems: [...read.problems, ...problems, ...walk.problems],
    items: answer.items,
  };
}
