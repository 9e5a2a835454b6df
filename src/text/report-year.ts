/** Years a report can be about: the first disclosure rules are Shanghai's, of 2004. */
const FIRST_YEAR = 2004;
const LAST_YEAR = 2099;

const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  '○': '0',
  '◯': '0',
  零: '0',
  O: '0',
  o: '0',
  '0': '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/g;

/** Makes titles comparable: full-width forms, spaces, and years in Chinese digits (二〇二三年 is 2023年). */
export function comparableTitle(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/[〇○◯零Oo0一二三四五六七八九]{4}(?=年)/g, (run) =>
      /^(?:二|一九)/.test(run) ? [...run].map((digit) => CHINESE_DIGITS[digit] ?? digit).join('') : run,
    );
}

/**
 * The report year that a comparable title names: the one followed by 年度, else the only one there is. A date
 * (2023年1月13日) is no year; two different years are a doubt, and a doubt is null.
 */
export function reportYear(comparable: string): number | null {
  const marked = new Set<number>();
  const plain = new Set<number>();
  for (const match of comparable.matchAll(YEAR)) {
    const year = Number(match[1]);
    const after = comparable.slice(match.index + 4);
    if (year < FIRST_YEAR || year > LAST_YEAR) continue;
    if (/^(?:年\d{1,2}月|[-/.]\d{1,2}[-/.])/.test(after)) continue;
    (/^年度(?!工作)|^年年度|^年?年报/.test(after) ? marked : plain).add(year);
  }
  return only(marked) ?? (marked.size === 0 ? only(plain) : null);
}

function only(years: ReadonlySet<number>): number | null {
  const [first] = years;
  return years.size === 1 && first !== undefined ? first : null;
}
