import { describe, expect, it } from 'vitest';
import type { ReportHints } from '../../../src/report/model.js';
import { formTable, recogniseText, table } from '../helpers.js';

const TABLE = table(formTable('2021', 'proactive', () => 0));

function identity(heading: string, overview: string, hints: ReportHints = {}, head = '') {
  const page = `<html><head>${head}</head><body><h1>${heading}</h1><p>一、总体情况</p><p>${overview}</p>${TABLE}</body></html>`;
  const { report, aliases, findings } = recogniseText(page, hints);
  const { agency, year, kind } = report;
  return {
    agency,
    year,
    kind,
    aliases,
    rules: findings.map((f) => f.rule).filter((rule) => rule.startsWith('report.')),
  };
}

describe('an organ reports for itself, a territory for all its organs', () => {
  it.each([
    ['平湖市人民政府', '平湖市人民政府', 'aggregate'],
    ['平湖市', '平湖市人民政府', 'aggregate'],
    ['临平区', '临平区人民政府', 'aggregate'],
    ['平湖市人民政府办公室', '平湖市人民政府办公室', 'own'],
    ['平湖市科学技术局', '平湖市科学技术局', 'own'],
    ['新埭镇人民政府', '新埭镇人民政府', 'own'],
    ['平湖市新埭镇人民政府', '平湖市新埭镇人民政府', 'own'],
    ['平湖市当湖街道办事处', '平湖市当湖街道办事处', 'own'],
    ['平湖经济技术开发区管委会', '平湖经济技术开发区管委会', 'own'],
  ])('%s', (named, agency, kind) => {
    expect(identity(`${named}2023年政府信息公开工作年度报告`, '正文。')).toMatchObject({
      agency,
      kind,
      year: 2023,
    });
  });
});

describe('who speaks is taken from the title, the listing and the text, in that order', () => {
  const listing = { agency: '平湖市司法局', year: 2022, title: '平湖市司法局2022年政府信息公开工作年度报告' };

  it('the title first', () => {
    const read = identity('平湖市科学技术局2023年政府信息公开工作年度报告', '正文。', { listing });
    expect(read).toMatchObject({ agency: '平湖市科学技术局', year: 2023, aliases: [] });
  });

  it('the listing, where the title only shortens its name', () => {
    const portal = { listing: { agency: '平湖市发展和改革局' } };
    expect(identity('平湖市发改局2023年政府信息公开工作年度报告', '正文。', portal)).toMatchObject({
      agency: '平湖市发展和改革局',
      aliases: ['平湖市发改局'],
      rules: [],
    });
  });

  it('a territory is no short form of its office, and an office that is another is a contradiction', () => {
    const office = { listing: { agency: '平湖市人民政府办公室' } };
    expect(identity('平湖市人民政府2023年政府信息公开工作年度报告', '正文。', office)).toMatchObject({
      agency: '平湖市人民政府',
      kind: 'aggregate',
    });
    expect(identity('平湖市科学技术局2023年政府信息公开工作年度报告', '正文。', { listing })).toMatchObject({
      agency: '平湖市科学技术局',
      aliases: [],
      rules: ['report.agency_conflict', 'report.year_conflict'],
    });
  });

  it('the listing where the title says nothing', () => {
    expect(identity('政府信息公开工作年度报告', '正文。', { listing })).toMatchObject({
      agency: '平湖市司法局',
      year: 2022,
    });
  });

  it('the text where neither does', () => {
    const read = identity('', '2023年，平湖市司法局认真贯彻落实各项规定。2023年工作平稳。');
    expect(read).toMatchObject({ agency: '平湖市司法局', year: 2023, rules: [] });
  });

  it('what the user states goes before all', () => {
    const stated = { agency: '甲市乙局', year: 2021, kind: 'aggregate' } as const;
    expect(identity('平湖市科学技术局2023年政府信息公开工作年度报告', '正文。', { stated })).toMatchObject(
      stated,
    );
  });

  it('and where nobody says it, it is null and a finding', () => {
    expect(identity('', '本年度工作平稳。')).toMatchObject({
      agency: null,
      year: null,
      rules: ['report.agency_unresolved', 'report.year_unresolved'],
    });
  });
});

describe('names', () => {
  const agencies = [{ name: '平湖市人民政府办公室', aliases: ['平湖市政府办', '平湖市府办'] }];

  it("an alias of the portal's table is resolved, and kept as an alias", () => {
    expect(identity('平湖市府办2023年政府信息公开工作年度报告', '正文。', { agencies })).toMatchObject({
      agency: '平湖市人民政府办公室',
      aliases: ['平湖市府办'],
      kind: 'own',
    });
  });

  it('an abbreviation is written out where the text gives one full name', () => {
    const text = '2023年漯河市城乡一体化示范区党政综合办公室发文三份。';
    expect(identity('示范区党政办2023年政府信息公开工作年度报告', text)).toMatchObject({
      agency: '漯河市城乡一体化示范区党政综合办公室',
      aliases: ['示范区党政办'],
    });
  });

  it('and stays where the text gives two', () => {
    const text = '漯河市示范区党政综合办公室发文。漯河市示范区党政督查办公室发文。';
    expect(identity('示范区党政办2023年政府信息公开工作年度报告', text).agency).toBe('示范区党政办');
  });
});

it('the period that the preface names gives the year', () => {
  const text = '统计数据自2023年1月1日起至2023年12月31日止。2024年将继续。2024年再努力。';
  expect(identity('', text).year).toBe(2023);
});

it('a page that is no report is told so', () => {
  const { report, findings } = recogniseText(
    '<html><body><h1>平湖市2023年政务公开工作要点</h1><p>正文。</p></body></html>',
  );
  expect(findings.map((f) => f.rule)).toEqual(['report.not_a_report']);
  expect(report).toMatchObject({ edition: null, figures: [], claims: [] });
});

it('a report of the years before the form keeps its sections and says that it has no figures', () => {
  const sections = ['一、概述', '二、主动公开政府信息情况', '五、存在问题及改进措施'].map(
    (h) => `<p>${h}</p><p>正文一段。</p>`,
  );
  const page = `<html><body><h1>平湖市科学技术局2015年政府信息公开工作年度报告</h1>${sections.join('')}</body></html>`;
  const { report, findings } = recogniseText(page);
  expect(report.sections.map((s) => s.number)).toEqual([1, 2, 5]);
  expect(report).toMatchObject({ year: 2015, edition: null, figures: [] });
  expect(findings.map((f) => f.rule)).toEqual(['form.before_2019']);
});

describe("the page's own ContentSource", () => {
  const source = (name: string) => `<meta name="ContentSource" content="${name}">`;
  const bare = '2023年政府信息公开工作年度报告';

  it('names the agency where nothing else does', () => {
    expect(identity(bare, '正文。', {}, source(' 平湖市档案局 '))).toMatchObject({
      agency: '平湖市档案局',
      kind: 'own',
      rules: [],
    });
  });

  it("is resolved by the portal's table of names", () => {
    const agencies = [{ name: '平湖市人民政府办公室', aliases: ['市府办'] }];
    expect(identity(bare, '正文。', { agencies }, source('市府办'))).toMatchObject({
      agency: '平湖市人民政府办公室',
    });
  });

  it.each(['平湖市', '平湖市人民政府', '本站', '平湖市政府门户网站'])(
    'that says %s names nobody for sure',
    (name) => {
      expect(identity(bare, '正文。', {}, source(name)).agency).toBeNull();
    },
  );

  it('gives way to the title and the listing', () => {
    const head = source('平湖市档案局');
    expect(identity(`平湖市水利局${bare}`, '正文。', {}, head).agency).toBe('平湖市水利局');
    const listing = { agency: '平湖市水利局' };
    expect(identity(bare, '正文。', { listing }, head).agency).toBe('平湖市水利局');
  });
});

describe('year and agency come from what the page presents as its title', () => {
  const title = '甲市乙局2023年政府信息公开工作年度报告';
  /** A page whose lines stand before the first section. */
  function under(...lines: string[]) {
    const page = `<html><body>${lines.map((line) => `<p>${line}</p>`).join('')}<p>一、总体情况</p><p>本年度工作平稳推进。</p>${TABLE}</body></html>`;
    const { report, findings } = recogniseText(page);
    const rules = findings.map((f) => f.rule).filter((rule) => rule.startsWith('report.'));
    return { agency: report.agency, year: report.year, rules };
  }

  it.each([
    ['an index line', '索引号：00123/2024-00017　分类：政府信息公开年报'],
    ['a line of its column', '栏目：政府信息公开年报'],
    ['a breadcrumb', '首页 > 政府信息公开 > 2024年政府信息公开年报'],
    ['a notice of another year', '关于做好2024年政府信息公开工作年度报告编制工作的通知'],
    ['words of the navigation', '登录 注册'],
    ['a report of another year that is linked', '甲市乙局2022年政府信息公开工作年度报告'],
  ])('%s above it changes nothing', (_, line) => {
    expect(under(line, title)).toEqual({ agency: '甲市乙局', year: 2023, rules: [] });
  });

  it.each([
    '【年报】甲市乙局2023年政府信息公开工作年度报告',
    '1.甲市乙局2023年政府信息公开工作年度报告.docx',
    '附件：甲市乙局2023年政府信息公开工作年度报告(1).pdf',
    '甲市乙局2023年政务信息公开年度报告',
    '甲市乙局2023年政府信息公開工作年度報告',
  ])('in whatever it is wrapped: %s', (line) => {
    expect(under(line)).toEqual({ agency: '甲市乙局', year: 2023, rules: [] });
  });

  it('broken over lines, too', () => {
    const expected = { agency: '甲市乙局', year: 2023, rules: [] };
    expect(under('甲市乙局', '2023年政府信息公开工作年度报告')).toEqual(expected);
    expect(under('甲市乙局2023年', '政府信息公开工作年度报告')).toEqual(expected);
  });

  it('and a year that the statistics period contradicts is told', () => {
    const period = '本报告所列数据的统计期限自2023年1月1日起至12月31日止。';
    expect(under('甲市乙局2022年政府信息公开工作年度报告', period)).toEqual({
      agency: '甲市乙局',
      year: 2022,
      rules: ['report.year_conflict'],
    });
    expect(under('甲市乙局政府信息公开工作年度报告', period)).toMatchObject({ year: 2023, rules: [] });
  });

  it('a notice that encloses the empty form is no report', () => {
    const form = table(formTable('2021', 'proactive', () => ''));
    const page = `<html><body><h1>关于做好2023年度政府信息公开工作年度报告编制发布工作的通知</h1><p>一、总体情况</p>${form}</body></html>`;
    expect(recogniseText(page).findings.map((f) => f.rule)).toContain('report.not_a_report');
  });
});
