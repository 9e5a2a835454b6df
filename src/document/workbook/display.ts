import { SSF } from '@e965/xlsx';
import { OBJECT } from '../sight.js';

/**
 * What a cell shows of a number in its format. Where the format rounds, the rounded number is what the source says;
 * where it shows another number than the cell holds (thousands as units, a sign left out, digits put beside it), the
 * text is marked as one that can't be told.
 *
 * @param shown what SheetJS makes of it
 */
export function shownNumber(value: number, format: string, shown: string | undefined): string {
  if (format === 'General' || format === '') return shown ?? String(value);
  if (SSF.is_date(format)) return shown ?? String(value) + OBJECT;
  const text = formatted(value, format);
  if (text === null) return String(value) + OBJECT;
  return states(text, value) ? text : text + OBJECT;
}

/** Does the format show nothing of a text? */
export function hidesText(format: string): boolean {
  const sections = sectionsOf(format);
  return sections.length > 3 && sections[3] === '';
}

/** Does the format show nothing of any number? */
export function hidesNumbers(format: string): boolean {
  const sections = sectionsOf(format);
  return sections.length >= 3 && sections.slice(0, 3).every((section) => section === '');
}

/** A locale alone, and Chinese figures for Arabic ones: neither changes the number. */
const LOCALE = /\[(?:\$-[\da-f,]+|dbnum\d)\]/giu;
/** Signs of currencies that stand in formats without quotes. */
const CURRENCY = /[¥￥]/gu;
const ESCAPED = /!(.)/gu;

function formatted(value: number, format: string): string | null {
  const known = quotedApart(format, (plain) =>
    plain.replace(LOCALE, '').replace(ESCAPED, '\\$1').replace(CURRENCY, '"$&"'),
  );
  try {
    return SSF.format(known, value);
  } catch {
    return null;
  }
}

/** Changes what stands outside of quotes, of brackets with a sign of currency, and behind backslashes. */
function quotedApart(format: string, change: (plain: string) => string): string {
  return format
    .split(/("[^"]*"|\\.|\[\$[^\]-]+[^\]]*\])/u)
    .map((part, i) => (i % 2 === 0 ? change(part) : part))
    .join('');
}

function sectionsOf(format: string): string[] {
  return quotedApart(format, (plain) => plain.replaceAll(';', '\u0000')).split('\u0000');
}

const NUMBER = /(\d[\d,]*(?:\.(\d+))?|\.(\d+))(?:E([+-]\d+))?/giu;
const NEGATIVE = /[-−(（减降↓负]/u;
/** Powers of ten. */
const UNITS: Readonly<Record<string, number>> = {
  '%': -2,
  '‰': -3,
  百: 2,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  万亿: 12,
};
const UNIT = /^\s*(%|‰|万亿|百万|千万|百|千|万|亿)/u;

/** Does the text show this number, or none? A unit behind it may be its scale, or what the number counts. */
function states(text: string, value: number): boolean {
  const found = [...text.matchAll(NUMBER)];
  const [match] = found;
  if (match === undefined) return true;
  if (found.length > 1) return false;
  const [all, digits = '', decimals = match[3] ?? '', , power = '0'] = match;
  const size = Number(digits.replaceAll(',', '')) * 10 ** Number(power);
  const isNegative = NEGATIVE.test(text.slice(0, match.index));
  const seen = isNegative ? -size : size;
  const step = 10 ** (Number(power) - decimals.length) / 2;
  const unit = UNITS[UNIT.exec(text.slice(match.index + all.length))?.[1] ?? ''] ?? 0;
  return [1, 10 ** unit].some((scale) => Math.abs(seen * scale - value) <= step * scale * (1 + 1e-6));
}
