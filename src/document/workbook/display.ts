import { SSF } from '@e965/xlsx';
import { OBJECT } from '../sight.js';
import { states } from './stated-number.js';

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
