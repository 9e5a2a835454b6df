/**
 * Epoint's web builder (EWB-FRONT): `/js/webBuilderCommon.js` holds `var siteInfo = {…}` with the site's guid and
 * the name of its project; the list is asked for by a POST of JSON to
 * `<projectName>/rest/lightfrontaction/getgovinfolist`, and comes as JSON with the records in `custom.data`.
 *
 * Quirks: some servers count pages from 0, others from 1 and take 0 for 1; so page 0 is asked for first, and that
 * page 1 repeats it, or that it is empty, is no fault. `title` may be cut, `realtitle` is the whole one; both may
 * hold tags. The category and department are those of the column page's address
 * (`govInfoPub.html?categorynum=003006&deptcode=…`).
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
import { plainTitle, reportLink } from '../lists/list-items.js';
import {
  failure,
  isOutOfScope,
  isOwnSite,
  listText,
  nothing,
  parseJson,
  unwrapText,
} from '../lists/list-page.js';
import { digest, nextWalk, type Walk, walkFrom, walkSchema, walkState } from '../lists/paging.js';
import { linkAddress, listedDate } from '../lists/report-links.js';
import { scripts, settingValue } from '../lists/script-settings.js';

const USUAL_SCRIPT = '/js/webBuilderCommon.js';

const settingsSchema = z
  .strictObject({
    page: z
      .string()
      .min(1)
      .optional()
      .describe('The column page, sent as the Referer; category and department are taken from its address.'),
    categorynum: quotedCode
      .optional()
      .describe("The category; required if the page's address does not have it."),
    deptcode: z
      .string('must be a quoted string')
      .optional()
      .describe("The department; default: as in the page's address, else all."),
    script: z.string().min(1).default(USUAL_SCRIPT).describe('The script that holds siteInfo.'),
    siteGuid: z
      .string()
      .min(1)
      .optional()
      .describe("The site's guid; with projectName set too, the script is not read."),
    projectName: z
      .string()
      .min(1)
      .optional()
      .describe('The project, as in `/EWB-FRONT`; with siteGuid set too, the script is not read.'),
    firstPage: z
      .union([z.literal(0), z.literal(1)])
      .default(0)
      .describe(
        'The number of the first page. 0 works for servers that count from 1 too, unless they reject page 0.',
      ),
    wrapped: z
      .boolean()
      .default(false)
      .describe(
        'Whether requests are wrapped as `{"token":"","params":{…}}`, as the page\'s script writes them.',
      ),
    perPage: z.number().int().min(1).max(200).default(50).describe('Records per request.'),
    year: yearSetting,
  })
  .transform((settings) => {
    const query = new URLSearchParams(settings.page?.split('?')[1] ?? '');
    return {
      ...settings,
      categorynum: settings.categorynum ?? query.get('categorynum') ?? '',
      deptcode: settings.deptcode ?? query.get('deptcode') ?? '',
    };
  })
  .refine(({ categorynum }) => categorynum !== '', {
    path: ['categorynum'],
    message: 'must be set here or in the address of the page',
  });

export type EpointEwbSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<EpointEwbSettings>;

export const epointEwb: Family<EpointEwbSettings> = {
  id: 'epoint-ewb',
  schema: settingsSchema,
  start,
  readList: (page, step, context) =>
    step.state.phase === 'script' ? readScript(page, context) : readAnswer(page, step, context),
  recognise,
};

/** A page of the web builder that has a category, in its address or in its scripts. */
function recognise(page: FetchedPage): Recognition | null {
  const { text } = listText(page);
  const mark = /webBuilderCommon\.js|EWB[-_]FRONT|lightfrontaction\/getgovinfolist/i.exec(text)?.[0];
  if (mark === undefined) return null;
  const query = new URL(page.url).searchParams;
  const said = (name: string) => {
    const value = settingValue(scripts(text).join('\n'), name);
    return value !== undefined && /^\w+$/.test(value) ? value : null;
  };
  const category = query.get('categorynum') ?? said('categorynum');
  if (category === null || category === '') return null;
  const department = query.get('deptcode') ?? said('deptcode');
  const isWrapped = /["']?token["']?\s{0,5}:[^{}]{0,200}["']?params["']?\s{0,5}:/.test(
    scripts(text).join('\n'),
  );
  const source = /<script\b[^>]*\ssrc\s*=\s*["']?([^"'\s>]*webBuilderCommon\.js)/i.exec(text)?.[1];
  const script = new URL(
    (source === undefined ? null : linkAddress(source, page.url)) ?? USUAL_SCRIPT,
    page.url,
  );
  const settings = {
    page: pagePath(page.url),
    ...(query.has('categorynum') ? {} : { categorynum: category }),
    ...(query.has('deptcode') || department === null ? {} : { deptcode: department }),
    ...(script.pathname === USUAL_SCRIPT ? {} : { script: script.pathname }),
    ...(isWrapped ? { wrapped: true } : {}),
  };
  return {
    settings,
    because: `it is a page of Epoint's web builder (${mark}) with category ${category}`,
    confidence: 0.85,
    // where the script is in a file of its own, the page does not show how it asks
    alternatives: [{ ...settings, wrapped: !isWrapped }],
  };
}

interface Position extends Walk {
  readonly api: string;
  readonly siteGuid: string;
  /** The page to ask for, as the server counts. */
  readonly pageIndex: number;
}

function start(context: Context): ListReading {
  if (isOutOfScope(context)) return nothing;
  const { script, siteGuid, projectName } = context.settings;
  const step: ListStep =
    siteGuid !== undefined && projectName !== undefined
      ? firstStep(siteGuid, projectName, context)
      : {
          request: { url: new URL(script, context.baseUrl).href, method: 'GET' },
          state: { phase: 'script' },
        };
  return { steps: [step], links: [], problems: [] };
}

function readScript(page: FetchedPage, context: Context): ListReading {
  const { text, problems } = listText(page);
  const info = /\bsiteInfo\s*=\s*(\{[\s\S]*?\})/.exec(text)?.[1] ?? '';
  const siteGuid = context.settings.siteGuid ?? settingValue(info, 'siteGuid');
  const projectName = context.settings.projectName ?? settingValue(info, 'projectName');
  if (!siteGuid || !projectName) {
    return failure(
      `${page.url}: no siteInfo with siteGuid and projectName; has the script changed?`,
      problems,
    );
  }
  return { steps: [firstStep(siteGuid, projectName, context)], links: [], problems };
}

function firstStep(siteGuid: string, projectName: string, context: Context): ListStep {
  const project = projectName.replace(/^\/+|\/+$/g, '');
  const api = new URL(`/${project}/rest/lightfrontaction/getgovinfolist`, context.baseUrl).href;
  return toStep(
    { ...walkFrom(context.settings.perPage), api, siteGuid, pageIndex: context.settings.firstPage },
    context,
  );
}

function toStep(position: Position, context: Context): ListStep {
  const { api, siteGuid, pageIndex } = position;
  const { deptcode, categorynum, perPage, page, wrapped } = context.settings;
  const referer = new URL(page ?? '/', context.baseUrl).href;
  const headers = { referer, 'x-requested-with': 'XMLHttpRequest', accept: 'application/json, */*;q=0.8' };
  const params = { deptcode, categorynum, siteGuid, pageIndex, pageSize: perPage };
  const json = wrapped ? { token: '', params } : params;
  const state = { ...walkState(position), phase: 'answer', api, siteGuid, pageIndex };
  return { request: { url: api, method: 'POST', headers, json }, state };
}

const positionSchema = walkSchema.extend({ api: z.string(), siteGuid: z.string(), pageIndex: z.number() });

const text = z.string().nullish().catch(null);
const recordSchema = z.looseObject({
  infourl: text,
  visiturl: text,
  linkurl: text,
  realtitle: text,
  title: text,
  infodate: text,
  pubdate: text,
  publishdate: text,
  handsdate: text,
  deptname: text,
});
const totalSchema = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);
const answerSchema = z.object({
  custom: z.object({ data: z.array(recordSchema).nullish(), total: totalSchema }),
});
type EwbRecord = z.infer<typeof recordSchema>;

function readAnswer(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const parsed = positionSchema.safeParse(step.state);
  if (!parsed.success) return failure(`${page.url}: the state of the list was lost`);
  const position = parsed.data;
  const { text: body, problems } = listText(page);
  const place = `the list of category ${context.settings.categorynum} at ${page.url}`;
  const answer = answerSchema.safeParse(unwrapText(parseJson(body)));
  if (!answer.success) {
    return failure(
      `${place}: page ${position.pageIndex} is not JSON with custom.data: ${body.slice(0, 80)}`,
      problems,
    );
  }
  const records = answer.data.custom.data ?? [];
  const items = records.map((record) => addressOf(record, context) ?? '').filter((url) => url !== '');
  if (isFalseStart(position, items)) {
    const next = { ...position, pageIndex: position.pageIndex + 1 };
    return { steps: [toStep(next, context)], links: [], problems };
  }
  const total = answer.data.custom.total ?? null;
  const walk = nextWalk(position, { total, came: records.length, items }, place);
  const lost = records.length - items.length;
  const linkless =
    lost > 0 && items.length > 0 ? [`${place}: ${plural(lost, 'record')} without an address`] : [];
  return {
    steps: walk.next === null ? [] : [toStep({ ...walk.next, pageIndex: position.pageIndex + 1 }, context)],
    links: records.flatMap((record) => toLink(record, page.url, context)),
    problems: [...problems, ...linkless, ...walk.problems],
    items,
  };
}

/** A server that counts from 1 gives nothing for page 0, or page 1, which then comes again. */
function isFalseStart(position: Position, items: readonly string[]): boolean {
  if (position.pageIndex === 0) return items.length === 0;
  return position.pageIndex === 1 && position.pageNumber === 2 && digest(items) === position.first;
}

function addressOf(record: EwbRecord, context: Context): string | null {
  const given = [record.infourl, record.visiturl, record.linkurl].find((url) => url);
  return given ? linkAddress(given, context.baseUrl) : null;
}

function toLink(record: EwbRecord, base: string, context: Context): ReportLink[] {
  const url = addressOf(record, context);
  if (url === null || !isOwnSite(url, [context.baseUrl, base])) return [];
  const titles = [record.realtitle ?? '', record.title ?? ''].map(plainTitle);
  const dates = [record.infodate, record.pubdate, record.publishdate, record.handsdate];
  const published = dates.map((date) => listedDate(date ?? '')).find((date) => date !== null) ?? null;
  const link = reportLink({ url, titles, published, publisher: record.deptname ?? null }, context);
  return link === null ? [] : [link];
}
