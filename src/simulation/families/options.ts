/** The options of each family, with their defaults. */
import type { PageStyle } from './static-pages.js';

export interface BrowserOptions {
  /** Articles are rendered by a script too, or are in their pages as usual. */
  readonly articles: 'script' | 'page';
  readonly perPage: number;
  /** What the button 「下一页」 does on the last page: it is gone, or stays and does nothing. */
  readonly lastPage: 'gone' | 'disabled';
  /** One that sets a cookie and reloads, as 加速乐 does, or one that no browser passes. */
  readonly challenge: 'none' | 'cookie' | 'endless';
  /** `portalConfig` says where the articles stand. */
  readonly within: boolean;
  /** Pages request what nianbao must refuse: foreign hosts, private addresses, other ports, a WebSocket. */
  readonly intruders: boolean;
  /** The port on loopback that such pages request. */
  readonly otherPort: number;
}

export const BROWSER_DEFAULTS: BrowserOptions = {
  articles: 'page',
  perPage: 10,
  lastPage: 'gone',
  challenge: 'none',
  within: false,
  intruders: false,
  otherPort: 9,
};

export interface EpointOptions {
  readonly categorynum: string;
  readonly deptcode: string;
  /** The number of the first page. */
  readonly firstPage: 0 | 1;
  /** The answer for page 0 if pages count from 1. */
  readonly pageZero: 'first-page' | 'nothing';
  /** How the answer says how many records there are. */
  readonly total: 'number' | 'text' | 'none';
  /** Where the whole title stands: in `realtitle`, beside a cut one with tags, or in `title` alone. */
  readonly titles: 'realtitle' | 'title';
  /** The JSON is a string inside JSON. */
  readonly wrapped: boolean;
  /** The most records of one answer. */
  readonly serverPageSize: number;
}

export const EPOINT_DEFAULTS: EpointOptions = {
  categorynum: '003006',
  deptcode: '',
  firstPage: 0,
  pageZero: 'first-page',
  total: 'number',
  titles: 'realtitle',
  wrapped: false,
  serverPageSize: 50,
};

export interface GkmlptOptions {
  readonly column: string;
  readonly sid: string;
  /** Path of the platform: some sites have it below a folder. */
  readonly path: string;
  /** Articles of one answer: 100 at the real ones. */
  readonly pageSize: number;
  /** Times as seconds since 1970, as the same in text, or as a written date. */
  readonly times: 'seconds' | 'text' | 'written';
  /** Article addresses with a host, or without. */
  readonly addresses: 'absolute' | 'relative';
  /** The stated number of articles; too high if hidden ones are counted. */
  readonly total: 'all' | 'too-low' | 'too-high';
  /** Titles in the list leave the agency out; the publisher names it. */
  readonly publisherOnly: boolean;
}

export const GKMLPT_DEFAULTS: GkmlptOptions = {
  column: '4567',
  sid: '769033',
  path: '/gkmlpt',
  pageSize: 100,
  times: 'seconds',
  addresses: 'absolute',
  total: 'all',
  publisherOnly: false,
};

export interface AnnualReportOptions {
  /** A page that links every agency of the module: `/zfxxgk/ndbg/index.html`. */
  readonly directory: boolean;
  /** What stands in the body of a page for a year without a report. */
  readonly emptyBody: 'empty' | 'none-text';
}

export const ANNUAL_REPORT_DEFAULTS: AnnualReportOptions = { directory: true, emptyBody: 'none-text' };

export interface JpaasOptions {
  readonly columnId: string;
  /** `{data:{html}}`, the HTML as `data` itself, or an object as text in `data`. */
  readonly data: 'object' | 'html' | 'text';
  /** Where the column page names the list: the `queryData` of a tag, attributes of a tag, a script. */
  readonly names: 'query-data' | 'attributes' | 'script';
  /** The most records of one answer. */
  readonly serverPageSize: number;
  /** The fragment's pager says how many records there are. */
  readonly total: boolean;
}

export const JPAAS_DEFAULTS: JpaasOptions = {
  columnId: '1229709166',
  data: 'object',
  names: 'query-data',
  serverPageSize: 15,
  total: true,
};

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
  /** Titles of articles that are listed among the reports although they are not reports. */
  readonly decoys: readonly string[];
}

export const JPAGE_DEFAULTS: Omit<JpageOptions, 'decoys' | 'cutTitles'> = {
  method: 'POST',
  paging: 'startrecord',
  proxyPath: '/module/web/jpage/dataproxy.jsp',
  serverPerPage: 300,
  inlineFirstPage: false,
  columnId: '1229709164',
  sidebar: false,
};

export interface XxgkOptions {
  readonly columnId: string;
  /** The organ's opaque code. */
  readonly area: string;
  /** The kind of information; the server gives nothing for another one. */
  readonly infotypeId: string;
  /** Rows of a table, or list items. */
  readonly rows: 'tr' | 'li';
  readonly perPage: number;
  /** Where the server reads its parameters. */
  readonly reads: 'form' | 'address';
  /** What the pager says: 「共3页」, 「共45条」, or both. */
  readonly pager: 'pages' | 'records' | 'both';
  /** Articles of other columns stand in the list, reports of elsewhere among them. */
  readonly mixed: boolean;
  /** What `portalConfig` names: the column alone, so that the column page must be asked for the area, or both. */
  readonly configured: 'column' | 'area';
}

export const XXGK_DEFAULTS: XxgkOptions = {
  columnId: '1229709165',
  area: '330482ZFC00000',
  infotypeId: 'B001F004',
  rows: 'tr',
  perPage: 20,
  reads: 'form',
  pager: 'pages',
  mixed: true,
  configured: 'column',
};

export interface StaticOptions {
  /** How the addresses of the pages are made; see static-pages.ts. */
  readonly pages: PageStyle;
  /** How a page links the list's next pages: as such sites do, by numbers only, or not at all. */
  readonly pager: 'usual' | 'numbers' | 'silent';
  readonly perPage: number;
  /** The answer past the last page. */
  readonly pastEnd: 'not-found' | 'last-page' | 'front-page';
  /** `portalConfig` says where the articles stand. */
  readonly within: boolean;
}

export const STATIC_DEFAULTS: StaticOptions = {
  pages: 'trs',
  pager: 'usual',
  perPage: 15,
  pastEnd: 'not-found',
  within: false,
};

export interface TruecmsOptions {
  readonly columnId: string;
  /** The most records of one answer: 50, 20 or 10 at the sites that are known. */
  readonly limit: number;
  /** The answer to requests for more: as many as the limit allows, none, or 404. */
  readonly over: 'cut' | 'empty' | 'not-found';
  /** The page size that the column page's own script states. */
  readonly statedPerPage: number;
  /** Whether the records come as a datastore, with a total, or as bare list items. */
  readonly result: 'datastore' | 'items';
  /** A second list of another column on the page; `portalConfig` then names the column. */
  readonly sidebar: boolean;
}

export const TRUECMS_DEFAULTS: TruecmsOptions = {
  columnId: '7a1f0c52-93d4',
  limit: 20,
  over: 'cut',
  statedPerPage: 20,
  result: 'datastore',
  sidebar: false,
};
