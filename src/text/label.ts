/**
 * Labels of the form, compared without what drifts in the wild: numbering, punctuation, white space, width.
 */

const NUMBERING =
  /^(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)[、.．,，:：]*|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．,，:：]+|\d{1,2}(?=[^\d]))/u;
const PARENTHESES = /[（(][^（）()]*[）)]/gu;
const DROPPED = /[\s\p{P}\p{S}]+/gu;

/** White space removed and full-width forms folded (NFKC: also Kangxi radicals that PDFs hold). */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/gu, '');
}

/** The comparable core of a label: 「（三）不予公开：」 and 「3、不予公开」 are both 不予公开. */
export function labelKey(text: string): string {
  return squeeze(text).replace(NUMBERING, '').replace(DROPPED, '');
}

/** The same without what stands in brackets: 「本年收费金额（单位：万元）」 is 本年收费金额. */
export function bareLabelKey(text: string): string {
  return squeeze(text).replace(NUMBERING, '').replace(PARENTHESES, '').replace(DROPPED, '');
}

/** The number in front of a label (「（三）」, 「3.」, 「三、」, 「第三部分」), or null. */
export function labelOrdinal(text: string): number | null {
  const match =
    /^(?:[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[）)、.,:]|第([一二三四五六七八九十]{1,3}|\d{1,2})(?:部分|章|节))/u.exec(
      squeeze(text),
    );
  const digits = match?.[1] ?? match?.[2];
  if (digits === undefined) return null;
  if (/^\d+$/.test(digits)) return Number(digits);
  const units = '一二三四五六七八九';
  const ten = digits.indexOf('十');
  if (ten === -1) return units.indexOf(digits) + 1 || null;
  const tens = ten === 0 ? 1 : units.indexOf(digits.charAt(0)) + 1;
  return tens * 10 + (ten === digits.length - 1 ? 0 : units.indexOf(digits.slice(ten + 1)) + 1);
}

const LAST_YEAR = /上一?年|去年|往年/gu;
const NEXT_YEAR = /下一?年|次年|明年/gu;
const THIS_YEAR = /本年|今年|当年/gu;
const NEGATION = /没有|不|未|无|非/gu;
const NUMERAL = /[一二三四五六七八九十]/gu;

/**
 * Do two labels agree in the words that turn a label's meaning round: the year, negations, numerals? However
 * alike, 「上年新收……」 is never 「本年新收……」.
 */
export function sameSense(a: string, b: string): boolean {
  return sense(a) === sense(b);
}

function sense(label: string): string {
  const count = (pattern: RegExp): number => label.match(pattern)?.length ?? 0;
  const numerals = label.replace(LAST_YEAR, '').replace(NEXT_YEAR, '').match(NUMERAL)?.join('') ?? '';
  return `${count(LAST_YEAR)}${count(NEXT_YEAR)}${count(THIS_YEAR)}${count(NEGATION)}${numerals}`;
}

const REORDERED = 0.9;

/**
 * How alike two labels are, 0 to 1: the share of common character pairs (Dice); the same words in another order
 * (「信访投诉举报类」 for 「信访举报投诉类」) are nearly the same.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === b.length && a.length > 3 && inOrder(a) === inOrder(b)) return REORDERED;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      pairs.set(pair, left - 1);
      common++;
    }
  }
  return (2 * common) / (a.length + b.length - 2);
}

function inOrder(text: string): string {
  return [...text].sort().join('');
}
