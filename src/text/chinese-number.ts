const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * A whole number in Chinese words, up to 99,999,999: 「三」「十二」「一百零五」「一万二千」「二〇二三」.
 * Returns null for anything that is not wholly such a number.
 */
export function parseChineseNumber(text: string): number | null {
  if (!/^[零〇一二两三四五六七八九十百千万]+$/u.test(text)) return null;
  const [high, low, ...more] = text.split('万');
  if (high === undefined || more.length > 0) return null;
  if (low === undefined) return belowTenThousand(high);
  const ten = belowTenThousand(high);
  const rest = low === '' ? 0 : belowTenThousand(low);
  return ten === null || rest === null || ten === 0 ? null : ten * 10_000 + rest;
}

function belowTenThousand(text: string): number | null {
  if (text === '') return null;
  if (!/[十百千]/u.test(text)) {
    // digit by digit, as in years; a lone digit is the usual case
    const digits = [...text].map((c) => DIGITS[c]);
    return digits.some((d) => d === undefined) ? null : Number(digits.join(''));
  }
  let total = 0;
  let digit: number | null = null;
  let lastUnit = Number.POSITIVE_INFINITY;
  for (const character of text) {
    const unit = UNITS[character];
    if (unit === undefined) {
      const value = DIGITS[character];
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      digit = value;
      continue;
    }
    if (unit >= lastUnit || (digit === 0 && unit !== 10)) return null;
    if (digit === null && unit !== 10) return null;
    total += (digit === null || digit === 0 ? 1 : digit) * unit;
    lastUnit = unit;
    digit = null;
  }
  return total + (digit ?? 0);
}

/**
 * The same for a count in a cell or a sentence, where digits side by side are no number: 「一二」 may be two cells, or a
 * list; 「一百零五」 is 105, 「三」 is 3.
 */
export function parseChineseCount(text: string): number | null {
  return [...text].length > 1 && !/[十百千万]/u.test(text) ? null : parseChineseNumber(text);
}
