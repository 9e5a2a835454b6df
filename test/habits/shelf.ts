/** What stands on a small portal: a list of three reports, and whatever a habit puts there instead. */
import { type Entry, listPage, reportPage } from '../nights/portal/html.js';
import { publishedOf, type Report, report, titleOf } from '../nights/portal/report.js';

export const HOST = 'www.habits.gov.cn';
export const LIST = '/nb/index.html';
const HTML = 'text/html; charset=utf-8';

/** What an address has to show. */
export interface Resource {
  readonly body: Uint8Array;
  readonly type: string;
}

/** The reports by the names of their addresses; `a` is the one that is revised. */
export interface Reports {
  readonly a: Report;
  readonly b: Report;
  readonly c: Report;
}
export type Name = keyof Reports;
export const NAMES: readonly Name[] = ['a', 'b', 'c'];

/** Decisions on licences: the figure that the revision changes. */
export const FIRST = 12;
export const REVISED = 15;

export const AGENCIES: Readonly<Record<Name, string>> = {
  a: '平湖市财政局',
  b: '平湖市教育局',
  c: '平湖市民政局',
};

export function reportsWith(licences: number): Reports {
  return {
    a: report(AGENCIES.a, 2023, { licences }),
    b: report(AGENCIES.b),
    c: report(AGENCIES.c),
  };
}

/** The resources of a portal, by path or by path and query as they stand in a request. */
export class Shelf {
  readonly #resources = new Map<string, Resource>();

  put(target: string, body: Uint8Array | string, type = HTML): void {
    this.#resources.set(target, { body: Buffer.from(body), type });
  }

  get(target: string): Resource | null {
    return this.#resources.get(target) ?? null;
  }

  clear(): void {
    this.#resources.clear();
  }

  /** The list of three reports at these addresses. */
  list(hrefs: (name: Name) => string, reports: Reports): void {
    this.put(LIST, listPage(entriesOf(hrefs, reports), 1));
  }
}

/** A list, a page for each of its reports. */
export function plainPortal(shelf: Shelf, reports: Reports): void {
  shelf.list((name) => `${name}.html`, reports);
  for (const name of NAMES) shelf.put(`/nb/${name}.html`, reportPage(reports[name]));
}

/** The rows of the list. */
export function entriesOf(hrefs: (name: Name) => string, reports: Reports): Entry[] {
  return NAMES.map((name) => ({
    href: hrefs(name),
    title: titleOf(reports[name]),
    day: publishedOf(reports[name]),
  }));
}
