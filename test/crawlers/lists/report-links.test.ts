import { describe, expect, test } from 'vitest';
import { agencyOf, linkAddress, listedDate, titleRules } from '../../../crawlers/lists/report-links.js';
import { canonicalAgency } from '../../../src/text/agency-names.js';

const rules = titleRules();

describe('titles of annual reports, and their years', () => {
  test.each<[string, number | null]>([
    ['平湖市财政局2022年政府信息公开工作年度报告', 2022],
    ['杭州市临平区行政审批服务管理办公室2023年度政府信息公开工作报告', 2023],
    ['平湖市人民政府办公室2019年度 政府信息公开工作年度报告', 2019],
    ['示范区党政办 2023 年政府信息公开工作年度报告', 2023],
    ['2023年政府信息公开年报', 2023],
    ['平湖市２０２３年政府信息公开年度报告', 2023],
    ['平湖市二〇二三年政府信息公开工作年度报告', 2023],
    ['平湖市二○一九年度政府信息公开年度报告', 2019],
    ['平湖市二零二一年政府信息公开年报', 2021],
    ['政府信息公开年度报告（2022年度）', 2022],
    ['政府信息公开年度报告(2022)', 2022],
    ['2022年度政府信息公开工作年度报告（2023年1月13日）', 2022],
    ['关于2020年政府信息公开工作情况的报告', 2020],
    ['政府信息公开2023年度报告', 2023],
    ['平湖市教育局2023年度报告', 2023],
    ['2021年年报', 2021],
    ['政府信息公开年度报告', null],
    ['2022年和2023年政府信息公开工作年度报告', null],
    ['平湖市卫生和计划生育局2018年政府信息公开工作年度报告', 2018],
    ['平湖市财政局（国资办）2024年政府信息公开工作年度报告', 2024],
    ['平湖市水务投资集团有限公司2023年信息公开年度报告', 2023],
    ['平湖市人力资源和社会保障局2023年度政府信息公开工…', 2023],
    ['平湖市人力资源和社会保障局2023年度政府信...', 2023],
    ['平湖市人力资源和社会保障局2023年……', 2023],
    ['平湖市政府信息公开工作年…', null],
    ['平湖市统计局2023年年度报告', 2023],
    ['平湖市审计局2022年政...', 2022],
    ['嘉兴市生态环境局平湖分局2023年政府信息公开年报', 2023],
  ])('%s', (title, year) => {
    expect(rules.isReport(title)).toBe(true);
    expect(rules.year(title)).toBe(year);
  });
});

describe('titles of other papers', () => {
  test.each([
    '平湖市政府办发布2023年政府信息公开工作年度报告',
    '平湖市2023年政府信息公开工作年度报告编制服务项目中标公告',
    '2022年市属国企信息公开年度报告',
    '2023年环境信息公开年度报告',
    '2023年统计年报',
    '2023年政务公开工作要点',
    '平湖市财政局政府信息公开指南',
    '平湖市2022年法治政府建设年度报告',
    '2022年平湖市国民经济和社会发展统计公报',
    '关于做好2023年政府信息公开工作年度报告编制发布工作的通知',
    '《2023年政府信息公开工作年度报告》解读',
    '图解：平湖市2023年政府信息公开工作年度报告',
    '平湖市财政局2022年部门预算信息公开情况报告',
    '平湖市2022年度财政决算报告',
    '平湖市2022年财政工作年度报告',
    '政府网站工作年度报表（2022年度）',
    '企业年报公示须知',
    '某某股份有限公司2023年年度报告',
    '2023年第一季度政府信息公开工作报告',
    '政府信息公开申请表',
    '平湖市2023年环境质量年报',
    '平湖市召开年度总结会',
    '平湖市领导调研2023年…',
    '平湖市2023年重点项目建…',
    '',
  ])('%s', (title) => {
    expect(rules.isReport(title)).toBe(false);
  });
});

test("a portal's own words add and take away; taking away is stronger", () => {
  const own = titleRules({ include: ['公开 总结'], exclude: ['作废'] });
  expect(own.isReport('2012年政务公开总结')).toBe(true);
  expect(own.isReport('2022年政府信息公开工作年度报告（作废）')).toBe(false);
});

describe('agencies in titles', () => {
  const agencies = [
    { name: '平湖市政务服务和数据资源管理办公室', aliases: ['平湖市政务数据办'] },
    { name: '平湖市人民政府', aliases: [] },
    { name: '平湖市人民政府办公室', aliases: [] },
  ];
  test.each([
    ['平湖市政务数据办2023年政府信息公开工作年度报告', '平湖市政务服务和数据资源管理办公室'],
    ['平湖市人民政府办公室2019年度政府信息公开工作年度报告', '平湖市人民政府办公室'],
    ['平湖市财政局2022年政府信息公开工作年度报告', '平湖市财政局'],
    ['2022年平湖市财政局政府信息公开工作年度报告', '平湖市财政局'],
    ['2022年政府信息公开年报', null],
    ['政府信息公开年度报告（2022年）', null],
  ])('%s', (title, agency) => {
    expect(agencyOf(title, agencies)).toBe(agency);
  });

  test('a page that names an agency by an alias means the agency', () => {
    expect(canonicalAgency(' 平湖市政务数据办 ', agencies)).toBe('平湖市政务服务和数据资源管理办公室');
    expect(canonicalAgency('平湖市政务数据办公室', agencies)).toBe('平湖市政务数据办公室');
  });
});

test.each([
  ['2024-01-25', '2024-01-25'],
  ['[2024/1/5]', '2024-01-05'],
  ['发布日期：２０２４年1月25日 14:35', '2024-01-25'],
  ['[01-25]', null],
  ['2024-02-31', null],
])('the listed date %s', (text, date) => {
  expect(listedDate(text)).toBe(date);
});

test.each([
  ['/art/2024/1/2/art_1_2.html#top', 'http://a.gov.cn/art/2024/1/2/art_1_2.html'],
  ['../x.html', 'http://a.gov.cn/col/x.html'],
  ['/art;jsessionid=AB12.n1?a=1', 'http://a.gov.cn/art?a=1'],
  ['javascript:void(0)', null],
  ['#', null],
  ['', null],
])('the link %s', (href, address) => {
  expect(linkAddress(href, 'http://a.gov.cn/col/col1/index.html')).toBe(address);
});
