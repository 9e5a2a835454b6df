/** The contract of the simulated CMS families: what each of them answers, and where. */
import type { ListView } from '../pages/list-view.js';
import type { Channel } from '../reports/report-data.js';
import type { PortalSettings } from '../server/options.js';
import type { Article, ColumnSide } from '../server/publications.js';
import type { PortalRequest } from '../server/request.js';
import type { Answer, Site, SiteFamily } from '../server/site.js';

/** A column as config/portals/*.yaml names it. */
export interface ConfiguredColumn {
  readonly family: Channel;
  readonly [setting: string]: string | number | boolean;
}

/** One CMS family. Addresses are without a host. */
export interface SimulatedFamily extends SiteFamily {
  /** Is this an address that lists reports: the column page, a further page, an interface that gives records? */
  isListPath(settings: PortalSettings, pathname: string): boolean;
  /** The address of an article, with its query where it has one. */
  articlePath(settings: PortalSettings, article: Article, side: ColumnSide): string;
  /** The answer at an address of the family's own; undefined where it is none. */
  answer(site: Site, request: PortalRequest, list: ListView): Answer | undefined;
  /** The column that finds the reports. */
  configured(settings: PortalSettings): ConfiguredColumn;
}
