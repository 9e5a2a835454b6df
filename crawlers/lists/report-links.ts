import { knownAgency } from '../../src/text/agency-names.js';
import { findDay } from '../../src/text/dates.js';
import { comparableTitle, reportYear } from '../../src/text/report-year.js';
import type { PortalAgency, TitleRules, TitleWords } from '../contract.js';

/** About disclosure, but another paper: plans, guides, notices, budgets, explanations, forms, quarters. */
const OTHER_PAPERS = new RegExp(
  [
    '要点|指南|目录|解读|图解|一图读懂|问答|报表|统计公报|统计年报|统计表',
    '通知|通报|公示|方案|制度|细则|规程|规定|暂行办法|管理办法|工作办法|实施办法',
    '计划(?!生育)|考核|考评|培训(?!中心|学校|学院|基地)|会议(?!中心)|座谈|部署',
    '预算|决算|财政(?:信息|资金|收支|专项|执行|年报|年度|工作|总|状况|情况)',
    '法治政府建设|依法行政|企业年报|企业年度报告|部门年报汇编',
    '季度|半年|月报|格式|模板|范本|征求|征集|申请表|答复',
    '发布(?=20\\d\\d|$)|公布$|中标|招标|采购公告|服务项目',
    '(?:环境|国企|国有企业|行政执法|高校|学校|医院|财务|债务)信息公开',
  ].join('|'),
);
/** A bare 「2023年度报告」 is a report on disclosure only where nothing says that it is somebody else's. */
const OTHER_SUBJECTS =
  /公司|集团|股份|企业|基金|银行|学校|大学|医院|法治|网站|统计(?![局处办科])|环境(?!保护|局)|质量(?!技术|监督|监管)|审计(?![局厅署办处])|债[券务]|工作总结/;

const DISCLOSURE = /(?:信息公开|政务公开信息)/;
const REPORT =
  /年报|年度(?:工作)?(?:情况)?(?:的)?报告|工作(?:年度)?(?:情况)?(?:的)?报告|情况(?:的)?报告|年度总结报告|信息公开报告/;
const BARE_REPORT = /(?:19|20)\d{2}年?(?:度)?(?:的)?(?:工作)?(?:年度报告|年报|度报告)/;
/** What follows the year in a whole title; a cut one stops somewhere inside. */
const AFTER_YEAR = ['政府信息公开', '信息公开', '政府信息主动公开'];

/** Marks of a cut at the end of a title, and how many of them make one. */
const CUT_MARKS: ReadonlyMap<string, number> = new Map([
  ['.', 2],
  ['…', 1],
  ['⋯', 1],
  ['。', 2],
  ['·', 2],
]);

/** Where the marks of a cut begin; the length of a title that was not cut. */
function cutAt(text: string): number {
  const mark = text.at(-1) ?? '';
  const fewest = CUT_MARKS.get(mark);
  if (fewest === undefined) return text.length;
  let start = text.length;
  while (start > 0 && text[start - 1] === mark) start--;
  return text.length - start >= fewest ? start : text.length;
}

/** Was the title cut by the listing (「…」, `...`)? */
export function isCut(title: string): boolean {
  const text = comparableTitle(title);
  return cutAt(text) < text.length;
}

/** A cut title without the marks of the cut. */
export function withoutCut(title: string): string {
  const text = title.trim();
  return text.slice(0, cutAt(text)).trim();
}

/** The rules that hold for every portal, with a portal's own words added. */
export function titleRules(words: TitleWords = { include: [], exclude: [] }): TitleRules {
  const include = words.include.map(comparableTitle);
  const exclude = words.exclude.map(comparableTitle);
  return {
    isReport(title) {
      const text = comparableTitle(title);
      if (exclude.some((word) => text.includes(word))) return false;
      return include.some((word) => text.includes(word)) || namesReport(text);
    },
    year: (title) => reportYear(comparableTitle(title)),
  };
}

function namesReport(text: string): boolean {
  if (OTHER_PAPERS.test(text)) return false;
  if (cutAt(text) < text.length) return mayNameReport(text.slice(0, cutAt(text)));
  if (DISCLOSURE.test(text)) return REPORT.test(text);
  return BARE_REPORT.test(text) && !OTHER_SUBJECTS.test(text);
}

/** A cut title is kept where what is left could be the beginning of a report's title. */
function mayNameReport(text: string): boolean {
  if (DISCLOSURE.test(text)) return !OTHER_BEGINNINGS.test(text);
  if (OTHER_SUBJECTS.test(text)) return false;
  if (BARE_REPORT.test(text)) return true;
  const year = /(?:19|20)\d{2}(?:年度?)?/.exec(text);
  if (year === null) return false;
  const rest = text.slice(year.index + year[0].length);
  if (rest === '') return ORGAN_END.test(text.slice(0, year.index));
  return AFTER_YEAR.some((whole) => whole.startsWith(rest));
}

/** Words before 信息公开 that begin other papers: notices, news. */
const OTHER_BEGINNINGS =
  /关于(?:做好|开展|编制|报送|加强|印发|组织)|举办|召开|组织(?:开展|召开|学习)|开展|一图|第[一二三四]季/;

const ORGAN_END =
  /(?:局|委|办|办公室|委员会|政府|街道|街道办事处|办事处|镇|乡|中心|管委会|院|厅|部|处|队|社|会|馆|公司|集团|市|区|县)$/;

/**
 * The agency a title names: one of the portal's agencies by name or alias (the longest that fits, under its
 * name), else what stands around the year and the words of the report where it reads like an organ, else null.
 */
export function agencyOf(title: string, agencies: readonly PortalAgency[]): string | null {
  const text = comparableTitle(title);
  const known = knownAgency(text, agencies, (candidate) => text.includes(candidate));
  if (known !== null) return known;
  const rest = text
    .slice(0, cutAt(text))
    .replace(/[《》"“”'‘’[\]【】]/g, '')
    .replace(/\((?:19|20)\d{2}年?(?:度)?\)/g, '')
    .replace(/^关于/, '')
    .replace(/(?:19|20)\d{2}年?(?:度)?.*$/, (tail) => tail.replace(/^(?:19|20)\d{2}年?(?:度)?/, '|'))
    .replace(/(?:政府|政务)?信息公开.*$/, '|')
    .replace(/(?:工作)?(?:年度报告|年报|工作报告).*$/, '|');
  return rest.split('|').find((part) => part.length >= 3 && ORGAN_END.test(part)) ?? null;
}

/** The date in a listing's text as YYYY-MM-DD; null without a year (`[01-25]`) or for a date that cannot be. */
export function listedDate(text: string): string | null {
  return findDay(text.normalize('NFKC')) ?? null;
}

const CHINA_OFFSET = 8 * 3600 * 1000;

/** The day in China of a time in seconds or milliseconds since 1970, as YYYY-MM-DD; null for none between 1970 and 2099. */
export function dayOfTime(time: number): string | null {
  const milliseconds = time < 1e11 ? time * 1000 : time;
  if (!(milliseconds > 0 && milliseconds < 4.1e12)) return null;
  return new Date(milliseconds + CHINA_OFFSET).toISOString().slice(0, 10);
}

/**
 * An absolute address from a link as it stands in a page: without fragment and session id, which change at
 * every visit. Null for what is no http(s) link.
 */
export function linkAddress(href: string, base: string): string | null {
  const trimmed = href.trim().replace(/[\r\n\t]/g, '');
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  let url: URL;
  try {
    url = new URL(trimmed, base);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.hash = '';
  url.pathname = url.pathname.replace(/;jsessionid=[^/?;]*/i, '');
  return url.href;
}
