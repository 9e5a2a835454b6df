/** The options of a simulated portal. */
import type { AttachmentOptions } from '../attachments/options.js';
import {
  ANNUAL_REPORT_DEFAULTS,
  type AnnualReportOptions,
  BROWSER_DEFAULTS,
  type BrowserOptions,
  EPOINT_DEFAULTS,
  type EpointOptions,
  GKMLPT_DEFAULTS,
  type GkmlptOptions,
  JPAAS_DEFAULTS,
  JPAGE_DEFAULTS,
  type JpaasOptions,
  type JpageOptions,
  STATIC_DEFAULTS,
  type StaticOptions,
  TRUECMS_DEFAULTS,
  type TruecmsOptions,
  XXGK_DEFAULTS,
  type XxgkOptions,
} from '../families/options.js';
import type { ArticleStyle } from '../pages/render.js';
import { type Channel, type SimulatedReport, SimulationError } from '../reports/report-data.js';

/** The encoding of every page. */
type PortalEncoding = 'utf-8' | 'gbk';

/** Which declaration of the charset is wrong; the bytes are always in the portal's encoding. */
export type WrongCharset = 'none' | 'header' | 'meta' | 'both';

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
  /** The family that publishes every report; null leaves it to `channel`. */
  readonly family: Channel | null;
  /** Titles of articles that lists name among the reports although they are not reports. */
  readonly decoys: readonly string[];
  /** Number of further notices in every list. */
  readonly fillers: number;
  /** Titles in lists are cut; most links have the whole one in their `title` attribute. */
  readonly cutTitles: boolean;
  /** Links in lists carry a session id, another one at every visit. */
  readonly sessionLinks: boolean;
  /** Column pages are shells: the list is inside this many nested frames, 0 for none. */
  readonly frames: number;
  readonly annualReport: AnnualReportOptions;
  readonly jpage: JpageOptions;
  readonly xxgk: XxgkOptions;
  readonly jpaas: JpaasOptions;
  readonly truecms: TruecmsOptions;
  readonly epoint: EpointOptions;
  readonly gkmlpt: GkmlptOptions;
  readonly static: StaticOptions;
  readonly browser: BrowserOptions;
  /** The file that carries a report; by default a report's own `attachment`, null for none. */
  readonly attachment: (report: SimulatedReport) => Partial<AttachmentOptions> | null;
  /**
   * Decides the channel of every report; by default `family` where it is given, else a report's own `channel`,
   * else `defaultChannel`.
   */
  readonly channel: (report: SimulatedReport) => Channel;
  /** The text of robots.txt; null answers 404. */
  readonly robots: string | null;
  /** The clock of the log, in milliseconds; by default a monotonic one. */
  readonly clock: () => number;
  /** Delay before every answer. */
  readonly latencyMs: number;
  /** How long the fault `slow` holds an answer back. */
  readonly slowMs: number;
  /** Between two bytes under the fault `slow-drip`. */
  readonly dripMs: number;
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

/** Settings that may be given partly: the rest has defaults. */
interface PartialSettings {
  readonly article: ArticleStyle;
  readonly annualReport: AnnualReportOptions;
  readonly jpage: JpageOptions;
  readonly xxgk: XxgkOptions;
  readonly jpaas: JpaasOptions;
  readonly truecms: TruecmsOptions;
  readonly epoint: EpointOptions;
  readonly gkmlpt: GkmlptOptions;
  readonly static: StaticOptions;
  readonly browser: BrowserOptions;
}

/** Everything but the reports has a default. */
export type SimulatedPortalOptions = Partial<Omit<PortalSettings, keyof PartialSettings>> & {
  readonly [Name in keyof PartialSettings]?: Partial<PartialSettings[Name]>;
} & {
  readonly reports: readonly SimulatedReport[];
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
function defaultChannel(report: SimulatedReport): Channel {
  return report.agency.endsWith('局') ? 'hanweb-jpage' : 'hanweb-annual-report';
}

const DEFAULTS: Omit<PortalSettings, keyof PartialSettings> = {
  name: '中国平湖',
  region: '330482',
  host: '127.0.0.1',
  port: 0,
  encoding: 'utf-8',
  wrongCharset: false,
  family: null,
  decoys: DECOYS,
  fillers: 0,
  cutTitles: false,
  sessionLinks: false,
  frames: 0,
  attachment: (report) => report.attachment ?? null,
  channel: (report) => report.channel ?? defaultChannel(report),
  robots: null,
  clock: () => performance.now(),
  latencyMs: 0,
  slowMs: 5000,
  dripMs: 50,
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
  const { reports: _reports, ...given } = options;
  const { family = null, decoys = DECOYS, cutTitles = false } = given;
  const settings: PortalSettings = {
    ...DEFAULTS,
    ...(family === null ? {} : { channel: () => family }),
    ...given,
    article: { container: 'zoom', paste: 'wps', ...given.article },
    annualReport: { ...ANNUAL_REPORT_DEFAULTS, ...given.annualReport },
    jpage: { ...JPAGE_DEFAULTS, decoys, cutTitles, ...given.jpage },
    xxgk: { ...XXGK_DEFAULTS, ...given.xxgk },
    jpaas: { ...JPAAS_DEFAULTS, ...given.jpaas },
    truecms: { ...TRUECMS_DEFAULTS, ...given.truecms },
    epoint: { ...EPOINT_DEFAULTS, ...given.epoint },
    gkmlpt: { ...GKMLPT_DEFAULTS, ...given.gkmlpt },
    static: { ...STATIC_DEFAULTS, ...given.static },
    browser: { ...BROWSER_DEFAULTS, ...given.browser },
  };
  assertPossible(settings);
  return settings;
}

function assertPossible({ jpage, xxgk, jpaas, truecms, epoint, gkmlpt, ...settings }: PortalSettings): void {
  const sizes: Readonly<Record<string, number>> = {
    'jpage.serverPerPage': jpage.serverPerPage,
    'xxgk.perPage': xxgk.perPage,
    'jpaas.serverPageSize': jpaas.serverPageSize,
    'truecms.limit': truecms.limit,
    'epoint.serverPageSize': epoint.serverPageSize,
    'gkmlpt.pageSize': gkmlpt.pageSize,
    'static.perPage': settings.static.perPage,
    'browser.perPage': settings.browser.perPage,
  };
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isInteger(size) || size < 1) {
      throw new SimulationError(`${name} must be a whole number from 1 on, not ${size}`);
    }
  }
  for (const { columnId } of [jpage, xxgk, jpaas]) {
    if (!/^\w+$/.test(columnId)) throw new SimulationError(`not a column id: ${columnId}`);
  }
}

/** The wrong declarations as a word. */
export function wrongCharset(settings: PortalSettings): WrongCharset {
  if (typeof settings.wrongCharset === 'string') return settings.wrongCharset;
  return settings.wrongCharset ? 'header' : 'none';
}
