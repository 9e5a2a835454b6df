/**
 * Which links of a site may lead to its columns of annual reports, and how likely. The words are those of front pages of
 * government sites: most say 政务公开 → 政府信息公开 → 政府信息公开年报; others 公开, 政府信息公开平台, 部门信息公开.
 */
import { isListAddress } from '../families/static/place.js';
import { type Anchor, parseList, readAnchors } from '../lists/anchors.js';
import { isOwnSite } from '../lists/list-page.js';
import { stringLiterals } from '../lists/page-scripts.js';
import { linkAddress, titleRules } from '../lists/report-links.js';

/** A link worth following. */
export interface Trail {
  readonly url: string;
  /** What the link says. */
  readonly title: string;
  readonly likelihood: Likelihood;
}

/** 3: it names annual reports; 2: it names disclosure; 1: it may lead to either. */
export type Likelihood = 1 | 2 | 3;

/** Reports of other kinds, and other things that share the words. */
const OTHER =
  /统计|企业|财务|法治|依法行政|预算|决算|财政资金|网站(?:工作)?年|上市|社会责任|质量|环境状况|审计|解读|新闻|动态|要闻|通知|公告|信箱|办事|办件|互动|投诉|举报|登录|注册|邮箱|检索|搜索|查询|无障碍|English|依申请|申请(?:公开)?$|指南$|制度$|规定$|知识库|培训|考核|会议|招聘|采购/;
const REPORTS =
  /^(?:(?:本[级市县区]|政府|部门|单位|街道|乡镇|镇街|各[^报]{0,8})?(?:政府|政务)?(?:信息)?公开(?:工作)?)?(?:[^报]{0,8})(?:年报|年度报告|工作报告)(?:专栏|公示|公开|列表|汇总|\d{4})?$/;
const REPORTS_ANYWHERE = /(?:信息公开|政务公开)(?:工作)?(?:年报|年度(?:工作)?报告)|年度?报告?专栏/;
const DISCLOSURE =
  /(?:政府)?信息公开(?:专栏|平台|目录|栏目|网|专题|系统)?$|^法定主动公开(?:内容)?$|^主动公开(?:目录|内容)?$/;
const PUBLIC =
  /^(?:政务公开|公开|阳光政务|政府公开|政务|信息公开目录|公开目录)$|(?:部门|街道|乡镇|镇街|单位|各部门)(?:政府)?信息公开|政务公开(?:专栏|平台)?$/;
/** Folders of such columns, for links without words. */
const FOLDER: readonly (readonly [RegExp, Likelihood])[] = [
  [/\/(?:zf)?xxgk(?:gz)?n(?:d)?bg?\b|\/(?:gk)?n(?:d)?bg?(?:\/|$)|\/xxgknb/i, 3],
  [/\/zfxxgk(?:pt|ml)?(?:\/|$)|\/xxgk(?:ml)?(?:\/|$)/i, 2],
  [/\/zwgk(?:\/|$)/i, 1],
];

const rules = titleRules();

/** The likelihood of a link by its words, or, where it has none, by its address; null for all others. */
function likelihoodOf(title: string, url: URL): Likelihood | null {
  const text = title.normalize('NFKC').replace(/[\s>»›·|:：【】[\]()]+/g, '');
  if (isSearch(url)) return null;
  if (text === '' || /^\d+$/.test(text)) return byFolder(url);
  if (text.length > 40 || OTHER.test(text)) return null;
  if (rules.isReport(text) && rules.year(text) !== null && !isListAddress(url)) return null;
  if (REPORTS.test(text) || REPORTS_ANYWHERE.test(text)) return 3;
  if (DISCLOSURE.test(text)) return 2;
  return PUBLIC.test(text) ? 1 : null;
}

/** The result of a search is no column, whatever was searched for. */
function isSearch({ pathname, searchParams }: URL): boolean {
  if (/\/(?:so|s|search|jsearch\w*|ssp)(?:\/|\.\w+)?$/i.test(pathname)) return true;
  return [...searchParams.keys()].some((name) => /^(?:q|keyword|keywords|searchword|wd)$/i.test(name));
}

function byFolder({ pathname }: URL): Likelihood | null {
  return FOLDER.find(([pattern]) => pattern.test(pathname))?.[1] ?? null;
}

/** The links of a page that are worth following, each once, the likeliest first; menus that scripts write are read too. */
export function trailsOn(html: string, url: string): Trail[] {
  const trails = new Map<string, Trail>();
  for (const anchor of linksOf(html, url)) {
    if (!isOwnSite(anchor.url, [url])) continue;
    const title = anchor.titles.find((one) => one !== '') ?? '';
    const likelihood = likelihoodOf(title, new URL(anchor.url));
    if (likelihood === null) continue;
    const before = trails.get(anchor.url);
    if (before === undefined || before.likelihood < likelihood)
      trails.set(anchor.url, { url: anchor.url, title, likelihood });
  }
  return [...trails.values()].sort((one, other) => other.likelihood - one.likelihood);
}

const AGENCY =
  /^[^\d]{2,24}(?:局|委|办|办公室|委员会|厅|院|中心|街道|街道办事处|办事处|镇|乡|管委会|支队|总队)$/;

/** Links whose text is nothing but an agency's name, and that lead to a page of its own. */
export function agencyPages(html: string, url: string): Trail[] {
  const pages = new Map<string, Trail>();
  for (const anchor of linksOf(html, url)) {
    const title = anchor.text.replace(/\s/g, '');
    const address = new URL(anchor.url);
    if (
      !AGENCY.test(title) ||
      !isOwnSite(anchor.url, [url]) ||
      !(isListAddress(address) || address.search !== '')
    )
      continue;
    if (!pages.has(anchor.url)) pages.set(anchor.url, { url: anchor.url, title, likelihood: 1 });
  }
  return [...pages.values()];
}

/** Pieces of markup in scripts that are looked into. */
const MOST_WRITTEN = 500;

/** All links of a page: in its markup, and in the markup that its scripts write. */
function linksOf(html: string, url: string): Anchor[] {
  const inPage = readAnchors(html, url);
  const written = stringLiterals(parseList(html))
    .filter((text) => /<a\s/i.test(text))
    .slice(0, MOST_WRITTEN)
    .flatMap((text) => readAnchors(text, url));
  return [...inPage, ...written];
}

/** Scripts of others' making, which hold no menu. */
const LIBRARY =
  /jquery|bootstrap|swiper|vue|layui|layer|slide|echarts|analytics|hm\.js|share|video|player|min\.js$/i;

/** Script files on the site's own hosts that may write its menu; those that say so by their name come first. */
export function menuScripts(html: string, url: string): string[] {
  const scripts = parseList(html)('script[src]')
    .toArray()
    .flatMap((element) => linkAddress(element.attribs.src ?? '', url) ?? [])
    .filter((address) => isOwnSite(address, [url]) && !LIBRARY.test(new URL(address).pathname));
  const isMenu = (address: string) =>
    /nav|menu|head|top|common|daohang|lanmu/i.test(new URL(address).pathname);
  return [...new Set(scripts)].sort((one, other) => Number(isMenu(other)) - Number(isMenu(one)));
}
