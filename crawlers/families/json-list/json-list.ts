/**
 * Lists that a page's script asks the server for, and gets as JSON: what differs from system to system are the address,
 * the names of the parameters and those of the fields, so the column's settings say them. systems.ts writes the
 * settings for the systems that are known.
 *
 * Quirks: servers cap the size of a page, so only the page number goes up, and the list ends by what came; some count
 * their pages from 0, and nothing says so (before-first.ts); titles hold tags and entities, an address may be in the
 * title's own link; a total may be text.
 */

import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import { load } from '../../cheerio.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  FetchRequest,
  ListReading,
  ListStep,
  ReportLink,
} from '../../contract.js';
import { yearSetting } from '../../lists/family-settings.js';
import { plainTitle, reportLink } from '../../lists/list-items.js';
import {
  failure,
  isOutOfScope,
  isOwnSite,
  listText,
  nothing,
  parseJson,
  unwrapJsonp,
  unwrapText,
} from '../../lists/list-page.js';
import { nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../../lists/paging.js';
import { dayOfTime, linkAddress, listedDate } from '../../lists/report-links.js';
import { wholeNumber } from '../../lists/script-settings.js';
import { beforeFirst, endedState, isToBeAsked, withBeforeFirst } from './before-first.js';
import { readColumnPage } from './column-page.js';
import { at, type FoundRecords, findRecords, textAt, USUAL, usualText } from './fields.js';
import { recogniseJsonList } from './systems.js';

const paths = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((given) => (typeof given === 'string' ? [given] : given));

const settingsSchema = z.strictObject({
  page: z
    .string()
    .min(1)
    .describe('The column page: sent as the Referer, and read for what it says of other years.'),
  request: z
    .string()
    .min(1)
    .describe(
      'The address that gives the records, relative to the column page: with `{n}` for the number of the page from 1, or `{n-1}` from 0, and `{size}` for the records per page. Without a number the list is one answer.',
    ),
  body: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What is posted, with the same marks: JSON if it begins with `{`, else a form such as `topic=12&page={n}&rows={size}`. Default: nothing; the address is requested with GET.',
    ),
  records: z
    .string()
    .optional()
    .describe(
      'Where the records are in the answer: `data.results`; an empty text for the answer itself. Default: the first list whose members have a title and an address.',
    ),
  title: paths.optional().describe('The field of the title, or several. Default: the usual names.'),
  address: paths
    .optional()
    .describe(
      'The field of the address, or several, or an address with fields in it: `/article/{id}.html`. Default: the usual names.',
    ),
  date: paths
    .optional()
    .describe('The field of the date of publication, or several. Default: the usual names.'),
  publisher: z.string().min(1).optional().describe("The field of the publisher's name."),
  total: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the answer says how many records there are: `data.total`. Default: beside the records, by the usual names.',
    ),
  perPage: z.number().int().min(1).max(500).default(20).describe('Records per request.'),
  first: z
    .literal(1)
    .optional()
    .describe(
      'Says that the pages count from 1, as `{n}` does. Default: unless all the records came that the answers announce, page 0 is requested once, too.',
    ),
  year: yearSetting,
});

export type JsonListSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<JsonListSettings>;

export const jsonList: Family<JsonListSettings> = {
  id: 'json-list',
  schema: settingsSchema,
  start,
  readList: (page, step, context) => {
    if (step.state.phase === 'column') return readColumn(page, context);
    return step.state.phase === 'before'
      ? readBeforeFirst(page, step, context)
      : readPage(page, step, context);
  },
  missed: (step) => withBeforeFirst(step, null),
  recognise: recogniseJsonList,
};

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  return { steps: [toStep(walkFrom(context.settings.perPage), context)], links: [], problems: [] };
}

/** The step to the column page, which comes last: a trial that reads only a few pages is to see the list. */
function columnPage({ settings, baseUrl }: Context): ListStep {
  const url = new URL(settings.page, baseUrl).href;
  return { request: { url, method: 'GET' }, state: { phase: 'column' } };
}

function readColumn(page: FetchedPage, { settings, scope }: Context): ListReading {
  const column = { ...settings, years: scope.years, isOfOneYear: settings.year !== undefined };
  const recognised = settingsSchema.safeParse(recogniseJsonList(page)?.settings);
  return readColumnPage(page, column, recognised.data ?? null);
}

const NUMBERED = /\{(?:n|n-1)\}/;

function filled(template: string, number: number, size: number): string {
  return template
    .replaceAll('{n-1}', String(number - 1))
    .replaceAll('{n}', String(number))
    .replaceAll('{size}', String(size));
}

function toStep(walk: Walk, context: Context): ListStep {
  return { request: requestFor(walk.pageNumber, context), state: { ...walkState(walk) } };
}

function requestFor(number: number, { settings, baseUrl }: Context): FetchRequest {
  const { page, request, body, perPage } = settings;
  const referer = new URL(page, baseUrl).href;
  const url = new URL(filled(request, number, perPage), referer).href;
  const headers = { referer, 'x-requested-with': 'XMLHttpRequest', accept: 'application/json, */*;q=0.8' };
  const posted = body === undefined ? null : bodyOf(filled(body, number, perPage));
  return posted === null ? { url, method: 'GET', headers } : { url, method: 'POST', headers, ...posted };
}

function bodyOf(text: string): Pick<FetchRequest, 'json' | 'form'> {
  if (!text.trimStart().startsWith('{')) return { form: Object.fromEntries(new URLSearchParams(text)) };
  const parsed = z.record(z.string(), z.json()).safeParse(parseJson(text));
  return parsed.success ? { json: parsed.data } : { form: {} };
}

function readPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const walk = walkSchema.safeParse(step.state);
  if (!walk.success) return failure(`${page.url}: the state of the list was lost`);
  const { settings } = context;
  const place = `the list at ${page.url}`;
  const answer = readAnswer(page, step, context);
  if (answer.refused !== null) return failure(answer.refused, answer.problems);
  const { items, came, total, links } = answer;
  if (!isNumbered(settings)) {
    const problems = [...answer.problems, ...wholeAnswer(items.length, total, place)];
    return { steps: [columnPage(context)], links, problems, items };
  }
  const { next, problems } = nextWalk(walk.data, { total, came, items }, place);
  const reading = { links, items, problems: answer.problems };
  if (next !== null) {
    const further = toStep({ ...next, size: settings.perPage }, context);
    return { ...reading, steps: [further], problems: [...reading.problems, ...problems] };
  }
  const ended = endedState(walk.data, { total, came, items }, problems);
  if (canBeBefore(settings) && isToBeAsked(ended, settings.total !== undefined)) {
    return { ...reading, steps: [beforeFirst(requestFor(0, context), ended), columnPage(context)] };
  }
  return {
    ...reading,
    steps: [columnPage(context)],
    problems: [...reading.problems, ...problems],
  };
}

/** What a page before page 1 holds, after all others: where it is the first one, its records were missing. */
function readBeforeFirst(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const answer = readAnswer(page, step, context);
  const { links, items, problems, refused } = answer;
  const held = withBeforeFirst(step, answer);
  return { ...held, links, items, problems: [...(refused === null ? problems : []), ...held.problems] };
}

/** One answer of the service. */
interface Answer {
  readonly links: readonly ReportLink[];
  readonly items: readonly string[];
  /** Records, with an address or without. */
  readonly came: number;
  readonly total: number | null;
  /** Why it is no page of a list; null for one that is. */
  readonly refused: string | null;
  readonly problems: readonly string[];
}

function readAnswer(page: FetchedPage, step: ListStep, context: Context): Answer {
  const { text, problems } = listText(page);
  const { settings } = context;
  const place = `the list at ${page.url}`;
  const answer = unwrapText(parseJson(unwrapJsonp(text)));
  const found = recordsIn(answer, settings);
  if (found === null) {
    const where =
      settings.records === undefined || settings.records === ''
        ? 'no list of records'
        : `no list at ${settings.records}`;
    const refused = `${place}: the answer has ${where}: ${text.slice(0, 80)}`;
    return { links: [], items: [], came: 0, total: null, refused, problems };
  }
  const { records } = found;
  const entries = records.map((record) => entryOf(record, settings, step.request.url));
  const items = entries.flatMap(({ url }) => url ?? []);
  const lost = entries.length - items.length;
  const linkless = lost > 0 ? [`${place}: ${plural(lost, 'record')} without an address`] : [];
  return {
    links: entries.flatMap((entry) => toLink(entry, page.url, context)),
    items,
    came: records.length,
    total: wholeNumber(found.total ?? undefined),
    refused: null,
    problems: [...problems, ...linkless],
  };
}

/** May there be a page before the one that was read first? */
function canBeBefore({ request, body, first }: JsonListSettings): boolean {
  return first !== 1 && !`${request} ${body ?? ''}`.includes('{n-1}');
}

function recordsIn(answer: unknown, { records, total }: JsonListSettings): FoundRecords | null {
  const said = total === undefined ? null : textAt(answer, total);
  if (records === undefined) {
    const found = findRecords(answer);
    return found === null || total === undefined ? found : { ...found, total: said };
  }
  const given = unwrapText(at(answer, records));
  return Array.isArray(given) ? { records: given, total: said } : null;
}

function isNumbered({ request, body }: JsonListSettings): boolean {
  return NUMBERED.test(request) || NUMBERED.test(body ?? '');
}

function wholeAnswer(came: number, total: number | null, place: string): string[] {
  if (came === 0) return [`${place} is empty`];
  return total !== null && came < total
    ? [`${place} says ${plural(total, 'record')}, but returned ${came}`]
    : [];
}

interface Entry {
  readonly url: string | null;
  readonly titles: readonly string[];
  readonly published: string | null;
  readonly publisher: string | null;
}

function entryOf(record: unknown, settings: JsonListSettings, base: string): Entry {
  const written = texts(record, settings.title, USUAL.title);
  const given = texts(record, settings.address, USUAL.address);
  const inTitle = written
    .filter((title) => title.includes('<'))
    .flatMap((title) => load(title)('a[href]').attr('href') ?? []);
  const url = [...given, ...inTitle].map((address) => linkAddress(address, base)).find((one) => one !== null);
  const dates = texts(record, settings.date, USUAL.date).map(dayOf);
  return {
    url: url ?? null,
    titles: written.map(plainTitle),
    published: dates.find((day) => day !== null) ?? null,
    publisher: settings.publisher === undefined ? null : textAt(record, settings.publisher),
  };
}

/** The values of the fields that the settings name, else of the first with a usual name. */
function texts(record: unknown, fields: readonly string[] | undefined, usual: readonly string[]): string[] {
  if (fields === undefined) {
    const found = usualText(record, usual);
    return found === null ? [] : [found];
  }
  return fields.flatMap(
    (field) => (field.includes('{') ? filledBy(record, field) : textAt(record, field)) ?? [],
  );
}

function toLink(entry: Entry, base: string, context: Context): ReportLink[] {
  const { url } = entry;
  if (url === null || !isOwnSite(url, [context.baseUrl, base])) return [];
  const link = reportLink({ ...entry, url }, context);
  return link === null ? [] : [link];
}

/** An address with fields of the record in it; null where one is missing. */
function filledBy(record: unknown, template: string): string | null {
  let isWhole = true;
  const address = template.replace(/\{([\w.]+)\}/g, (_, field: string) => {
    const value = textAt(record, field);
    isWhole &&= value !== null;
    return encodeURIComponent(value ?? '');
  });
  return isWhole ? address : null;
}

/** The day in China of a time as written, or in seconds or milliseconds since 1970. */
function dayOf(text: string): string | null {
  return /^\d{10,13}$/.test(text.trim()) ? dayOfTime(Number(text)) : listedDate(text);
}
