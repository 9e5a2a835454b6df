import { expect, it } from 'vitest';
import { parseChineseNumber } from '../../src/text/chinese-number.js';

it.each([
  ['零', 0],
  ['三', 3],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['二十一', 21],
  ['一百', 100],
  ['一百零五', 105],
  ['一百一十', 110],
  ['一千零三十', 1030],
  ['一千一百三十七', 1137],
  ['一万', 10_000],
  ['一万二千', 12_000],
  ['十二万零五', 120_005],
  ['二〇二三', 2023],
  ['二零二三', 2023],
])('%s is %d', (text, value) => {
  expect(parseChineseNumber(text)).toBe(value);
});

it.each(['', '百', '三百百', '一百千', '百万', '万', '三件', '3', '一万二万', '十百'])(
  '%j is no number',
  (text) => {
    expect(parseChineseNumber(text)).toBeNull();
  },
);
