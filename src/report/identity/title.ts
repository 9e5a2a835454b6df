import { comparableTitle, reportYear } from '../../text/report-year.js';

/** What a title says; a part that it does not say for sure is null. */
export interface TitleReading {
  readonly agency: string | null;
  readonly year: number | null;
}

const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)(?:年度?)?/u;
const TOPIC = /(?:政府)?信息公开|政务公开/u;
const REPORT = /报告|年报/u;
const CUT = /(?:\.{2,}|…+)$/u;
const HAN_NAME = /^[\p{Script=Han}·()（）、]{2,40}$/u;
const NO_NAME = /^(?:政府|本级|我[局办市县区镇]|本[局办市县区镇机关单位]+|全[市县区]|年度?)$/u;

/** Is this the title of an annual report on information disclosure? */
export function isReportTitle(text: string): boolean {
  const title = comparableTitle(text);
  return (
    title.length <= 90 &&
    TOPIC.test(title) &&
    REPORT.test(title) &&
    (YEAR.test(title) || /年度?报告|年报/u.test(title))
  );
}

/**
 * Agency and year from a title, in the orders that portals use: 「甲市乙局2023年度政府信息公开工作年度报告」,
 * 「2023年甲市乙局政府信息公开…」, 「甲市乙局政府信息公开工作年度报告（2023年）」, 「…年度报告（甲市乙局）」.
 * Of a title cut with 「…」 only what stands before the cut is used.
 */
export function readTitle(text: string): TitleReading {
  const whole = comparableTitle(text).replace(/^《|》$/gu, '');
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
    .replace(/^关于|^(?:年度?|[-—_:：|]+)/u, '')
    .replace(/(?:关于|的|年度?|[-—_:：|、]+)$/u, '');
  return HAN_NAME.test(name) && !NO_NAME.test(name) ? name : null;
}
