/** The contract of the simulated CMS families: what each of them answers, and where. */
import type { ListView } from '../pages/list-view.js';
import type { Channel } from '../reports/report-data.js';
import type { PortalSettings } from '../server/options.js';
import type { Article } from '../server/publications.js';
import type { PortalRequest } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';

/** A column as config/portals/*.yaml names it. */
export interface ConfiguredColumn {
  readonly family: Channel;
  readonly [setting: string]: string | number | boolean;
}

/** In whose column an article stands: the reports' own, or a neighbour's whose articles must not be taken. */
export type ColumnSide = 'own' | 'neighbour';

/** One CMS family. Addresses are without a host. */
export interface SimulatedFamily {
  readonly id: Channel;
  /** The column page. */
  columnPath(settings: PortalSettings): string;
  /** Is this an address that lists reports: the column page, a further page, an interface that gives records? */
  isListPath(settings: PortalSettings, pathname: string): boolean;
  /** The address of an article, with its query where it has one. */
  articlePath(settings: PortalSettings, article: Article, side: ColumnSide): string;
  /** The answer at an address of the family's own; undefined where it is none. */
  answer(site: Site, request: PortalRequest, list: ListView): Answer | undefined;
  /** The column that finds the reports. */
  configured(settings: PortalSettings): ConfiguredColumn;
}
