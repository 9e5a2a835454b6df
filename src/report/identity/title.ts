import { comparableTitle, reportYear } from '../../text/report-year.js';
import { simplified } from '../../text/simplify.js';

/** What a title says; a part that it does not state with certainty is null. */
export interface TitleReading {
  readonly agency: string | null;
  readonly year: number | null;
}

const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)(?:年度?)?/u;
const TOPIC = /(?:政府|政务)?信息公开|政务公开/u;
const REPORT = /报告|年报/u;
const CUT = /(?:\.{2,}|…+)$/u;
const HAN_NAME = /^[\p{Script=Han}·()（）、]{2,40}$/u;
const NO_NAME =
  /^(?:政府|本级|我[局办市县区镇]|本[局办市县区镇机关单位]+|全[市县区]|年度?|.*(?:登录|注册|首页|栏目|返回|无障碍|繁体|搜索|导航|打印|字号|分享|做好|印发).*)$/u;

/** What pages and file names put around a title: 「【年报】」, 「附件1：」, 「1.」, bullets; 「.docx」, 「(1)」. */
const IN_FRONT =
  /^(?:[【[][^】\]]{1,8}[】\]]|附件?\d*[:：.、]|(?:标题|名称|信息名称)[:：]|\d{1,2}[.、．](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|[·•●■◆★☆>*#-]+)/u;
const BEHIND =
  /(?:\.(?:docx?|rtf|wps|pdf|ofd|s?html?|mht(?:ml)?|xlsx?|f?od[ts]|uo[fst]|txt|zip|rar|7z)|[（(]\d{1,2}[)）]|[【[][^】\]]{1,8}[】\]])$/iu;
/** Lines that an index, a breadcrumb or a box of metadata is made of. */
const INDEX_LINE =
  /^(?:索引号?|栏目|分类|类别|主题(?:分类|词)?|信息(?:分类|来源)|来源|发布(?:机构|时间|日期)|发文(?:机关|字号|日期)|文号|当前位置|[您你]?(?:现在|当前)?所?在?的?位置|首页|责任编辑|关键[词字]|浏览次?数?|上一[篇页条]|下一[篇页条]|相关)[^\p{Script=Han}]|[>»›＞]/u;
/** Titles of texts about reports that are not reports: notices, rules, templates. */
const NOTICE =
  /^(?:[^报]{0,30})?关于(?:做好|印发|报送|开展|编制|编报|编写|填报|进一步|组织|抓好|转发)|(?:通知|意见|方案|函|通报|细则|办法|指南|模板|范本|格式|样式|解读|要点|目录|制度|规定)(?:[（(][^（）()]*[)）])?$/u;

/** Is this the title of an annual report on information disclosure? */
export function isReportTitle(text: string): boolean {
  if (INDEX_LINE.test(text.trim())) return false;
  const title = bareTitle(text);
  return (
    title.length <= 90 &&
    TOPIC.test(title) &&
    REPORT.test(title) &&
    (YEAR.test(title) || /年度?报告|年报/u.test(title)) &&
    !NOTICE.test(title)
  );
}

/** A title in comparable form: years in digits, simplified characters, without decoration. */
function bareTitle(text: string): string {
  let title = simplified(comparableTitle(text));
  for (;;) {
    const bare = title
      .replace(IN_FRONT, '')
      .replace(BEHIND, '')
      .replace(/^《(.*)》$/u, '$1');
    if (bare === title) return title;
    title = bare;
  }
}

/**
 * Agency and year from a title, in the orders that portals use: 「甲市乙局2023年度政府信息公开工作年度报告」,
 * 「2023年甲市乙局政府信息公开…」, 「甲市乙局政府信息公开工作年度报告（2023年）」, 「…年度报告（甲市乙局）」.
 * Of a title cut off with 「…」, only the part before the cut is used.
 */
export function readTitle(text: string): TitleReading {
  const whole = bareTitle(text);
  const cut = CUT.test(whole);
  const title = whole.replace(CUT, '');
  const year = reportYear(title);
  const rest = title.replace(YEAR, '').replace(/[(（]\s*[)）]/gu, '');
  const topic = agencyEnd(rest);
  if (topic === -1) return { agency: cut && year !== null ? agencyName(beforeYear(title)) : null, year };
  const name = agencyName(rest.slice(0, topic));
  return { agency: name ?? agencyName(bracketed(rest.slice(topic))), year };
}

/** Where the agency's name ends: before the topic, but 「人民政府信息公开」 leaves 人民政府 whole. */
function agencyEnd(text: string): number {
  const at = text.search(TOPIC);
  if (at === -1) return -1;
  return text.startsWith('政府', at) && text.slice(0, at).endsWith('人民') ? at + 2 : at;
}

function beforeYear(title: string): string {
  const match = YEAR.exec(title);
  return match ? title.slice(0, match.index) : '';
}

function bracketed(text: string): string {
  return /[(（]([^()（）]+)[)）]$/u.exec(text)?.[1] ?? '';
}

function agencyName(text: string): string | null {
  const name = text
    .replace(/^关于(?:公布|发布)?|^(?:年度?|[-—_:：|]+)/u, '')
    .replace(/(?:关于(?:公布|发布)?|的|年度?|[-—_:：|、]+)$/u, '');
  return HAN_NAME.test(name) && !NO_NAME.test(name) ? name : null;
}
