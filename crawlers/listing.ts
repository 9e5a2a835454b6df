import type { PortalConfig } from '../src/config/portal.js';
import type {
  Family,
  FamilyContext,
  FetchedPage,
  FetchOutcome,
  HarvestScope,
  ListReading,
  ListStep,
  ReportLink,
} from './contract.js';
import { families } from './families.js';
import type { Job } from './frontier.js';
import type { Gate } from './gate.js';
import { titleRules } from './report-links.js';

/** A list page to be fetched and read. */
export interface ListJob extends Job {
  readonly column: number;
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
  #pages = 0;
  #isComplete = true;

  constructor(portal: PortalConfig, scope: HarvestScope, gate: Gate, mostPages: number) {
    this.#scope = scope;
    this.#gate = gate;
    this.#mostPages = mostPages;
    this.#columns = portal.columns.map(({ family: id, settings }) => {
      const family = families.get(id);
      if (family === undefined) throw new TypeError(`no family ${id}`);
      const titles = titleRules(portal.titles);
      const context = { settings, baseUrl: portal.baseUrl, agencies: portal.agencies, scope, titles };
      return { family, context, isList: false, found: 0, problems: 0 };
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

  /** Reads a list page that came; gives the further ones. */
  read(job: ListJob, page: FetchedPage): ListJob[] {
    const column = this.#columns[job.column];
    if (column === undefined) return [];
    return this.#take(column.family.readList(page, job.step, column.context), job.column);
  }

  /** Takes note of a list page that did not come; of a made-up address, that there is none is no fault. */
  miss(job: ListJob, outcome: Exclude<FetchOutcome, { kind: 'ok' }>): void {
    if (job.step.speculative === true && outcome.kind === 'missing') return;
    const reason =
      outcome.kind === 'not_modified' ? 'HTTP 304 to a request without conditions' : outcome.reason;
    this.fail(`list page ${job.url}: ${outcome.kind}: ${reason}`, job.column);
  }

  /** Takes note of what makes the listing less than whole. */
  fail(problem: string, column?: number): void {
    this.#isComplete = false;
    this.problems.push(problem);
    const place = column === undefined ? undefined : this.#columns[column];
    if (place !== undefined) place.problems++;
  }

  /** To be called when no list page is left: an empty list is a problem, for it may be a broken one. */
  finish(): void {
    this.#columns.forEach((column, index) => {
      if (column.isList && column.found === 0 && column.problems === 0) {
        this.fail(
          `column ${index + 1} (${column.family.id}): the lists were read, but name no report`,
          index,
        );
      }
    });
  }

  /** The report links within the scope, each address once. */
  get links(): readonly ReportLink[] {
    return [...this.#links.values()];
  }

  /** Was every list read to its end, without a doubt? */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  #take(reading: ListReading, column: number): ListJob[] {
    for (const problem of reading.problems) this.fail(problem, column);
    for (const link of reading.links) this.#add(link, column);
    const jobs: ListJob[] = [];
    for (const step of reading.steps) {
      if (this.#pages >= this.#mostPages) {
        this.fail(`more than ${this.#mostPages} list pages; the rest was not read`, column);
        break;
      }
      this.#pages++;
      jobs.push(listJob(step, column));
    }
    return jobs;
  }

  #add(link: ReportLink, column: number): void {
    const place = this.#columns[column];
    if (place !== undefined) place.found++;
    if (link.year !== null && !this.#scope.years.includes(link.year)) return;
    const url = new URL(link.url);
    if (!this.#gate.allowsHost(url)) {
      this.problems.push(`a report on a host the portal does not allow: ${link.url}`);
      return;
    }
    const known = this.#links.get(link.url);
    this.#links.set(link.url, known === undefined ? link : merge(known, link));
  }
}

interface Column {
  readonly family: Family;
  readonly context: FamilyContext<unknown>;
  isList: boolean;
  found: number;
  problems: number;
}

/** One address listed twice: what the first listing does not say, the second may. */
function merge(first: ReportLink, second: ReportLink): ReportLink {
  return {
    url: first.url,
    title: first.title ?? second.title,
    agency: first.agency ?? second.agency,
    year: first.year ?? second.year,
    published: first.published ?? second.published,
    ...(first.speculative && second.speculative ? { speculative: true } : {}),
  };
}

function listJob(step: ListStep, column: number): ListJob {
  const { url, method, form, json } = step.request;
  const payload = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' };
  const headers = { ...type, ...step.request.headers };
  const key = `${column} ${method} ${url} ${payload ?? ''}`;
  return { url, method, key, headers, column, step, ...(payload === undefined ? {} : { payload }) };
}
