/**
 * Static lists whose further pages a script brings, as pieces of HTML or as JSON, when somebody scrolls or clicks: read on
 * where the script says exactly what it asks for.
 *
 * Quirks: nothing tells whether the page in hand is the one that the script calls 0 or 1, so the first number is asked
 * for as well, and what came already is no news then. The list ends at an empty answer; before the first answer with
 * something in it, nobody knows that the address is right.
 */
import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type { FetchRequest, ListReading, ListStep, ReportLink } from '../../contract.js';
import { ListDocument } from '../../lists/list-document.js';
import { failure, parseJson } from '../../lists/list-page.js';
import type { RequestTemplate } from '../../lists/pager/requests.js';
import { pagerSaid } from '../../lists/pager/said.js';
import { digest } from '../../lists/paging.js';
import { ending, isReached } from './pager.js';
import { markOf, type Position, positionState } from './position.js';
import type { Count } from './records.js';

const templateSchema = z.object({
  address: z.string(),
  body: z
    .object({
      kind: z.enum(['form', 'json']),
      fields: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  size: z.number().nullable(),
  first: z.union([z.literal(0), z.literal(1)]),
});
const loadingSchema = z.object({ template: templateSchema, asked: z.number(), total: z.number().nullable() });

/** What is asked for next. */
type Loading = z.infer<typeof loadingSchema>;

/** The step for the first number that the script asks for; `total` is what the page says there are records. */
export function firstLoaded(template: RequestTemplate, total: number | null, position: Position): ListStep {
  return stepTo({ template, asked: template.first, total }, position);
}

function stepTo(asking: Loading, position: Position): ListStep {
  const { template, asked } = asking;
  const { columnUrl } = position;
  const headers = { referer: columnUrl, 'x-requested-with': 'XMLHttpRequest' };
  const loading = JSON.stringify(asking);
  const state = { phase: 'further', ...positionState({ ...position, loading, promise: 'shown' }) };
  return { request: { ...requestFor(template, asked, columnUrl), headers }, state };
}

function requestFor({ address, body }: RequestTemplate, number: number, base: string): FetchRequest {
  const filled = (text: string | number) =>
    typeof text === 'string' ? text.replace('{n}', String(number)) : text;
  const url = new URL(String(filled(address)), base).href;
  if (body === null) return { url, method: 'GET' };
  const fields = Object.entries(body.fields);
  if (body.kind === 'form') {
    return {
      url,
      method: 'POST',
      form: Object.fromEntries(fields.map(([name, one]) => [name, String(filled(one))])),
    };
  }
  const json = fields.map(([name, one]) => [name, one === '{n}' ? number : one] as const);
  return { url, method: 'POST', json: Object.fromEntries(json) };
}

/** What came as a page of a list: links are relative to the column's page, and JSON is read like a page's own data. */
export function loadedDocument(text: string, columnUrl: string): ListDocument {
  const isJson = typeof parseJson(text) === 'object';
  const html = isJson
    ? `<script type="application/json">${text.trim().replaceAll('<', '\\u003c')}</script>`
    : text;
  return new ListDocument(html, columnUrl);
}

/** What was read of one answer. */
export interface LoadedPage {
  readonly document: ListDocument;
  readonly items: readonly string[];
  readonly links: readonly ReportLink[];
  readonly counted: Count;
}

/** Goes on after an answer of the script's request. */
export function readLoaded(
  { document, items, links, counted }: LoadedPage,
  position: Position,
  before: readonly string[],
): ListReading {
  const state = loadingSchema.safeParse(parseJson(position.loading));
  if (!state.success) return failure(`${document.url}: the state of the list was lost`, before);
  const { template, asked } = state.data;
  const { number, seen, columnUrl, previous } = position;
  const own = pagerSaid(document.$, document.scripts, number);
  const total = own.records ?? state.data.total;
  const next = { ...state.data, asked: asked + 1, total };
  const isFirst = asked === template.first;
  const marks = items.map(markOf);
  const reading = { links, items, problems: before };
  if (marks.every((mark) => seen.has(mark))) {
    const isAgain = items.length > 0 && digest(items) === previous;
    if (isFirst && isAgain) return { ...reading, steps: [stepTo(next, position)] };
    // an answer that stays the same whatever is asked for, and one that was empty at once, tell nothing of the list
    const isEnd = items.length === 0 ? !isFirst : isAgain && number > 2;
    const isShort = total !== null && position.records < total;
    if (isEnd && !isShort) return { ...reading, steps: [] };
    const missing = isShort ? `, and ${position.records} of ${plural(total, 'record')} were found` : '';
    return failure(
      `the list at ${columnUrl} loads more, but page ${asked} of it has no new link${missing}`,
      before,
    );
  }
  const { records, mostRecords: most } = counted;
  const page = { document, columnUrl, number, entries: records, most };
  const said = { ...own, records: total };
  if (isReached(page, said)) {
    const end = ending(page, said);
    return { ...reading, steps: [], problems: [...before, ...(end.missing === null ? [] : [end.missing])] };
  }
  const further = {
    ...position,
    ...counted,
    number: number + 1,
    seen: new Set([...seen, ...marks]),
    previous: digest(items),
  };
  return { ...reading, steps: [stepTo(next, further)] };
}
