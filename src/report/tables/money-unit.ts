/** The units that headings of amounts name. */
export type MoneyUnit = '元' | '万元' | '亿元';

/** The unit that a heading of amounts names; the form's own, 万元, where it names none. */
export function moneyUnit(text: string): MoneyUnit {
  // 「（单位：万」 and 「元）」 may stand in two lines
  const heading = text.replace(/\s+/gu, '');
  if (heading.includes('万元')) return '万元';
  if (heading.includes('亿元')) return '亿元';
  return /[（(：:，,]元|元[）)]/u.test(heading) ? '元' : '万元';
}
