import { describe, expect, test } from 'vitest';
import { areOfUpper } from '../../../crawlers/discover/upper.js';

const linksOf = (...titles: readonly string[]) =>
  titles.map((title, at) => ({
    url: `http://www.example.gov.cn/${at}.html`,
    title,
    agency: null,
    year: 2023,
    published: null,
  }));
const isUpper = (site: string | null, ...titles: readonly string[]) =>
  areOfUpper(linksOf(...titles), site, 'http://www.example.gov.cn/zwgk/nb/');

describe('reports of the governments above a site', () => {
  test.each([
    ['平湖市人民政府', '国务院办公厅2023年政府信息公开工作年度报告'],
    ['平湖市人民政府', '浙江省人民政府2023年政府信息公开工作年度报告'],
    ['中国·平湖', '国务院2023年政府信息公开工作年度报告'],
    ['平湖市财政局', '省政府办公厅2022年政府信息公开工作年度报告'],
    ['平湖市人民政府', '2023年嘉兴市政府信息公开年度报告'],
    [null, '国务院办公厅2023年政府信息公开工作年度报告'],
  ])('%s: %s', (site, title) => {
    expect(isUpper(site, title)).toBe(true);
  });

  test.each([
    ['平湖市人民政府', '平湖市2023年政府信息公开工作年度报告'],
    ['平湖市人民政府', '市财政局2023年政府信息公开工作年度报告'],
    ['平湖市人民政府', '乍浦镇2023年政府信息公开工作年度报告'],
    ['平湖市人民政府', '嘉兴市生态环境局平湖分局2023年政府信息公开工作年度报告'],
    ['平湖市人民政府', '2023年政府信息公开工作年度报告'],
    ['浙江省人民政府', '省政府办公厅2022年政府信息公开工作年度报告'],
    ['浙江省人民政府', '浙江省2022年政府信息公开工作年度报告'],
    ['首都之窗', '北京市2023年政府信息公开工作年度报告'],
    ['国务院国有资产监督管理委员会', '国务院国资委2023年政府信息公开工作年度报告'],
    [null, '海宁市2023年政府信息公开工作年度报告'],
  ])('are not those of the site itself: %s: %s', (site, title) => {
    expect(isUpper(site, title)).toBe(false);
  });

  test('are told only where no report of the site is among them', () => {
    expect(
      isUpper('平湖市', '国务院办公厅2023年政府信息公开工作年度报告', '平湖市2023年政府信息公开年报'),
    ).toBe(false);
  });
});
