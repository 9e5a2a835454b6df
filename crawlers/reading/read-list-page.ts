/** Reading one list page by its column's family: all of it that is done to a text that a portal sent. */
import { z } from 'zod';
import { plural } from '../../src/text/plural.js';
import { isScriptOnly } from '../browser/script-only.js';
import type {
  CrawledPortal,
  Family,
  FamilyContext,
  FetchedPage,
  HarvestScope,
  ListReading,
  ListStep,
} from '../contract.js';
import { families } from '../families/registry.js';
import { columnsBeside } from '../families/static/siblings.js';
import { textOf } from '../fetch/page-text.js';
import { titleRules } from '../lists/report-links.js';

/** What reading a portal's lists needs to know of it. */
export interface ListedPortal extends Pick<CrawledPortal, 'baseUrl' | 'agencies' | 'titles' | 'columns'> {
  readonly scope: HarvestScope;
}

/** A list page, and where in a list it stands. */
export interface ListPageTask {
  /** The column's place in the portal's file, from 0. */
  readonly column: number;
  readonly page: FetchedPage;
  readonly step: ListStep;
}

export interface ListPageAnswer {
  readonly reading: ListReading;
  /** It shows its list only once its scripts have run, and its family can't read it as it is. */
  readonly needsBrowser: boolean;
}

/** A column's family, and what the family is told of the portal. @throws TypeError for a family that is none */
export interface ReadColumn {
  readonly family: Family;
  readonly context: FamilyContext<unknown>;
}

/** The columns of a portal, ready to be read. @throws TypeError for an unknown family */
export function columnsOf({ baseUrl, agencies, titles, columns, scope }: ListedPortal): ReadColumn[] {
  const rules = titleRules(titles);
  return columns.map(({ family: id, settings }) => {
    const family = families.get(id);
    if (family === undefined) throw new TypeError(`no family ${id}`);
    return { family, context: { settings, baseUrl, agencies, scope, titles: rules } };
  });
}

/** Reads a list page. @throws TypeError for a column that is none */
export function readListPage(
  columns: readonly ReadColumn[],
  { column, page, step }: ListPageTask,
): ListPageAnswer {
  const read = columns[column];
  if (read === undefined) throw new TypeError(`no column ${column}`);
  const reading = besideOf(columns, read, step, page, read.family.readList(page, step, read.context));
  const { steps, links, problems } = reading;
  const isNothing = steps.length === 0 && links.length === 0 && problems.length > 0;
  return { reading, needsBrowser: isNothing && isScriptOnly(textOf(page)) };
}

/**
 * What is said of columns of other years beside the one in hand: those that the portal's file has as columns are read
 * there. A family whose lists are not the pages themselves can't follow the others, and the list is not whole then.
 */
function besideOf(
  columns: readonly ReadColumn[],
  read: ReadColumn,
  { state }: ListStep,
  page: FetchedPage,
  reading: ListReading,
): ListReading {
  const isColumn = state.phase === 'column';
  if (!isColumn && !reading.steps.some(isSibling)) return reading;
  const own = new Set(columns.filter((column) => column !== read).flatMap(pagesOf));
  if (!isColumn) {
    return { ...reading, steps: reading.steps.filter((one) => !isSibling(one) || !own.has(one.request.url)) };
  }
  const beside = columnsBeside(page, read.context).filter((url) => !own.has(url));
  if (beside.length === 0) return reading;
  const line = `${page.url} leads to ${plural(beside.length, 'list')} of other years, such as ${beside[0]}; add each as a column`;
  return { ...reading, problems: [...reading.problems, line] };
}

/** The pages of a column: that with which its reading begins, and that which its settings name. */
function pagesOf({ family, context }: ReadColumn): string[] {
  const { page } = pageSettings.safeParse(context.settings).data ?? {};
  const named = page === undefined ? [] : [new URL(page, context.baseUrl).href];
  return [...named, ...family.start(context).steps.map(({ request }) => request.url)];
}

const pageSettings = z.object({ page: z.string().optional() });

function isSibling({ state }: ListStep): boolean {
  return state.phase === 'sibling';
}
