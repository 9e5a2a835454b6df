import { parseChineseCount } from '../../text/chinese-number.js';

const ARABIC = '\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+(?:\\.\\d+)?';
export const CHINESE = '[零〇一二两三四五六七八九十百千万]+|[零壹贰叁肆伍陆柒捌玖拾佰仟万]+';
/** Units of requests and disputes; 条例, 项目 and 起诉 are words of their own. */
const UNIT = '件次|件(?!套)|项(?!目)|宗|条(?!例|款)|份|起(?!诉|草)|例';
const OTHER_UNIT =
  '人次|工作日|个|次|人|名|场|期|篇|万元|亿元|元|张|页|家|天|日|分钟|分|册|台|处|部|类|种|倍|字|封|户|批|位|轮|岁|号|周';
const RATE = '%|％|‰|个百分点|成';
const FORMAL = '零壹贰叁肆伍陆柒捌玖拾佰仟';
const PLAIN = '零一二三四五六七八九十百千';

/** What a number, an ordinal or 「几件」 begins with. */
export const NUMBER_STARTS = `0123456789〇两万几数第${PLAIN}${FORMAL}`;

/** A number, with its unit and with what makes it inexact, at one place of a sentence. */
export function numberPattern(): RegExp {
  return new RegExp(
    `(?<from>(?:${ARABIC}|${CHINESE})(?:余|多|几)?(?:万|亿)?\\s*(?:${UNIT})?\\s*(?:至|到|-|－|—+|~|～)\\s*)?` +
      `(?<first>第)?(?<number>${ARABIC}|${CHINESE}|几十?|数[十百千])(?<about>余|多|几)?(?<times>万|亿)?(?<over>余|多)?\\s*` +
      `(?:(?<rate>${RATE})|(?<unit>${UNIT})|(?<other>${OTHER_UNIT}))?(?<more>左右|以上|以下|以内|上下|不等|余)?`,
    'uy',
  );
}

/** A count of requests or disputes, another number, or a rate. */
export function readCount(
  match: RegExpExecArray,
):
  | { readonly role: 'count'; readonly value: number | null; readonly unit: boolean }
  | { readonly role: 'rate' | 'unknown' } {
  const { from, first, number = '', about, times, over, rate, unit, other, more } = match.groups ?? {};
  if (rate !== undefined) return { role: 'rate' };
  if (first !== undefined) return { role: 'unknown' };
  if (unit === undefined && other === undefined && !/^\d|^[零〇]$/u.test(number)) return { role: 'unknown' };
  const inexact = [from, about, times, over, more, other].some((part) => part !== undefined);
  return {
    role: 'count',
    value: inexact ? null : wholeNumber(number),
    unit: unit !== undefined || other !== undefined,
  };
}

/** The whole number that digits or Chinese numerals (also those of accounts) write; null where it is none. */
export function wholeNumber(text: string): number | null {
  if (/^\d/u.test(text)) return text.includes('.') ? null : Number(text.replaceAll(',', ''));
  return parseChineseCount([...text].map((c) => PLAIN[FORMAL.indexOf(c)] ?? c).join(''));
}
