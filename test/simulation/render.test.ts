import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { renderReportPage } from '../../src/simulation/pages/render.js';
import type { PasteStyle } from '../../src/simulation/pages/render-table.js';
import {
  CORPUS_REPORTS,
  LINPING_APPROVAL_OFFICE_2023,
  PINGHU_SCIENCE_BUREAU_2023,
} from '../../src/simulation/reports/corpus-reports.js';
import { FORM_LAYOUTS } from '../../src/simulation/reports/form-layout.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { cellValue, grids, places } from './grid.js';

const SITE = { siteName: '中国平湖', declaredCharset: 'UTF-8', today: '2024-03-05', navigation: [] };
const AROUND = {
  columnName: '年度报告',
  counter: 12,
  previous: { title: '上面一篇', href: '/art/a.html' },
  related: [{ title: '有关一篇', href: '/art/b.html' }],
};

function page(report: SimulatedReport, paste: PasteStyle = 'wps'): string {
  return renderReportPage(SITE, { container: 'zoom', paste }, report, AROUND);
}

/** What a reader finds in a page, by indicator. */
function printed(html: string, report: SimulatedReport): Record<string, unknown> {
  const tables = grids(html);
  return Object.fromEntries(
    FORM_LAYOUTS[report.edition].flatMap((layout, index) =>
      [...places(layout)].map(([indicator, [row, column]]) => [
        indicator,
        cellValue(tables[index]?.[row]?.[column]),
      ]),
    ),
  );
}

const RAW_CELLS: SimulatedReport = {
  ...PINGHU_SCIENCE_BUREAU_2023,
  figures: {
    ...PINGHU_SCIENCE_BUREAU_2023.figures,
    'proactive.fees.amount': '251000元',
    'proactive.rules.issued': '/',
    'requests.new.research': '—',
    'requests.new.total': null,
    'disputes.review.total': '<无>',
  },
};
const DAMAGED: SimulatedReport = {
  ...LINPING_APPROVAL_OFFICE_2023,
  absentCells: ['requests.unavailable.not_held.total'],
};
const REPORTS = [
  ...CORPUS_REPORTS,
  RAW_CELLS,
  DAMAGED,
  ...generateReports({ seed: 5, agencies: 3, years: [2020, 2021] }),
];

describe.each(['wps', 'word', 'plain'] as const)('pages pasted from %s', (paste) => {
  it('print exactly the figures of the report', () => {
    for (const report of REPORTS) {
      // A number that was given as text ("+3") and one given as a number ("0") are told apart by the reader.
      const expected = Object.fromEntries(
        Object.entries(report.figures).map(([indicator, value]) => [
          indicator,
          cellValue(value === null ? null : String(value)),
        ]),
      );
      expect(printed(page(report, paste), report)).toEqual(expected);
    }
  });

  it('print the labels of the form around them', () => {
    for (const report of REPORTS) {
      const [, requests] = grids(page(report, paste));
      expect(requests?.[0]?.[0]).toContain('勾稽关系');
      expect(requests?.[2]?.slice(3)).toEqual([
        '自然人',
        '商业企业',
        '科研机构',
        '社会公益组织',
        '法律服务机构',
        '其他',
        '总计',
      ]);
      const refused = requests?.find((row) => row[2] === '1.属于国家秘密');
      expect(refused?.slice(0, 2)).toEqual(['三、本年度办理结果', '（三）不予公开']);
    }
  });
});

it('weighs as much as a published page', () => {
  for (const report of REPORTS) {
    for (const [paste, least, most] of [
      ['wps', 25, 36],
      ['word', 40, 60],
      ['plain', 13, 20],
    ] as const) {
      const kilobytes = Buffer.byteLength(page(report, paste)) / 1024;
      expect(kilobytes, paste).toBeGreaterThan(least);
      expect(kilobytes, paste).toBeLessThan(most);
    }
  }
});

it('leaves out the cell that a report says is absent, and nothing else', () => {
  const absent = (report: SimulatedReport) =>
    grids(page(report))
      .flat(2)
      .filter((text) => text === null);
  expect(absent(DAMAGED)).toHaveLength(1);
  expect(absent(LINPING_APPROVAL_OFFICE_2023)).toHaveLength(0);
});

it('refuses to leave out a cell in the middle of a row', () => {
  const figures = { ...PINGHU_SCIENCE_BUREAU_2023.figures, 'requests.new.business': null };
  const report = { ...PINGHU_SCIENCE_BUREAU_2023, figures, absentCells: ['requests.new.business'] };
  expect(() => page(report)).toThrow(/last cell/);
});

it('says what it is in meta tags, title, sections and prose', () => {
  const report = PINGHU_SCIENCE_BUREAU_2023;
  const $ = load(page(report));
  const meta = (name: string) => $(`meta[name="${name}"]`).attr('content');
  expect(meta('SiteName')).toBe('中国平湖');
  expect(meta('ArticleTitle')).toBe(report.title);
  expect(meta('PubDate')).toBe('2024-01-16 14:35');
  expect(meta('ContentSource')).toBe(report.agency);
  expect(meta('ColumnName')).toBe('年度报告');
  const text = $('#zoom').text();
  for (const sentence of [...report.prose.overview, ...report.prose.problems, ...report.prose.other]) {
    expect(text).toContain(sentence);
  }
  const headings = ['一、总体情况', '二、主动公开', '三、收到', '四、', '五、存在', '六、其他需要报告'];
  const at = headings.map((heading) => text.indexOf(heading));
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(at).not.toContain(-1);
});

it('keeps the noise outside the article', () => {
  const $ = load(page(PINGHU_SCIENCE_BUREAU_2023));
  expect($('body').text()).toContain('浏览次数：12');
  expect($('body').text()).toContain('今天是：2024年3月5日 星期二');
  expect($('body').text()).toContain('上一篇：上面一篇');
  expect($('body').text()).toContain('下一篇：没有了');
  expect($('#zoom').text()).not.toMatch(/浏览次数|今天是|上一篇|有关一篇/);
});
