/** What the portal has published: reports and other articles, their addresses, and what happens to them. */
import { type Notice, noticesOf } from '../reports/decoy-notices.js';
import {
  assertReport,
  CHANNELS,
  type Channel,
  type SimulatedReport,
  SimulationError,
} from '../reports/report-data.js';
import { STRAY_REPORTS } from '../reports/strays.js';

/** In whose column an article stands: the reports' own, or a neighbour's whose articles must not be taken. */
export type ColumnSide = 'own' | 'neighbour';

/** A report at an address of the portal. */
export interface Publication {
  /** Stays, whatever name the address gives its report later. */
  readonly key: string;
  readonly report: SimulatedReport;
  readonly channel: Channel;
  /** The channel it had before it was moved; null for one that never was. */
  readonly movedFrom: Channel | null;
  /** The article's number in its address; the annual-report module does without. */
  readonly articleId: number;
  readonly withdrawn: boolean;
  /** How often its file was replaced. */
  readonly copy: number;
}

export type Article = Publication | Notice;

/** An entry of a list. */
export interface ListedArticle {
  readonly title: string;
  readonly published: string;
  readonly path: string;
  readonly articleId: number;
  /** The agency of a report; null for anything else. */
  readonly publisher: string | null;
}

/** An article at an address, the channel whose list it belongs to, and its place there. */
export interface FoundArticle {
  readonly article: Article;
  readonly channel: Channel;
  readonly place: number;
}

/** What a portal publishes besides its reports, and where. */
export interface PublishingPlan {
  readonly channelOf: (report: SimulatedReport) => Channel;
  /** The address of an article, without a host. */
  readonly addressOf: (channel: Channel, article: Article, side: ColumnSide) => string;
  /** Titles of articles that a channel lists among the reports although they are not reports. */
  readonly decoysOf: (channel: Channel) => readonly string[];
  /** How many further notices every list has. */
  readonly fillers: number;
  /** The families that the portal is of, as long as no other publishes something. */
  readonly usual: readonly Channel[];
}

interface Index {
  readonly channels: readonly Channel[];
  readonly listed: ReadonlyMap<Channel, readonly ListedArticle[]>;
  readonly neighbours: ReadonlyMap<Channel, readonly ListedArticle[]>;
  readonly articles: ReadonlyMap<string, FoundArticle>;
  readonly areas: ReadonlyMap<string, Publication>;
  readonly agencies: ReadonlyMap<string, readonly Publication[]>;
}

const FIRST_ARTICLE_ID = 69685;
const FIRST_STRAY_ID = 51001;

/** The state of the portal; `generation` grows with every change, so that pages know when they are stale. */
export class Publications {
  private readonly publications = new Map<string, Publication>();
  private readonly areas = new Set<string>();
  private readonly notices = new Map<Channel, readonly Notice[]>();
  private readonly plan: PublishingPlan;
  private nextArticleId: number;
  private index: Index | null = null;
  generation = 0;

  constructor(plan: PublishingPlan) {
    this.plan = plan;
    const most = Math.max(...CHANNELS.map((channel) => plan.decoysOf(channel).length));
    this.nextArticleId = FIRST_ARTICLE_ID + most;
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
    const channel = this.plan.channelOf(report);
    const articleId = this.takeArticleId();
    this.put({ key, report, channel, movedFrom: null, articleId, withdrawn: false, copy: 0 });
  }

  /** Publishes a report at one more address of its list; of the annual-report module, in the column. */
  addAddress(agency: string, year: number): Publication {
    const first = this.get(agency, year);
    const channel = first.channel === 'hanweb-annual-report' ? 'hanweb-jpage' : first.channel;
    const articleId = this.takeArticleId();
    const another = { ...first, key: `${first.key} ${articleId}`, channel, articleId, withdrawn: false };
    this.put(another);
    return another;
  }

  /** What stands, or stood, at an address. @throws SimulationError when nothing ever did. */
  at(path: string): Publication {
    const publication = this.all().find((one) => this.pathOf(one) === path);
    if (publication === undefined) throw new SimulationError(`the portal has no report at ${path}`);
    return publication;
  }

  /**
   * Puts another text at an address, under whatever name.
   * @throws SimulationError for another date of publication: it is part of the address
   */
  edit(path: string, change: (report: SimulatedReport) => SimulatedReport): void {
    const before = this.at(path);
    const report = change(before.report);
    assertReport(report);
    if (report.published !== before.report.published) {
      throw new SimulationError(`the report at ${path} would get another address with its date`);
    }
    this.put({ ...before, report });
  }

  /** Takes an address off its list, and its page away, or puts both back. */
  setDown(path: string, withdrawn: boolean): void {
    this.put({ ...this.at(path), withdrawn });
  }

  /** By the name under which it was published. @throws SimulationError when the portal never published such a report. */
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

  /** Uploads the report's file anew: other bytes at the same address. */
  replaceFile(agency: string, year: number): void {
    const publication = this.get(agency, year);
    this.put({ ...publication, copy: publication.copy + 1 });
  }

  /** Publishes the report anew, in its list, or from the annual-report module in the column; the old address is gone. */
  move(agency: string, year: number): void {
    const before = this.get(agency, year);
    this.put({
      ...before,
      channel: before.channel === 'hanweb-annual-report' ? 'hanweb-jpage' : before.channel,
      movedFrom: before.movedFrom ?? before.channel,
      articleId: this.takeArticleId(),
    });
  }

  /** Marks every page as stale. */
  touch(): void {
    this.index = null;
    this.generation += 1;
  }

  /** The families that publish, or have published, something; the portal's usual ones where no other does. */
  channels(): readonly Channel[] {
    return this.lookup().channels;
  }

  /** The address of a report, without a host. */
  pathOf(publication: Publication): string {
    return this.plan.addressOf(publication.channel, publication, 'own');
  }

  /** The list of a channel: its reports and notices, newest first. The annual-report module has none. */
  listed(channel: Channel): readonly ListedArticle[] {
    return this.lookup().listed.get(channel) ?? [];
  }

  /** What a neighbour's column lists beside a channel's own: reports of elsewhere, and a notice. */
  neighbours(channel: Channel): readonly ListedArticle[] {
    return this.lookup().neighbours.get(channel) ?? [];
  }

  /** The article at an address. */
  article(path: string): FoundArticle | undefined {
    return this.lookup().articles.get(path);
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
    this.publications.set(publication.key, publication);
    this.touch();
  }

  private takeArticleId(): number {
    const id = this.nextArticleId;
    this.nextArticleId += 1;
    return id;
  }

  private noticesOf(channel: Channel): readonly Notice[] {
    const known = this.notices.get(channel);
    if (known !== undefined) return known;
    const notices = noticesOf(this.plan.decoysOf(channel), this.plan.fillers, FIRST_ARTICLE_ID);
    this.notices.set(channel, notices);
    return notices;
  }

  private lookup(): Index {
    this.index ??= this.buildIndex();
    return this.index;
  }

  private buildIndex(): Index {
    const inUse = new Set(this.all().flatMap(({ channel, movedFrom }) => [channel, movedFrom ?? channel]));
    const { usual } = this.plan;
    const others = [...inUse].some((channel) => !usual.includes(channel));
    const channels = CHANNELS.filter((id) => inUse.has(id) || (!others && usual.includes(id)));
    const articles = new Map<string, FoundArticle>();
    const listed = new Map<Channel, readonly ListedArticle[]>();
    const neighbours = new Map<Channel, readonly ListedArticle[]>();
    const online = this.online();
    for (const channel of channels) {
      const own: Article[] =
        channel === 'hanweb-annual-report'
          ? []
          : [...this.noticesOf(channel), ...online.filter((item) => item.channel === channel)];
      listed.set(channel, this.list(channel, own, 'own', articles));
      neighbours.set(channel, this.list(channel, strays(channel), 'neighbour', articles));
    }
    return { channels, listed, neighbours, articles, ...moduleIndex(online) };
  }

  /** Sorts articles as a list has them, newest first, and notes their addresses. */
  private list(
    channel: Channel,
    given: readonly Article[],
    side: ColumnSide,
    articles: Map<string, FoundArticle>,
  ): readonly ListedArticle[] {
    const entries = given.map((article) => {
      const { title, published } = 'report' in article ? article.report : article;
      const path = this.plan.addressOf(channel, article, side);
      const publisher = 'report' in article ? article.report.agency : null;
      return { article, title, published, path, articleId: article.articleId, publisher };
    });
    entries.sort((a, b) =>
      a.published === b.published ? b.articleId - a.articleId : a.published < b.published ? 1 : -1,
    );
    return entries.map(({ article, ...entry }, place) => {
      articles.set(entry.path, { article, channel, place });
      return entry;
    });
  }
}

function moduleIndex(online: readonly Publication[]): Pick<Index, 'areas' | 'agencies'> {
  const shown = online.filter((item) => item.channel === 'hanweb-annual-report');
  const agencies = new Map<string, Publication[]>();
  for (const item of shown) {
    const own = agencies.get(item.report.agency);
    if (own === undefined) agencies.set(item.report.agency, [item]);
    else own.push(item);
  }
  return {
    areas: new Map(shown.map((item) => [keyOf(item.report.agencyCode, item.report.year), item])),
    agencies,
  };
}

function strays(channel: Channel): Article[] {
  const reports = STRAY_REPORTS.map((report, index) => {
    const articleId = FIRST_STRAY_ID + index;
    const key = `stray ${articleId}`;
    return { key, report, channel, movedFrom: null, articleId, withdrawn: false, copy: 0 };
  });
  const notice = { title: '平湖市2024年节假日值班安排', published: '2024-02-06', articleId: 51_011 };
  return [...reports, notice];
}

function keyOf(name: string, year: number): string {
  return `${year} ${name}`;
}
