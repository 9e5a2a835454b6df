import { wordsOf } from '../../document/sight.js';
import type { Claim } from '../model.js';

/** What was charged for handling requests, in 元; it is no figure of the tables. */
const FEE = 'processing_fee.amount';
const CHARGED =
  /(?:收取|收费|处理费)([^。\d]{0,30}?(?:\d+\s*[件人笔宗][^。\d]{0,12}?)?)(\d[\d,]*(?:\.\d+)?)\s*(万元|元)?/gu;
/** A rate, or money that was not taken. */
const NOT_CHARGED = /每|标准|减免|免收|免除|退还|退回|应收/u;
const NOTHING =
  /(?:未|没有|无)[^。]{0,40}?处理费|处理费[^。]{0,40}?(?:未(?:收取|产生|发生|收费)|没有(?:收|产生|发生)|无\s*$|为零)/u;

/**
 * Section 六 must say what was charged for handling requests (国办函〔2020〕109号): 「未收取」 is 0. The first
 * sentence that speaks of it for sure counts.
 */
export function readFeeClaim(text: string): Claim | null {
  for (const sentence of wordsOf(text)
    .normalize('NFKC')
    .split(/[。！？!?\n]/u)) {
    if (!sentence.includes('处理费')) continue;
    for (const match of sentence.matchAll(CHARGED)) {
      const [words, between = '', digits = '', unit] = match;
      const yuan = Number(digits.replaceAll(',', ''));
      const before = sentence.slice(Math.max(0, match.index - 6), match.index);
      if (NOT_CHARGED.test(before + between) || (unit === undefined && yuan !== 0)) continue;
      return claim(Math.round(yuan * (unit === '万元' ? 10_000 : 1) * 100) / 100, words);
    }
    const none = NOTHING.exec(sentence);
    if (none !== null) return claim(0, none[0]);
  }
  return null;
}

function claim(value: number, text: string): Claim {
  return { indicator: FEE, value, text: text.trim(), readings: [[FEE]] };
}
