import { parseChineseCount } from '../../text/chinese-number.js';
import type { NumberType } from '../edition/schema.js';
import type { NullReason } from '../model.js';
import { cellText } from './cell-text.js';

export type CellValue =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: NullReason };

const DASH = /^[/\\|\-–—―‐‑−─━_~～]+$/u;
const NONE = /^(?:无|没有|无数据|暂无)$/u;
/** What most cells hold. */
const PLAIN = /^(?:0|[1-9]\d{0,14})$/;
const COUNT_UNITS = '件|项|条|个|宗|份|次|起';
/** Without leading zeros: 「05」 is two cells run together. */
const NUMBER = String.raw`(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+|0|[1-9]\d*)(?:\.\d+)?`;
const UNIT_AT_END = new RegExp(`(?:${COUNT_UNITS})$`, 'u');
const COUNT = new RegExp(`^([+-]?)(${NUMBER})(?:${COUNT_UNITS})?$`, 'u');
const SIGNED = new RegExp(`^(\\+|-|增加?|减少?|↑|↓)?(${NUMBER})(?:${COUNT_UNITS})?(↑|↓)?$`, 'u');
const AMOUNT = new RegExp(`^[¥￥]?([+-]?)(${NUMBER})(亿元?|万元?|元)?(?:[(（]([亿万]?元)[)）])?$`, 'u');
/** Powers of ten from a unit to 元. */
const MONEY: Readonly<Record<string, number>> = { 亿: 8, 亿元: 8, 万: 4, 万元: 4, 元: 0 };

const BLANK: CellValue = { value: null, reason: 'blank' };
const UNREADABLE: CellValue = { value: null, reason: 'unreadable' };

/**
 * The value that a cell's text states, in the column's unit.
 *
 * A note mark beside the number, a remark behind it in brackets and struck text are no part of it (`cellText`). Blanks
 * inside a number (「1 2」) may be two cells run together: that is unreadable, never 12, unless they part thousands
 * (「1 234」). Only full-width forms are folded: ①, ², Ⅷ and ㈧ are no digits. Amounts are converted to 万元 exactly, by moving the decimal point; `headerUnit` is the unit that the column's own
 * heading names where it is not 万元.
 */
export function readCell(
  raw: string,
  type: NumberType,
  headerUnit: '元' | '万元' | '亿元' = '万元',
): CellValue {
  if (type !== 'amount' && PLAIN.test(raw)) return { value: Number(raw), reason: null };
  const seen = cellText(raw);
  if (seen.kind === 'empty') return BLANK;
  if (seen.kind === 'no_text') return UNREADABLE;
  const tight = seen.text.replace(/\s*([^\d\s.,])\s*/gu, '$1');
  if (DASH.test(tight)) return { value: null, reason: 'dash' };
  if (NONE.test(tight)) return { value: null, reason: 'none' };
  switch (type) {
    case 'count':
      return readCount(tight);
    case 'signed':
      return readSigned(tight);
    case 'amount':
      return readAmount(tight, headerUnit);
  }
}

function readCount(text: string): CellValue {
  const match = COUNT.exec(text.replace('−', '-'));
  if (match?.[2]) return numberOf(match[1] ?? '', match[2]);
  const words = parseChineseCount(text.replace(UNIT_AT_END, ''));
  return words === null ? UNREADABLE : { value: words, reason: null };
}

function readSigned(text: string): CellValue {
  const match = SIGNED.exec(text.replace('−', '-'));
  if (!match?.[2]) return UNREADABLE;
  const before = match[1] ?? '';
  const after = match[3] ?? '';
  if (before !== '' && after !== '') return UNREADABLE;
  return numberOf(/^[-减↓]/u.test(before || after) ? '-' : '', match[2]);
}

function readAmount(text: string, headerUnit: string): CellValue {
  const match = AMOUNT.exec(text.replace('−', '-'));
  if (!match?.[2]) return UNREADABLE;
  if (match[3] !== undefined && match[4] !== undefined) return UNREADABLE;
  const power = MONEY[match[3] ?? match[4] ?? headerUnit];
  if (power === undefined) return UNREADABLE;
  return numberOf(match[1] ?? '', shiftPoint(withoutSeparators(match[2]), power - 4));
}

function numberOf(sign: string, digits: string): CellValue {
  const plain = withoutSeparators(digits);
  if (plain.replace('.', '').replace(/^0+/, '').length > 15) return UNREADABLE; // beyond exact doubles
  const value = Number(`${sign}${plain}`);
  return { value: value === 0 ? 0 : value, reason: null };
}

const withoutSeparators = (digits: string): string => digits.replace(/[,\s]/gu, '');

/** Multiplies a decimal text by 10^places without arithmetic on floats. */
export function shiftPoint(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
