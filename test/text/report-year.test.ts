import { describe, expect, it } from 'vitest';
import { comparableTitle, reportYear } from '../../src/text/report-year.js';

describe('the report year in a title', () => {
  it.each([
    ['平湖市财政局2023年度政府信息公开工作年度报告', 2023],
    ['平湖市财政局 ２０２３ 年政府信息公开工作年度报告', 2023],
    ['二〇二三年平湖市政府信息公开年报', 2023],
    ['平湖市政府信息公开工作年度报告（2023年）', 2023],
    ['2024年1月13日发布：2023年度报告', 2023],
    ['2022—2023年政府信息公开情况', null],
    ['政府信息公开工作年度报告', null],
    ['档案20231号', null],
  ])('%s: %s', (title, year) => {
    expect(reportYear(comparableTitle(title))).toBe(year);
  });
});
