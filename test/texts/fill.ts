/** What stands in the place of a figure, and what it says. */
import type { NullReason } from '../../src/report/model.js';
import type { CellValue } from '../../src/simulation/reports/report-data.js';
import { pick, type Random } from '../formats/chance.js';
import type { Nothing } from '../formats/layouts.js';
import type { Stated } from './says.js';

export interface Filling {
  /** What stands for 0. */
  readonly nothing: Nothing;
  readonly digits: 'plain' | 'wide';
  /** Between thousands. */
  readonly thousands: '' | ',' | ' ';
  /** Some counts are negative, which they can't be, and which a finding says. */
  readonly negatives: boolean;
  /** Some counts have a fraction. */
  readonly fractions: boolean;
  /** Some counts are followed by 件. */
  readonly units: boolean;
  /** Some figures have a note mark. */
  readonly marks: boolean;
  /** The share of figures that a remark in brackets follows, and which. */
  readonly remarks: { readonly share: number; readonly texts: readonly string[] } | null;
}

export const PLAIN_FILLING: Filling = {
  nothing: '0',
  digits: 'plain',
  thousands: '',
  negatives: false,
  fractions: false,
  units: false,
  marks: false,
  remarks: null,
};

const REASONS: Readonly<Record<Exclude<Nothing, '0'>, NullReason>> = {
  '': 'blank',
  '/': 'dash',
  '—': 'dash',
  无: 'none',
};
const SHARE = 0.1;

export function filled(
  indicator: string,
  value: CellValue,
  filling: Filling,
  random: Random,
): { readonly text: string; readonly stated: Stated } {
  const { nothing, marks, remarks, units } = filling;
  if (value === null) return { text: '', stated: 'blank' };
  if (Number(value) === 0 && nothing !== '0') return { text: nothing, stated: REASONS[nothing] };
  const number = numberOf(value, filling, random);
  let text = number.text;
  if (units && random.next() < 0.4 && !indicator.endsWith('amount')) text += pick(random, ['件', ' 件']);
  if (marks && random.next() < SHARE) text += pick(random, ['①', '②', '*', '※']);
  if (remarks !== null && random.next() < remarks.share) text += pick(random, remarks.texts);
  return { text, stated: number.stated };
}

function numberOf(
  value: number | string,
  { negatives, fractions, thousands, digits }: Filling,
  random: Random,
): { readonly text: string; readonly stated: number } {
  if (negatives && random.next() < SHARE)
    return { text: `${pick(random, ['-', '－'])}${Number(value)}`, stated: -Number(value) };
  if (fractions && random.next() < SHARE && Number.isInteger(Number(value)))
    return { text: `${value}.5`, stated: Number(`${value}.5`) };
  const grouped = String(value).replace(/\d(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, `$&${thousands}`);
  return { text: digits === 'wide' ? widened(grouped) : grouped, stated: Number(value) };
}

const widened = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
