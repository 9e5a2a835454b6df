import { isScriptOnly } from '../browser/script-only.js';
import type { FetchedPage, FetchOutcome, FileLink, Rendering, ReportLink, TitleRules } from '../contract.js';
import type { Conditions } from '../fetch/conditions.js';
import type { Fetched, Fetcher } from '../fetch/fetcher.js';
import { isHtml, textOf } from '../fetch/page-text.js';
import type { WireRequest } from '../fetch/wire.js';
import { type FileRules, type ReportFiles, reportFiles } from '../files/page-files.js';
import { withFrames } from './framed.js';

/** The result of a visit to one report's address: its page, and the page's files. */
export interface Visit {
  readonly link: ReportLink;
  readonly outcome: FetchOutcome;
  readonly files: readonly FileVisit[];
  /** Lines for the run's record. */
  readonly problems: readonly string[];
}

export interface FileVisit {
  readonly file: FileLink;
  readonly outcome: FetchOutcome;
}

/** When pages are rendered in a browser: `auto`, only those that are empty until their scripts run. */
type BrowserUse = 'never' | 'auto' | 'always';

export interface VisitorParts {
  readonly fetcher: Fetcher;
  readonly titles: TitleRules;
  readonly browser: BrowserUse;
  /** The most files fetched of one page. */
  readonly files: number;
  /** What a former capture of an address lets the request say. */
  readonly conditions: (url: string) => Promise<Conditions | null>;
  /** The files a page is known to carry: they are looked at again where the page itself is unmodified. */
  readonly filesOf: (page: string) => Promise<readonly FileLink[]>;
}

/** An answer, and what getting it means for the rest of the night. */
export interface Page {
  readonly outcome: FetchOutcome;
  readonly repeats: number;
  readonly giveUp: string | null;
  readonly problems: readonly string[];
}

/** Visits reports and list pages: plainly, in a browser where one is needed, and files with the pages they hang on. */
export class Visitor {
  readonly #parts: VisitorParts;
  /** Rendered pages that were challenges still, or could not be rendered. */
  #unmet = 0;

  constructor(parts: VisitorParts) {
    this.#parts = parts;
  }

  /** Visits a report's page, what it shows in frames, and the files on it. @throws the abort reason */
  async report(link: ReportLink): Promise<{ visit: Visit; page: Page }> {
    const fetched = await this.#page(link.url, link.render, await this.#conditions(link));
    const problems = [...fetched.problems];
    const files: FileVisit[] = [];
    const found = fetched.giveUp === null ? await this.#filesOn(link.url, fetched.outcome) : nothingFound;
    const { page, shown, links } = await this.#framed(fetched, found, problems);
    files.push(...shown);
    if (found.left > 0)
      problems.push(
        `${link.url}: files on the page that were not fetched: ${found.left} more than the limit`,
      );
    for (const file of page.giveUp === null ? links : []) {
      const conditions = await this.#parts.conditions(file.url);
      const { outcome, giveUp } = await this.#parts.fetcher.fetch(
        { url: file.url, method: 'GET' },
        conditions ?? {},
      );
      files.push({ file, outcome });
      if (giveUp !== null) break;
    }
    return { visit: { link, outcome: page.outcome, files, problems }, page };
  }

  /** The page with those in its frames, and the files on all of them. */
  async #framed(
    page: Page,
    { files, frames }: ReportFiles,
    problems: string[],
  ): Promise<{ page: Page; shown: readonly FileVisit[]; links: readonly FileLink[] }> {
    if (frames.length === 0 || page.outcome.kind !== 'ok') return { page, shown: [], links: files };
    const framed = await withFrames(page.outcome, frames, this.#rules, (url, referer) =>
      this.#parts.fetcher.fetch({ url, method: 'GET', headers: { referer } }),
    );
    problems.push(...framed.problems);
    const { outcome, giveUp, shown } = framed;
    const links = new Map([...files, ...framed.files].map((file) => [file.url, file]));
    for (const { file } of shown) links.delete(file.url);
    return { page: { ...page, outcome, giveUp: page.giveUp ?? giveUp }, shown, links: [...links.values()] };
  }

  get #rules(): FileRules {
    return { titles: this.#parts.titles, limit: this.#parts.files };
  }

  /** Visits a list page; `needsBrowser` is asked of a page that came without one. @throws the abort reason */
  async list(
    request: WireRequest,
    render: Rendering | undefined,
    needsBrowser: (page: FetchedPage) => boolean | Promise<boolean>,
  ): Promise<Page> {
    const { fetcher, browser } = this.#parts;
    const { url } = request;
    if (render !== undefined || browser === 'always')
      return this.#rendered(url, render ?? {}, { soft: false });
    const plain = noProblems(await fetcher.fetch(request, { soft: false }));
    if (browser === 'never' || !(await this.#mayHelp(plain.outcome, needsBrowser))) return plain;
    return this.#fallBack(plain, url, { soft: false });
  }

  /** A page that is only to be had by a browser is never asked for conditionally: its DOM has no validators. */
  async #conditions({ url, render }: ReportLink): Promise<Conditions> {
    const isRendered = render !== undefined || this.#parts.browser === 'always';
    return isRendered ? {} : ((await this.#parts.conditions(url)) ?? {});
  }

  async #page(url: string, render: Rendering | undefined, conditions: Conditions): Promise<Page> {
    const { fetcher, browser } = this.#parts;
    if (render !== undefined || browser === 'always') return this.#rendered(url, render ?? {}, {});
    const plain = noProblems(await fetcher.fetch({ url, method: 'GET' }, conditions));
    const isEmpty = (page: FetchedPage) => isScriptOnly(textOf(page));
    if (browser === 'never' || !(await this.#mayHelp(plain.outcome, isEmpty))) return plain;
    return this.#fallBack(plain, url, {});
  }

  async #rendered(url: string, how: Rendering, options: { soft?: boolean }): Promise<Page> {
    if (this.#parts.browser !== 'never') {
      return noProblems(await this.#parts.fetcher.render(url, how, options));
    }
    const reason = `needs a browser, but the portal's configuration says browser: never`;
    return noProblems(this.#parts.fetcher.refused(url, reason));
  }

  /** The rendered page where that is better than the plain one; else the plain one, and why. */
  async #fallBack(plain: Page, url: string, options: { soft?: boolean }): Promise<Page> {
    const rendered = await this.#rendered(url, {}, options);
    const repeats = plain.repeats + rendered.repeats;
    if (rendered.outcome.kind === 'ok' || rendered.outcome.kind === 'missing')
      return { ...rendered, repeats };
    this.#unmet++;
    const reason = 'reason' in rendered.outcome ? rendered.outcome.reason : rendered.outcome.kind;
    const problem = `${url}: is empty until its scripts run, and rendering it failed: ${reason}`;
    return { ...plain, repeats, problems: [problem] };
  }

  /**
   * May a browser get more out of this than was got? A challenge is let run, never worked around: where a browser has
   * twice not got further, the portal does not want to be read tonight.
   */
  async #mayHelp(
    outcome: FetchOutcome,
    needsBrowser: (page: FetchedPage) => boolean | Promise<boolean>,
  ): Promise<boolean> {
    if (outcome.kind === 'blocked')
      return this.#unmet < MOST_UNMET && (outcome.status === 412 || outcome.status === 521);
    if (outcome.kind !== 'ok') return false;
    return isHtml(outcome.headers['content-type'] ?? '', outcome.page.body) && needsBrowser(outcome.page);
  }

  async #filesOn(url: string, outcome: FetchOutcome): Promise<ReportFiles> {
    if (outcome.kind === 'not_modified') return { ...nothingFound, files: await this.#parts.filesOf(url) };
    if (outcome.kind !== 'ok' || !isHtml(outcome.headers['content-type'] ?? '', outcome.page.body))
      return nothingFound;
    const html = textOf(outcome.page);
    const mayCarry = MAY_CARRY_FILES.test(html) || (!/<table\b/i.test(html) && MAY_BE_ANYTHING.test(html));
    return mayCarry ? reportFiles(html, outcome.page.url, this.#rules) : nothingFound;
  }
}

const nothingFound: ReportFiles = { files: [], left: 0, frames: [] };

/** Without one of these, parsing the page once more for files is not worth it. */
const MAY_CARRY_FILES =
  /\.(?:pdf|docx?|wps|ofd|xlsx?|et|f?od[ts]|uo[fst]|mht(?:ml)?|eml|zip|rar|7z|tar|t?gz|txt|rtf|ceb)\b|downfile|download|attach|<(?:i?frame|embed|object)\b|附件/i;
/** Pictures, and files of types that nobody knows, are looked for only where no table is. */
const MAY_BE_ANYTHING = /\.(?:jpe?g|png|gif|bmp|tiff?)\b|年报|报告/i;

const MOST_UNMET = 2;

function noProblems(fetched: Fetched): Page {
  return { ...fetched, problems: [] };
}
