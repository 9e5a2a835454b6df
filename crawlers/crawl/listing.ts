import { defined } from '../../src/defined.js';
import { plural } from '../../src/text/plural.js';
import type {
  CrawledPortal,
  Family,
  FamilyContext,
  FetchedPage,
  FetchOutcome,
  HarvestScope,
  ListReading,
  ListStep,
  ReportLink,
} from '../contract.js';
import { reasonOf } from '../fetch/fetch-error.js';
import type { Gate } from '../fetch/gate.js';
import type { WireRequest } from '../fetch/wire.js';
import { wireRequest } from '../fetch/wire-request.js';
import { digest } from '../lists/paging.js';
import { type ListReader, listReader } from '../reading/list-reader.js';
import { columnsOf, type ListPageAnswer } from '../reading/read-list-page.js';
import type { Job } from './frontier.js';

/** A list page to be fetched and read. */
export interface ListJob extends Job {
  readonly request: WireRequest;
  readonly column: number;
  /** The list is read a second time, because it had duplicate entries. */
  readonly isAgain: boolean;
  readonly step: ListStep;
}

/**
 * Gathers the listing of a portal from what its columns' families read: which list pages are still wanted, which
 * report links there are, and everything that was not as it should be.
 */
export class Listing {
  readonly problems: string[] = [];
  readonly #columns: readonly Column[];
  readonly #links = new Map<string, ReportLink>();
  readonly #scope: HarvestScope;
  readonly #gate: Gate;
  readonly #mostPages: number;
  readonly #reader: ListReader;
  readonly #stopping: AbortSignal | undefined;
  readonly #looked = new WeakMap<FetchedPage, Promise<ListPageAnswer>>();
  #pages = 0;
  #isComplete = true;

  /** `stopping` breaks off the reading of a page. */
  constructor(
    portal: CrawledPortal,
    scope: HarvestScope,
    gate: Gate,
    mostPages: number,
    stopping?: AbortSignal,
  ) {
    this.#stopping = stopping;
    this.#scope = scope;
    this.#gate = gate;
    this.#mostPages = mostPages;
    const { baseUrl, agencies, titles, columns } = portal;
    const listed = { baseUrl, agencies, titles, columns, scope };
    this.#reader = listReader(listed);
    this.#columns = columnsOf(listed).map(({ family, context }) => {
      const seen = new Map<string, number>();
      return {
        family,
        context,
        isList: false,
        found: 0,
        problems: 0,
        seen,
        pages: 0,
        late: 0,
        order: '',
        secondOrder: '',
      };
    });
  }

  /** The list pages to begin with. */
  start(): ListJob[] {
    return this.#columns.flatMap((column, index) => {
      const reading = column.family.start(column.context);
      column.isList = reading.steps.length > 0;
      return this.#take(reading, index);
    });
  }

  /**
   * The beginnings of those lists in which entries came twice, on different pages: either they name things twice, or
   * they changed their order while they were read, and hid as many entries as they showed again.
   */
  again(): ListJob[] {
    return this.#columns.flatMap((column, index) => {
      if (!mayHaveMoved(column)) return [];
      return this.#take(column.family.start(column.context), index, true);
    });
  }

  /** Reads a fetched list page; returns the further ones. */
  async read(job: ListJob, page: FetchedPage): Promise<ListJob[]> {
    const column = this.#columns[job.column];
    if (column === undefined) return [];
    const { reading } = await this.#look(job, page);
    const which = job.isAgain ? 'secondOrder' : 'order';
    column[which] = digest([column[which], ...(reading.items ?? [])]);
    if (!job.isAgain) {
      const items = [...new Set(reading.items ?? [])];
      // a page of which nothing is new is how many lists answer beyond their end
      if (items.some((item) => !column.seen.has(item))) {
        column.pages++;
        for (const item of items) column.seen.set(item, (column.seen.get(item) ?? 0) + 1);
      }
    }
    return this.#take(reading, job.column, job.isAgain);
  }

  /** Does a list page show its list only once its scripts have run? Not if its family can read it as it is. */
  async needsBrowser(job: ListJob, page: FetchedPage): Promise<boolean> {
    return (await this.#look(job, page)).needsBrowser;
  }

  /** What a page says; a page that was looked at already is not read again. */
  #look({ column, step }: ListJob, page: FetchedPage): Promise<ListPageAnswer> {
    const known = this.#looked.get(page);
    if (known !== undefined) return known;
    const answer = this.#reader.read({ column, page, step }, this.#stopping);
    this.#looked.set(page, answer);
    return answer;
  }

  /**
   * Records a list page that could not be fetched; for a constructed address, a missing page is not a problem, and its
   * family says how the list goes on.
   */
  miss(job: ListJob, outcome: Exclude<FetchOutcome, { kind: 'ok' }>): ListJob[] {
    if (job.step.speculative === true && outcome.kind === 'missing') return this.#goOnWithout(job);
    const hint = job.step.hint === undefined ? '' : `; ${job.step.hint}`;
    this.fail(`list page ${job.url}: ${outcome.kind}: ${reasonOf(outcome)}${hint}`, job.column);
    return [];
  }

  /** A list that leads back to a page that was read has not been read to its end. */
  repeat(job: ListJob): ListJob[] {
    if (job.step.speculative === true) return this.#goOnWithout(job);
    this.fail(`the list leads back to ${job.url}, which was read already`, job.column);
    return [];
  }

  #goOnWithout(job: ListJob): ListJob[] {
    const column = this.#columns[job.column];
    const reading = column?.family.missed?.(job.step, column.context);
    return reading === undefined ? [] : this.#take(reading, job.column, job.isAgain);
  }

  /** Records a problem that makes the listing incomplete. */
  fail(problem: string, column?: number): void {
    this.#isComplete = false;
    this.#note(problem);
    const place = column === undefined ? undefined : this.#columns[column];
    if (place !== undefined) place.problems++;
  }

  /** To be called when no list page is left: an empty list is a problem, because it may be broken. */
  finish(): void {
    this.#columns.forEach((column, index) => {
      const name = `column ${index + 1} (${column.family.id})`;
      if (column.secondOrder !== '' && column.secondOrder !== column.order) {
        const more = plural(column.late, 'more report');
        this.fail(`${name}: the list changed while it was read: a second reading found ${more}`, index);
      }
      if (column.isList && column.found === 0 && column.problems === 0) {
        this.fail(`${name}: the lists were read, but name no report`, index);
      }
    });
  }

  /** The report links within the scope, each address once. */
  get links(): readonly ReportLink[] {
    return [...this.#links.values()];
  }

  /** Was every list read completely, without any problem? */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  #take(reading: ListReading, column: number, isAgain = false): ListJob[] {
    for (const problem of reading.problems) this.fail(problem, column);
    for (const link of reading.links) this.#add(link, column, isAgain);
    const jobs: ListJob[] = [];
    for (const step of reading.steps) {
      if (this.#pages >= this.#mostPages) {
        this.fail(`more than ${plural(this.#mostPages, 'list page')}; the rest was not read`, column);
        break;
      }
      this.#pages++;
      jobs.push(listJob(step, column, isAgain));
    }
    return jobs;
  }

  /** A list that is read twice has each problem once. */
  #note(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }

  #add(link: ReportLink, column: number, isAgain: boolean): void {
    const place = this.#columns[column];
    if (place !== undefined) place.found++;
    if (link.year !== null && !this.#scope.years.includes(link.year)) return;
    const url = new URL(link.url);
    if (!this.#gate.allowsHost(url)) {
      this.#note(`a report on a host the portal does not allow: ${link.url}`);
      return;
    }
    const known = this.#links.get(link.url);
    if (isAgain && known === undefined && place !== undefined) place.late++;
    this.#links.set(link.url, known === undefined ? link : merge(known, link));
  }
}

interface Column {
  readonly family: Family;
  readonly context: FamilyContext<unknown>;
  isList: boolean;
  found: number;
  problems: number;
  /** The number of list pages with an entry, by its address. */
  readonly seen: Map<string, number>;
  /** Pages with something new. */
  pages: number;
  /** Reports that only the second reading found. */
  late: number;
  /** Digests of all entries, in the order in which the first and the second reading showed them. */
  order: string;
  secondOrder: string;
}

/** Were entries on several pages? Those on every page are pinned, if there are enough pages to tell. */
function mayHaveMoved({ seen, pages }: Column): boolean {
  return [...seen.values()].some((times) => times > 1 && (times < pages || pages < 3));
}

/** One address listed twice: the second entry may add what the first does not say. */
function merge(first: ReportLink, second: ReportLink): ReportLink {
  return {
    url: first.url,
    title: first.title ?? second.title,
    agency: first.agency ?? second.agency,
    year: first.year ?? second.year,
    published: first.published ?? second.published,
    ...(first.speculative && second.speculative ? { speculative: true } : {}),
    ...defined({ render: first.render }),
  };
}

function listJob(step: ListStep, column: number, isAgain: boolean): ListJob {
  const request = wireRequest(step.request);
  const { url, method, body } = request;
  const { render } = step.request;
  const rendering = render === undefined ? '' : JSON.stringify(render);
  const key = `${column}${isAgain ? ' again' : ''} ${method} ${url} ${body ?? ''}${rendering}`;
  return { url, key, request, column, step, isAgain };
}
