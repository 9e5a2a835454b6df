import { describe, expect, it } from 'vitest';
import { bareLabelKey, labelKey, labelOrdinal, likeness, sameSense } from '../../src/text/label.js';

describe('labels are compared without what drifts', () => {
  it.each([
    ['（三）不予公开：', '不予公开'],
    ['(三) 不予公开', '不予公开'],
    ['3、不予公开', '不予公开'],
    ['3.其他', '其他'],
    ['（4） 平台建设', '平台建设'],
    ['6、 其他需要报告的事项', '其他需要报告的事项'],
    ['商业\n企业', '商业企业'],
    ['科研　机构', '科研机构'],
    ['3.危及“三安全一稳定”', '危及三安全一稳定'],
    ['本年增/减', '本年增减'],
    ['１．属于国家秘密', '属于国家秘密'],
  ])('%j is %s', (label, key) => {
    expect(labelKey(label)).toBe(key);
  });

  it('brackets may be left out', () => {
    expect(bareLabelKey('本年收费金额（单位：万元）')).toBe('本年收费金额');
    expect(bareLabelKey('（二）部分公开（区分处理的，只计这一情形，不计其他情形）')).toBe('部分公开');
  });

  it('a numeral that is part of the words stays', () => {
    expect(labelKey('三类内部事务信息')).toBe('三类内部事务信息');
    expect(labelKey('一本账')).toBe('一本账');
  });
});

it.each([
  ['一、总体情况', 1],
  ['6、 其他', 6],
  ['（4） 平台建设', 4],
  ['十二、附则', 12],
  ['二十、', 20],
  ['2023年', null],
  ['总体情况', null],
])('%j is numbered %s', (label, ordinal) => {
  expect(labelOrdinal(label)).toBe(ordinal);
});

it.each([
  ['本年新收政府信息公开申请数量', '上年新收政府信息公开申请数量', false],
  ['结转下年度继续办理', '结转上年度继续办理', false],
  ['属于三类内部事务信息', '属于四类内部事务信息', false],
  ['属于国家秘密', '不属于国家秘密', false],
  ['上年结转政府信息公开申请数量', '去年结转政府信息公开申请数量', true],
  ['无正当理由大量反复申请', '没有正当理由大量反复申请', true],
  ['信访举报投诉类申请', '信访投诉举报类申请', true],
])('%s and %s may mean the same: %s', (a, b, same) => {
  expect(sameSense(a, b)).toBe(same);
});

it('likeness is symmetric, 1 for the same and 0 for strangers', () => {
  expect(likeness('予以公开', '予以公开')).toBe(1);
  expect(likeness('予以公开', '行政处罚')).toBe(0);
  expect(likeness('不予公开', '予以公开')).toBe(likeness('予以公开', '不予公开'));
});
