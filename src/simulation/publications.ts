/** What the portal has published: reports and other articles, their addresses, and what happens to them. */
import { datePath } from './html.js';
import { assertReport, type Channel, type SimulatedReport, SimulationError } from './report-data.js';

/** A report on the portal. */
export interface Publication {
  readonly report: SimulatedReport;
  readonly channel: Channel;
  /** The channel it had before it was moved; null for one that never was. */
  readonly movedFrom: Channel | null;
  /** The article's number in its address; the annual-report module does without. */
  readonly articleId: number;
  readonly withdrawn: boolean;
}

/** An article of the column that is no report. */
export interface Notice {
  readonly title: string;
  /** YYYY-MM-DD */
  readonly published: string;
  readonly articleId: number;
}

/** An entry of the column's list, newest first. */
export interface ListedArticle {
  readonly title: string;
  readonly published: string;
  readonly path: string;
  readonly articleId: number;
}

const FIRST_ARTICLE_ID = 69685;
/** The address of Hanweb's annual-report module. */
export const MODULE_PATH = '/module/xxgk/xxgkAnnualReport.jsp';

/** The address of the report module's page, without a host. */
export function modulePath(area: string, year: number): string {
  return `${MODULE_PATH}?${new URLSearchParams({ fbtime: String(year), area }).toString()}`;
}

/** The state of the portal; `generation` grows with every change, so that pages know when they are stale. */
export class Publications {
  private readonly publications = new Map<string, Publication>();
  private readonly areas = new Set<string>();
  private readonly notices: readonly Notice[];
  private readonly channelOf: (report: SimulatedReport) => Channel;
  private readonly columnId: string;
  private nextArticleId = FIRST_ARTICLE_ID;
  private index: {
    readonly listed: readonly ListedArticle[];
    readonly articles: ReadonlyMap<string, Publication | Notice>;
    readonly places: ReadonlyMap<string, number>;
    readonly areas: ReadonlyMap<string, Publication>;
    readonly agencies: ReadonlyMap<string, readonly Publication[]>;
  } | null = null;
  generation = 0;

  constructor(columnId: string, channelOf: (report: SimulatedReport) => Channel, decoys: readonly string[]) {
    this.columnId = columnId;
    this.channelOf = channelOf;
    this.notices = decoys.map((title, index) => ({
      title,
      published: `2024-${String((index % 3) + 1).padStart(2, '0')}-${String(((index * 5) % 27) + 1).padStart(2, '0')}`,
      articleId: this.takeArticleId(),
    }));
  }

  /**
   * Publishes a report.
   * @throws SimulationError when it is not printable, or when its agency, or the code of its agency, already
   * has a report for the year.
   */
  add(report: SimulatedReport): void {
    assertReport(report);
    const key = keyOf(report.agency, report.year);
    if (this.publications.has(key)) {
      throw new SimulationError(`${report.agency} already has a report for ${report.year}`);
    }
    const area = keyOf(report.agencyCode, report.year);
    if (this.areas.has(area)) {
      throw new SimulationError(
        `the code ${report.agencyCode} already stands for an agency in ${report.year}`,
      );
    }
    this.areas.add(area);
    const channel = this.channelOf(report);
    const articleId = this.takeArticleId();
    this.publications.set(key, { report, channel, movedFrom: null, articleId, withdrawn: false });
    this.touch();
  }

  /** @throws SimulationError when the portal never published such a report. */
  get(agency: string, year: number): Publication {
    const publication = this.publications.get(keyOf(agency, year));
    if (publication === undefined) {
      throw new SimulationError(`the portal has no report of ${agency} for ${year}`);
    }
    return publication;
  }

  /** All reports, the withdrawn ones included, in the order of their publication. */
  all(): readonly Publication[] {
    return [...this.publications.values()];
  }

  /** Those that can be visited. */
  online(): readonly Publication[] {
    return this.all().filter((publication) => !publication.withdrawn);
  }

  /** Replaces the text of a report; its address stays. */
  revise(agency: string, year: number, change: (report: SimulatedReport) => SimulatedReport): void {
    const publication = this.get(agency, year);
    const report = change(publication.report);
    assertReport(report);
    this.put({ ...publication, report });
  }

  setWithdrawn(agency: string, year: number, withdrawn: boolean): void {
    this.put({ ...this.get(agency, year), withdrawn });
  }

  /** Publishes the report anew, as an article of the column; the old address is gone. */
  move(agency: string, year: number): void {
    const before = this.get(agency, year);
    const articleId = this.takeArticleId();
    this.put({
      ...before,
      channel: 'hanweb-jpage',
      movedFrom: before.movedFrom ?? before.channel,
      articleId,
    });
  }

  /** Marks every page as stale. */
  touch(): void {
    this.index = null;
    this.generation += 1;
  }

  /** The address of a report, without a host. */
  pathOf(publication: Publication): string {
    const { report, channel, articleId } = publication;
    if (channel === 'hanweb-annual-report') return modulePath(report.agencyCode, report.year);
    return this.articlePath(report.published, articleId);
  }

  /** The column's list: reports of the jpage channel and notices, newest first. */
  listed(): readonly ListedArticle[] {
    return this.lookup().listed;
  }

  /** The article at an address of the column, and its place in the list. */
  article(path: string): { readonly article: Publication | Notice; readonly place: number } | undefined {
    const { articles, places } = this.lookup();
    const article = articles.get(path);
    return article === undefined ? undefined : { article, place: places.get(path) ?? 0 };
  }

  /** The report of the annual-report module for an area and a year. */
  byArea(area: string, year: number): Publication | undefined {
    return this.lookup().areas.get(keyOf(area, year));
  }

  /** The reports of an agency that the annual-report module shows. */
  moduleReportsOf(agency: string): readonly Publication[] {
    return this.lookup().agencies.get(agency) ?? [];
  }

  private put(publication: Publication): void {
    this.publications.set(keyOf(publication.report.agency, publication.report.year), publication);
    this.touch();
  }

  private takeArticleId(): number {
    const id = this.nextArticleId;
    this.nextArticleId += 1;
    return id;
  }

  private articlePath(published: string, articleId: number): string {
    return `/art/${datePath(published)}/art_${this.columnId}_${articleId}.html`;
  }

  private lookup() {
    if (this.index !== null) return this.index;
    const online = this.online();
    const articles = new Map<string, Publication | Notice>();
    const listed: ListedArticle[] = [];
    for (const article of [...this.notices, ...online.filter((item) => item.channel === 'hanweb-jpage')]) {
      const { title, published } = 'report' in article ? article.report : article;
      const path = this.articlePath(published, article.articleId);
      articles.set(path, article);
      listed.push({ title, published, path, articleId: article.articleId });
    }
    listed.sort((a, b) => b.published.localeCompare(a.published, 'en') || b.articleId - a.articleId);
    const places = new Map(listed.map((entry, place) => [entry.path, place]));
    const shown = online.filter((item) => item.channel === 'hanweb-annual-report');
    const areas = new Map(shown.map((item) => [keyOf(item.report.agencyCode, item.report.year), item]));
    const agencies = new Map<string, Publication[]>();
    for (const item of shown) {
      const own = agencies.get(item.report.agency);
      if (own === undefined) agencies.set(item.report.agency, [item]);
      else own.push(item);
    }
    this.index = { listed, articles, places, areas, agencies };
    return this.index;
  }
}

function keyOf(name: string, year: number): string {
  return `${year} ${name}`;
}
