/** What a simulated portal can be told to be. */
import type { ArticleStyle } from './render.js';
import { type Channel, type SimulatedReport, SimulationError } from './report-data.js';

/** In what the bytes of every page are encoded. */
export type PortalEncoding = 'utf-8' | 'gbk';

/** Which declaration of the charset is wrong; the bytes are always in the portal's encoding. */
export type WrongCharset = 'none' | 'header' | 'meta' | 'both';

export interface JpageOptions {
  /** The method that dataproxy answers; the other one gets 405. */
  readonly method: 'POST' | 'GET' | 'either';
  /** Which parameters the server obeys: `startrecord`/`endrecord`, or `page`/`perpage` and no startrecord. */
  readonly paging: 'startrecord' | 'page';
  readonly proxyPath: '/module/web/jpage/dataproxy.jsp' | '/module/jpage/dataproxy.jsp';
  /** The most records that one answer holds, whatever was asked for. */
  readonly serverPerPage: number;
  /** The first page's records stand in the column page too: in a `<script type="text/xml">`, or a comment. */
  readonly inlineFirstPage: boolean | 'script' | 'comment';
  /** Titles in the list are cut; most links have the whole one in their `title` attribute. */
  readonly cutTitles: boolean;
  readonly columnId: string;
  /** A second jpage list of another column on the page, in front of the real one. */
  readonly sidebar: boolean;
  /** Titles of articles that are listed among the reports and are none. */
  readonly decoys: readonly string[];
}

export interface AnnualReportOptions {
  /** A page that links every agency of the module: `/zfxxgk/ndbg/index.html`. */
  readonly directory: boolean;
  /** What stands in the body of a page for a year without a report. */
  readonly emptyBody: 'empty' | 'none-text';
}

/** The settings of a portal, all of them. */
export interface PortalSettings {
  /** The portal's name on its pages. */
  readonly name: string;
  /** The six-digit code of the administrative division, for `portalConfig`. */
  readonly region: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly encoding: PortalEncoding;
  readonly wrongCharset: boolean | WrongCharset;
  readonly article: ArticleStyle;
  readonly jpage: JpageOptions;
  readonly annualReport: AnnualReportOptions;
  /** Decides the channel of every report; by default a report's own `channel`, else `defaultChannel`. */
  readonly channel: (report: SimulatedReport) => Channel;
  /** The text of robots.txt; null answers 404. */
  readonly robots: string | null;
  /** Before every answer. */
  readonly latencyMs: number;
  /** How long the fault `slow` holds an answer back. */
  readonly slowMs: number;
  /** Retry-After of the fault `error-503-retry-after`. */
  readonly retryAfterSeconds: number;
  /** Static pages carry ETag and Last-Modified and answer conditional requests. */
  readonly validators: boolean;
  /** JSP pages do so too. */
  readonly dynamicValidators: boolean;
  /** JSP pages count every visit and put a session id into their links: no two answers have the same bytes. */
  readonly everyVisit: boolean;
  /** The date that page heads print as today's, YYYY-MM-DD; null prints none. */
  readonly today: string | null;
}

/** Everything but the reports has a default. */
export type SimulatedPortalOptions = Partial<Omit<PortalSettings, 'article' | 'jpage' | 'annualReport'>> & {
  readonly reports: readonly SimulatedReport[];
  readonly article?: Partial<ArticleStyle>;
  readonly jpage?: Partial<JpageOptions>;
  readonly annualReport?: Partial<AnnualReportOptions>;
};

/** Plans, guides, budgets and bulletins: what a column of 年度报告 lists besides reports. */
export const DECOYS: readonly string[] = [
  '平湖市2023年政务公开工作要点',
  '平湖市人民政府信息公开指南（2023年修订）',
  '平湖市司法局2023年法治政府建设年度报告',
  '平湖市2023年度部门财政预算公开说明',
  '2023年平湖市国民经济和社会发展统计公报',
  '平湖市政府信息公开申请表及填写说明',
];

/** Departments publish through the column, offices and everybody else through the annual-report module. */
export function defaultChannel(report: SimulatedReport): Channel {
  return report.agency.endsWith('局') ? 'hanweb-jpage' : 'hanweb-annual-report';
}

const DEFAULTS: PortalSettings = {
  name: '中国平湖',
  region: '330482',
  host: '127.0.0.1',
  port: 0,
  encoding: 'utf-8',
  wrongCharset: false,
  article: { container: 'zoom', paste: 'wps' },
  jpage: {
    method: 'POST',
    paging: 'startrecord',
    proxyPath: '/module/web/jpage/dataproxy.jsp',
    serverPerPage: 300,
    inlineFirstPage: false,
    cutTitles: false,
    columnId: '1229709164',
    sidebar: false,
    decoys: DECOYS,
  },
  annualReport: { directory: true, emptyBody: 'none-text' },
  channel: (report) => report.channel ?? defaultChannel(report),
  robots: null,
  latencyMs: 0,
  slowMs: 5000,
  retryAfterSeconds: 2,
  validators: true,
  dynamicValidators: false,
  everyVisit: false,
  today: null,
};

/**
 * Fills in the defaults.
 * @throws SimulationError for a page size or a column id that no server could have.
 */
export function resolveOptions(options: SimulatedPortalOptions): PortalSettings {
  const { reports: _reports, article, jpage, annualReport, ...rest } = options;
  const settings: PortalSettings = {
    ...DEFAULTS,
    ...rest,
    article: { ...DEFAULTS.article, ...article },
    jpage: { ...DEFAULTS.jpage, ...jpage },
    annualReport: { ...DEFAULTS.annualReport, ...annualReport },
  };
  const { serverPerPage, columnId } = settings.jpage;
  if (!Number.isInteger(serverPerPage) || serverPerPage < 1) {
    throw new SimulationError(`serverPerPage must be a whole number from 1 on, not ${serverPerPage}`);
  }
  if (!/^\w+$/.test(columnId)) throw new SimulationError(`not a column id: ${columnId}`);
  return settings;
}

/** The wrong declarations as a word. */
export function wrongCharset(settings: PortalSettings): WrongCharset {
  if (typeof settings.wrongCharset === 'string') return settings.wrongCharset;
  return settings.wrongCharset ? 'header' : 'none';
}
