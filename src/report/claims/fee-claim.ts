import { wordsOf } from '../../document/sight.js';
import { simplified } from '../../text/simplify.js';
import type { Claim } from '../model.js';
import { CHINESE, wholeNumber } from './count.js';

/** The fees charged for handling requests, in 元; the tables have no such figure. */
const FEE = 'processing_fee.amount';
const CHARGED = new RegExp(
  `(?:收取|收费|处理费)([^。\\d]{0,30}?(?:\\d+\\s*[件人笔宗][^。\\d]{0,12}?)?)(?:(\\d[\\d,]*(?:\\.\\d+)?)\\s*(万元|元)?|(${CHINESE})(元))`,
  'gu',
);
/** A rate, or money that was not charged. */
const NOT_CHARGED = /每|标准|减免|免收|免除|退还|退回|应收/u;
const NOTHING =
  /(?:未|没有|无)[^。]{0,40}?处理费|处理费[^。]{0,40}?(?:未(?:收取|产生|发生|收费)|没有(?:收|产生|发生)|无\s*$|为零)/u;
const YEAR = /(?<!\d)(20\d{2})年|(?:去|上一?)年/gu;

/**
 * Section 六 must say what was charged for handling requests (国办函〔2020〕109号): 「未收取」 is 0. The first
 * sentence that clearly states it counts; statements about another year do not.
 */
export function readFeeClaim(text: string, year: number | null): Claim | null {
  for (const sentence of simplified(wordsOf(text).normalize('NFKC')).split(/[。！？!?\n]/u)) {
    if (!sentence.includes('处理费')) continue;
    const own = ofYear(sentence, year);
    for (const match of own.matchAll(CHARGED)) {
      const [words, between = '', digits, unit, chinese] = match;
      const yuan = digits === undefined ? wholeNumber(chinese ?? '') : Number(digits.replaceAll(',', ''));
      const before = own.slice(Math.max(0, match.index - 6), match.index);
      if (yuan === null || NOT_CHARGED.test(before + between)) continue;
      if (chinese === undefined && unit === undefined && yuan !== 0) continue;
      return claim(Math.round(yuan * (unit === '万元' ? 10_000 : 1) * 100) / 100, words);
    }
    const none = NOTHING.exec(own);
    if (none !== null) return claim(0, none[0]);
  }
  return null;
}

/** The clauses of a sentence from its last mention of a year on, if that is the report's; none if it names other years only. */
function ofYear(sentence: string, year: number | null): string {
  const years = [...sentence.matchAll(YEAR)];
  const isOther = ([, named]: RegExpExecArray): boolean => named === undefined || Number(named) !== year;
  if (year === null || !years.some(isOther)) return sentence;
  return sentence.split(/(?<=[,;])/u).reduce<{ kept: string; isOwn: boolean }>(
    ({ kept, isOwn }, clause) => {
      const last = [...clause.matchAll(YEAR)].at(-1);
      const now = last === undefined ? isOwn : !isOther(last);
      return { kept: now ? kept + clause : kept, isOwn: now };
    },
    { kept: '', isOwn: true },
  ).kept;
}

function claim(value: number, text: string): Claim {
  return { indicator: FEE, value, text: text.trim(), readings: [[FEE]] };
}
