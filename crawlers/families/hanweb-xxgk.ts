/**
 * Hanweb's information-disclosure module: `POST /module/xxgk/search.jsp` answers with a fragment of HTML, rows
 * `.tr_main_value_odd` and `.tr_main_value_even` or `li`, and a pager that says 「共N页」. The list is named by the
 * organ's `area`, the kind of information (`infotypeId`) and the box on the page (`divid`); pages count in `currpage`.
 *
 * Quirks: the module does not filter by column, and gives whatever the organ has published; where a column is set,
 * only articles of that column (`art_<column>_<article>.html`) are taken. Some servers read the parameters from the
 * address, others from the form, so both say the same. Where no area is set, the column page's link to
 * `tree.jsp?area=…` and its scripts say what is missing.
 */

import { z } from 'zod';
import { defined } from '../../src/defined.js';
import type { Family, FamilyContext, FetchedPage, ListReading, ListStep, Recognition } from '../contract.js';
import { type Anchor, readAnchors } from '../lists/anchors.js';
import {
  addressedColumn,
  columnInAddress,
  pageUnlessUsual,
  quotedCode,
  yearSetting,
} from '../lists/family-settings.js';
import { shellOr } from '../lists/iframe-shell.js';
import { reportsAmong } from '../lists/list-items.js';
import { failure, isOutOfScope, isOwnSite, listText, nothing } from '../lists/list-page.js';
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
import { scripts, settingValue } from '../lists/script-settings.js';

const USUAL_PATH = '/module/xxgk/search.jsp';

const settingsSchema = z
  .strictObject({
    area: quotedCode
      .optional()
      .describe(
        "The organ's code, opaque. Without it, everything that identifies the list is read from the column page.",
      ),
    column: z
      .string('must be a quoted string')
      .regex(/^\w+$/)
      .optional()
      .describe("The column's id, as in `art_1229780048_90784.html`: links of other columns are left out."),
    page: z.string().min(1).optional().describe('The column page; by default `/col/col<column>/index.html`.'),
    infotypeId: z
      .string('must be a quoted string')
      .optional()
      .describe('The kind of information; default: as on the column page, else all kinds.'),
    divid: z
      .string()
      .optional()
      .describe('The box of the list; default: as on the column page, else `div<column>`.'),
    jdid: z
      .string('must be a quoted string')
      .optional()
      .describe("The site's number; default: as on the column page."),
    path: z.string().startsWith('/').default(USUAL_PATH).describe("The module's path on the site."),
    perPage: z
      .number()
      .int()
      .min(1)
      .max(300)
      .optional()
      .describe('Records per request, for servers that support the parameter; default: not sent.'),
    year: yearSetting,
  })
  .refine(
    ({ area, column, page }) => (area ?? column ?? page) !== undefined,
    'needs an area, a column or a page',
  );

export type HanwebXxgkSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<HanwebXxgkSettings>;

export const hanwebXxgk: Family<HanwebXxgkSettings> = {
  id: 'hanweb-xxgk',
  schema: settingsSchema,
  start,
  readList: (page, step, context) =>
    step.state.phase === 'column' ? readColumnPage(page, step, context) : readAnswer(page, step, context),
  recognise,
  addressed: addressedColumn,
};

/** A page that names an organ to the xxgk module; surer where it also asks the module for a list. */
function recognise(page: FetchedPage): Recognition | null {
  const { text } = listText(page);
  const area = areaSaid(text);
  const address = /["'=\s(]([^"'=\s(]*\/xxgk\/search\.jsp)/i.exec(text)?.[1];
  const search = address === undefined ? null : linkAddress(address, page.url);
  if (area === null || !/^[\w.-]+$/.test(area)) return null;
  if (search === null && !/\/xxgk\/tree\.jsp\?/i.test(text)) return null;
  const path = search === null ? USUAL_PATH : new URL(search).pathname;
  const column = columnInAddress(page.url);
  const names = ['infotypeId', 'divid', 'jdid'] as const;
  const others = names.flatMap((name): [string, string][] => {
    const value = said(text, name);
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  return {
    settings: {
      area,
      ...(column === null ? {} : { column }),
      ...pageUnlessUsual(page.url, column),
      ...Object.fromEntries(others),
      ...(path === USUAL_PATH ? {} : { path }),
    },
    because: `it uses ${search === null ? "the xxgk module's tree" : path} with area ${area}`,
    confidence: search === null ? 0.55 : 0.8,
  };
}

/** The organ's code in the column page: in its link to the module's tree, or in its scripts. */
function areaSaid(html: string): string | null {
  const area = /tree\.jsp\?(?:[^"'\s>]*?&(?:amp;)?)?area=([^&"'\s>]+)/i.exec(html)?.[1] ?? said(html, 'area');
  return area === undefined || area === '' ? null : decodeArea(area);
}

/** What names the list; travels in the step's state. */
interface Position extends Walk {
  readonly columnUrl: string;
  readonly area: string;
  readonly infotypeId: string;
  readonly divid: string;
  readonly jdid: string;
}

function columnUrl({ settings: { page, column }, baseUrl }: Context): string {
  const address = page ?? (column === undefined ? '/' : `/col/col${column}/index.html`);
  return new URL(address, baseUrl).href;
}

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const { area } = context.settings;
  const url = columnUrl(context);
  const step: ListStep =
    area === undefined
      ? { request: { url, method: 'GET' }, state: { phase: 'column' } }
      : toStep(firstPosition('', url, area, context), context);
  return { steps: [step], links: [], problems: [] };
}

/** The beginning of the list that the settings name, or, where they do not, the scripts of the column page. */
function firstPosition(html: string, url: string, area: string, context: Context): Position {
  const { infotypeId, divid, jdid, column } = context.settings;
  const box = column === undefined ? '' : `div${column}`;
  return {
    ...walkFrom(context.settings.perPage ?? 1),
    columnUrl: url,
    area,
    infotypeId: infotypeId ?? said(html, 'infotypeId') ?? '',
    divid: divid ?? said(html, 'divid') ?? box,
    jdid: jdid ?? said(html, 'jdid') ?? '',
  };
}

/** What the scripts of the column page say, as a setting or as a parameter of an address. */
function said(html: string, name: string): string | undefined {
  return settingValue(scripts(html).join('\n'), name)?.split('&')[0];
}

function readColumnPage(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const { text } = listText(page);
  const area = areaSaid(text);
  if (area === null) {
    return shellOr(
      text,
      page,
      step,
      `${page.url}: no area of the xxgk module was recognised; has the page changed?`,
    );
  }
  const position = firstPosition(text, page.url, area, context);
  return { steps: [toStep(position, context)], links: [], problems: [] };
}

function decodeArea(area: string): string {
  return new URLSearchParams(`area=${area}`).get('area') ?? area;
}

function toStep(position: Position, context: Context): ListStep {
  const { settings } = context;
  const { columnUrl: referer, area, infotypeId, divid, jdid } = position;
  const search = {
    texttype: '',
    fbtime: '',
    vc_all: '',
    vc_filenumber: '',
    vc_title: '',
    vc_number: '',
    currpage: String(position.pageNumber),
    sortfield: '',
    ...defined({ perpage: settings.perPage?.toString() }),
  };
  const url = new URL(settings.path, context.baseUrl);
  url.search = new URLSearchParams({ infotypeId, area, ...search }).toString();
  const form = { infotypeId, jdid, area, divid, ...search };
  const headers = { referer, 'x-requested-with': 'XMLHttpRequest' };
  const state = {
    ...walkState(position),
    phase: 'answer',
    columnUrl: referer,
    area,
    infotypeId,
    divid,
    jdid,
  };
  return { request: { url: url.href, method: 'POST', headers, form }, state };
}

const positionSchema = walkSchema.extend({
  columnUrl: z.string(),
  area: z.string(),
  infotypeId: z.string(),
  divid: z.string(),
  jdid: z.string(),
});

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text, problems } = listText(page);
  const { count, anchors } = readRows(text, page.url);
  const pages = pagesSaid(text);
  const total = recordsSaid(text);
  const place = `the list of area ${position.area} at ${page.url}`;
  if (count === 0 && anchors.length === 0 && pages === null && total === null && position.pageNumber === 1) {
    return failure(
      `${place}: no rows were recognised; is the list empty, or has the answer changed?`,
      problems,
    );
  }
  const own = anchors.filter((anchor) => isOfColumn(anchor, page.url, context));
  const answer = { total, pages, came: count, items: anchors.map((anchor) => anchor.url) };
  const walk = nextWalk(position, answer, place);
  return {
    steps: walk.next === null ? [] : [toStep(walk.next, context)],
    links: reportsAmong(own, context),
    problems: [...problems, ...walk.problems],
    items: answer.items,
  };
}

/** The rows of an answer: how many there are, and their links. Links of the pager are none of them. */
function readRows(html: string, base: string): { count: number; anchors: readonly Anchor[] } {
  const $ = parseMarkup(html);
  const values = $('.tr_main_value_odd, .tr_main_value_even');
  const rows = (values.length > 0 ? values : $('li')).filter((_, row) => $(row).find('a[href]').length > 0);
  // read together, so that each row counts as one of its own
  const fragments = rows.toArray().map((row) => $.html(row));
  return { count: rows.length, anchors: readAnchors(fragments.join('\n'), base) };
}

function isOfColumn(anchor: Anchor, base: string, context: Context): boolean {
  const { column } = context.settings;
  if (!isOwnSite(anchor.url, [context.baseUrl, base])) return false;
  return column === undefined || new URL(anchor.url).pathname.includes(`art_${column}_`);
}
