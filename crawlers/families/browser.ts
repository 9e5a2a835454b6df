/**
 * Lists that only a browser shows: the page is empty until its scripts ran. Each list page is rendered, and then read
 * like a static one (static.ts), with the same rules on what is an article of the list.
 *
 * Quirks: such lists are mostly paged in place: a control without an address puts other rows into the same page. With
 * `next`, page n is the page after n - 1 clicks on it. To the static reader these pages are one column's page with
 * `#2`, `#3` … behind its address; so it ends them as it ends all others, at the first page without a new article,
 * and says so where the pager promised more.
 */

import { z } from 'zod';
import { defined } from '../../src/defined.js';
import { DISABLED_CLASS } from '../browser/next-control.js';
import { isScriptOnly } from '../browser/script-only.js';
import { load } from '../cheerio.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  ListReading,
  ListStep,
  Recognition,
  Rendering,
  ReportLink,
} from '../contract.js';
import { pagePath, pagesSetting, pathsSetting, yearSetting } from '../lists/family-settings.js';
import { listText } from '../lists/list-page.js';
import { type StaticSettings, staticList } from './static/static.js';

const selector = z.string().min(1).refine(isSelector, 'must be a CSS selector');

const settingsSchema = z
  .strictObject({
    page: z.string().min(1).describe('The column page.'),
    within: pathsSetting.describe(
      "One or more paths below which the articles are, such as `/info/1001/`; default: found from the column page's own path.",
    ),
    pages: pagesSetting.describe(
      'The addresses of further pages, as in the family static, for lists whose pages have addresses.',
    ),
    waitFor: selector
      .optional()
      .describe(
        'A CSS selector for the entries of the list, such as `.list li a`; default: the page is read once it stops changing.',
      ),
    next: selector
      .optional()
      .describe('A CSS selector for the control that shows the next page, for lists that page in place.'),
    articles: z.boolean().default(false).describe('Whether report pages need the browser too.'),
    year: yearSetting,
  })
  .refine(({ pages, next }) => pages === undefined || next === undefined, {
    message: 'give either pages or next: a list has either addresses for its pages, or a control',
    path: ['next'],
  });

export type BrowserSettings = z.infer<typeof settingsSchema>;
type Context = FamilyContext<BrowserSettings>;

export const browserFamily: Family<BrowserSettings> = {
  id: 'browser',
  schema: settingsSchema,
  start: (context) => {
    const reading = staticList.start(asStatic(context));
    return { ...reading, steps: reading.steps.map((step) => rendered(step, step.request.url, context)) };
  },
  readList,
  recognise,
};

function readList(page: FetchedPage, step: ListStep, context: Context): ListReading {
  const reading = staticList.readList(page, step, asStatic(context));
  const links = reading.links.map((link) => toLink(link, context));
  const ending = ended(page, reading.steps, context);
  if (ending !== null) return { steps: [], links, problems: [...reading.problems, ...ending] };
  const steps = reading.steps.map((next) => rendered(next, step.request.url, context));
  return { ...reading, steps, links };
}

/** The context as the static reader knows it: pages made in place are told apart by what stands behind the `#`. */
function asStatic(context: Context): FamilyContext<StaticSettings> {
  const { page, within, pages, next, year } = context.settings;
  return { ...context, settings: { page, within, pages: next === undefined ? pages : '#{n}', year } };
}

/** A step of the static reader, rendered; one page after another in place is `asked`, the page that was clicked on. */
function rendered(step: ListStep, asked: string, { settings }: Context): ListStep {
  const { waitFor, next } = settings;
  const wait: Rendering = defined({ waitFor });
  const number = next === undefined ? null : pageInPlace(step);
  if (next === undefined || number === null) {
    return { ...step, request: { url: step.request.url, method: 'GET', render: wait } };
  }
  const render = { ...wait, next, clicks: number - 1 };
  return { ...step, request: { url: asked, method: 'GET', render } };
}

/** Which page of a list that is paged in place; null for a page with an address of its own. */
function pageInPlace({ request, state }: ListStep): number | null {
  if (state.phase !== 'further') return null;
  const number = /#(\d+)$/.exec(request.url)?.[1];
  return number === undefined ? null : Number(number);
}

/** Problems, if any, where there is no control to get to the page that the static reader asks for; else null. */
function ended(page: FetchedPage, steps: readonly ListStep[], { settings }: Context): string[] | null {
  const { next } = settings;
  const [step] = steps;
  const number = step === undefined ? null : pageInPlace(step);
  if (step === undefined || next === undefined || number === null) return null;
  if (hasControl(listText(page).text, next)) return null;
  if (step.speculative === true || step.state.promise === 'shown') return [];
  return [`${page.url} announces page ${number}, but has no control ${next} to reach it`];
}

/** Is there a control that can be clicked, as the renderer sees it? */
function hasControl(html: string, next: string): boolean {
  const control = load(html)(next).first();
  if (control.length === 0 || control.attr('disabled') !== undefined) return false;
  return control.attr('aria-disabled') !== 'true' && !DISABLED_CLASS.test(control.attr('class') ?? '');
}

function toLink(link: ReportLink, { settings }: Context): ReportLink {
  return settings.articles ? { ...link, render: {} } : link;
}

/** A column page that shows nothing; the least sure of all, for nobody has seen what it would show. */
function recognise(page: FetchedPage): Recognition | null {
  if (!isScriptOnly(listText(page).text)) return null;
  const because = 'it is empty until its scripts run';
  return { settings: { page: pagePath(page.url) }, because, confidence: 0.1 };
}

function isSelector(text: string): boolean {
  try {
    load('<i></i>')(text);
    return true;
  } catch {
    return false;
  }
}
