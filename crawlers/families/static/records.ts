/** The records of a static list, counted: a list is whole where as many came as its pages say. */
import { plural } from '../../../src/text/plural.js';
import type { ReportLink } from '../../contract.js';
import type { ListDocument } from '../../lists/list-document.js';
import { recordsIn } from '../../lists/list-rows.js';
import { articlesOn } from './articles.js';
import { markOf, type Position } from './position.js';

/** The kinds of places in which reports stand on a page. */
export function groupsOf({ anchors }: ListDocument, links: readonly ReportLink[]): string[] {
  const reports = new Set(links.map(({ url }) => url));
  return [...new Set(anchors.filter(({ url }) => reports.has(url)).map(({ place }) => place.group))];
}

/** What a page adds to the count of a list. */
export type Count = Pick<Position, 'records' | 'firstRecords' | 'mostRecords' | 'groups'>;

/** The count with the records of a page: what stands where reports do, or, as long as none is known, all entries. */
export function countRecords(
  document: ListDocument,
  entries: { readonly items: readonly string[]; readonly groups: readonly string[] },
  position: Position,
): Count {
  const groups = [...new Set([...position.groups, ...entries.groups])];
  const own = recordsOn(document, entries.items, position.columnUrl, groups);
  const fresh = own.filter((url) => !position.seen.has(markOf(url)));
  const here = groups.length === 0 ? 0 : own.length;
  return {
    records: position.records + fresh.length,
    firstRecords: position.number === 1 ? here : position.firstRecords,
    mostRecords: Math.max(position.mostRecords, own.length),
    groups,
  };
}

function recordsOn(
  document: ListDocument,
  items: readonly string[],
  columnUrl: string,
  groups: readonly string[],
): readonly string[] {
  if (groups.length === 0) return [...new Set(items)];
  const entries = new Set([...items, ...articlesOn(document, columnUrl, 'any').map(({ url }) => url)]);
  const links = document.anchors
    .filter(({ url }) => entries.has(url))
    .map(({ url, text, place }) => ({ url, text, ...place }));
  return recordsIn(links, new Set(groups));
}

/**
 * The problem of a page that is not the last and has fewer records than the first: rows were lost, or the server cut
 * it. An entry that is pinned to every page may be missing from one of them; pages that count down fill up at the end.
 */
export function shortPage(
  document: ListDocument,
  items: readonly string[],
  { number, seen, firstRecords, down, columnUrl }: Position,
  { groups }: Count,
): string[] {
  if (number < 2 || firstRecords === 0 || down !== null) return [];
  const own = recordsOn(document, items, columnUrl, groups);
  const repeated = own.filter((url) => seen.has(markOf(url))).length;
  if (own.length >= firstRecords - repeated) {
    // what stands out on the first page may be laid out in another way
    return own.length > firstRecords + repeated + 1
      ? [uneven(document.url, columnUrl, own.length, firstRecords)]
      : [];
  }
  return [uneven(columnUrl, document.url, firstRecords, own.length)];
}

function uneven(full: string, short: string, most: number, fewest: number): string {
  return `${short} has ${plural(fewest, 'record')} and is not the last page of its list; ${full} has ${most}`;
}
