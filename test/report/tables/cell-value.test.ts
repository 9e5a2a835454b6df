import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCell, shiftPoint } from '../../../src/report/tables/cell-value.js';
import { holds } from '../../property.js';

describe('a count', () => {
  it.each([
    ['0', 0],
    ['12', 12],
    [' 12 ', 12],
    ['１２', 12],
    ['1,137', 1137],
    ['1，137', 1137],
    ['１，１３７件', 1137],
    ['3件', 3],
    ['3 件', 3],
    ['5项', 5],
    ['6 条', 6],
    ['7个', 7],
    ['3.0', 3],
    ['1 137', 1137],
    ['12\u202f345\u202f678件', 12_345_678],
    ['8①', 8],
    ['8 ①②', 8],
    ['①8', 8],
    ['8²', 8],
    ['10¹', 10],
    ['10⁽注4⁾', 10],
    ['110⁴', 110],
    ['8₁', 8],
    ['8⁽注1⁾', 8],
    ['8[1]', 8],
    ['8〔12〕', 8],
    ['8注', 8],
    ['8（注1）', 8],
    ['8件※', 8],
    ['8*', 8],
    ['6̶7̶5̶676', 676],
    ['676\n6̶7̶5̶', 676],
    ['22（其中修订16件）', 22],
    ['5\n（其中自动失效3件）', 5],
    ['22件①（含转发2件）', 22],
    ['22【其中2件为转办】', 22],
    ['22（上年为25）', 22],
    ['22（2021年25件）', 22],
    ['三', 3],
    ['十二件', 12],
    ['一千一百三十七', 1137],
    ['-2', -2],
    ['－2', -2],
    ['2.5', 2.5],
  ])('%j is %d', (raw, value) => {
    expect(readCell(raw, 'count')).toEqual({ value, reason: null });
  });

  it.each([
    ['', 'blank'],
    [' \u00a0\u3000', 'blank'],
    ['\n', 'blank'],
    ['/', 'dash'],
    ['／', 'dash'],
    ['—', 'dash'],
    ['——', 'dash'],
    ['–', 'dash'],
    ['-', 'dash'],
    ['--', 'dash'],
    ['无', 'none'],
    [' 无 ', 'none'],
    ['1 2', 'unreadable'],
    ['1\n2', 'unreadable'],
    ['1,37', 'unreadable'],
    ['1,,137', 'unreadable'],
    ['05', 'unreadable'],
    ['00', 'unreadable'],
    ['1/2', 'unreadable'],
    ['1.2.3', 'unreadable'],
    ['约3', 'unreadable'],
    ['22（2021年）', 'unreadable'],
    ['22（上年同期）', 'unreadable'],
    ['200余', 'unreadable'],
    ['12345678901234567890', 'unreadable'],
    ['①', 'unreadable'],
    ['①8②3', 'unreadable'],
    ['8①2', 'unreadable'],
    ['¹²', 'unreadable'],
    ['1²3', 'unreadable'],
    ['10⁴', 'unreadable'],
    ['１０ ²', 'unreadable'],
    ['10¹²', 'unreadable'],
    ['10³件', 'unreadable'],
    ['½', 'unreadable'],
    ['Ⅷ', 'unreadable'],
    ['㈧', 'unreadable'],
    ['▲8', 'unreadable'],
    ['8(1)', 'unreadable'],
    ['6̶7̶6̶', 'unreadable'],
    ['\ufffc', 'unreadable'],
    ['\ufffc8', 'unreadable'],
    ['一二', 'unreadable'],
    ['22（约）', 'unreadable'],
    ['22（2022年）', 'unreadable'],
    ['1 37', 'unreadable'],
    ['0 100', 'unreadable'],
    ['见附件', 'unreadable'],
    ['O', 'unreadable'],
  ] as const)('%j has no value: %s', (raw, reason) => {
    expect(readCell(raw, 'count')).toEqual({ value: null, reason });
  });
});

describe('本年增/减 is signed', () => {
  it.each([
    ['+3', 3],
    ['＋3', 3],
    ['-2', -2],
    ['－2', -2],
    ['−2', -2],
    ['增3', 3],
    ['增加3项', 3],
    ['减2', -2],
    ['减少 2 项', -2],
    ['↑3', 3],
    ['↓2', -2],
    ['3↑', 3],
    ['2↓', -2],
    ['-0', 0],
    ['0', 0],
    ['7', 7],
  ])('%j is %d', (raw, value) => {
    expect(readCell(raw, 'signed')).toEqual({ value, reason: null });
  });

  it.each(['+3↓', '增减3', '+-3', '3-'])('%j is not told', (raw) => {
    expect(readCell(raw, 'signed')).toEqual({ value: null, reason: 'unreadable' });
  });
});

describe('money is 万元', () => {
  it.each([
    ['25.1', '万元', 25.1],
    ['251000元', '万元', 25.1],
    ['251,000.00 元', '万元', 25.1],
    ['25.1万元', '万元', 25.1],
    ['25.1万', '元', 25.1],
    ['1.2亿元', '万元', 12000],
    ['251000', '元', 25.1],
    ['1.2', '亿元', 12000],
    ['0', '元', 0],
    ['0.00', '万元', 0],
    ['3', '元', 0.0003],
    ['100.05元', '万元', 0.010005],
    ['￥25.1万元', '万元', 25.1],
    ['25.1（万元）', '元', 25.1],
    ['251000（元）', '万元', 25.1],
    ['1 251 000 元', '万元', 125.1],
  ] as const)('%j under a heading in %s is %d', (raw, unit, value) => {
    expect(readCell(raw, 'amount', unit)).toEqual({ value, reason: null });
  });

  it.each(['12万3千元', '1.2美元', '25.1 30.2'])('%j is not told', (raw) => {
    expect(readCell(raw, 'amount')).toEqual({ value: null, reason: 'unreadable' });
  });

  it('is converted without rounding', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000_000 });
    holds(
      fc.property(cents, (n) => {
        const yuan = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
        const inWan = readCell(shiftPoint(yuan, -4), 'amount');
        expect(readCell(`${yuan}元`, 'amount')).toEqual(inWan);
        expect(readCell(yuan, 'amount', '元')).toEqual(inWan);
      }),
    );
  });
});

const wide = (text: string): string =>
  text.replace(/[0-9,.+-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const STYLES: readonly ((digits: string) => string)[] = [
  (d) => d,
  (d) => ` ${d}\u00a0`,
  (d) => `${d}件`,
  (d) => `${d} 项`,
  wide,
  (d) => wide(`${d}条`),
];

it('a number reads back from every style it may be written in', () => {
  holds(
    fc.property(fc.nat(99_999_999), fc.constantFrom(...STYLES), fc.boolean(), (n, style, separated) => {
      const digits = separated ? n.toLocaleString('en-US') : String(n);
      expect(readCell(style(digits), 'count')).toEqual({ value: n, reason: null });
      expect(readCell(style(digits), 'signed')).toEqual({ value: n, reason: null });
    }),
  );
});

it('two numbers in one cell are never read as one', () => {
  const parting = fc.constantFrom(' ', '\n', '\u00a0', '　', '/', '、', ' , ');
  const partsThousands = (a: number, b: number): boolean => a > 0 && a < 1000 && b >= 100 && b < 1000;
  holds(
    fc.property(fc.nat(9999), fc.nat(9999), parting, (a, b, between) => {
      fc.pre(!(/[ \u00a0\u3000]/u.test(between) && partsThousands(a, b)));
      expect(readCell(`${a}${between}${b}`, 'count').value).toBeNull();
    }),
  );
});
