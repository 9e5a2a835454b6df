import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PasteStyle } from '../../../src/simulation/pages/render-table.js';
import {
  PINGHU_GOVERNMENT_OFFICE_2019,
  PINGHU_SCIENCE_BUREAU_2023,
} from '../../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../../src/simulation/reports/generate.js';
import { holds } from '../../property.js';
import {
  article,
  figuresOf,
  formTable,
  HEADER,
  type HtmlCell,
  NEW,
  numbers,
  OTHER_ROWS,
  pageOf,
  recogniseText,
  rowOf,
  serious,
  stated,
  table,
  valuesOf,
} from '../helpers.js';

const STYLES: readonly PasteStyle[] = ['wps', 'word', 'plain'];

describe('a page of the form reads back exactly', () => {
  it('of either edition, in any style, whatever the figures', () => {
    const pages = fc.record({ seed: fc.nat(), year: fc.integer({ min: 2019, max: 2025 }) });
    holds(
      fc.property(pages, fc.constantFrom(...STYLES), ({ seed, year }, style) => {
        for (const report of generateReports({ seed, agencies: 2, years: [year] })) {
          const read = recogniseText(pageOf(report, style));
          expect(valuesOf(read)).toEqual(stated(report.figures));
          expect(read.findings).toEqual([]);
          expect(read.report.edition).toBe(report.edition);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('with the place of every figure', () => {
    const figure = figuresOf(recogniseText(pageOf(PINGHU_SCIENCE_BUREAU_2023))).get(
      'proactive.normative.in_force',
    );
    expect(figure).toMatchObject({ value: 6, locator: { table: 1, row: 4, column: 4 } });
  });

  it('with blank cells as blank, not as zero', () => {
    const read = recogniseText(pageOf(PINGHU_GOVERNMENT_OFFICE_2019));
    expect(valuesOf(read)).toEqual(stated(PINGHU_GOVERNMENT_OFFICE_2019.figures));
  });

  it('with the reason that a cell has no number', () => {
    const report = {
      ...PINGHU_SCIENCE_BUREAU_2023,
      figures: {
        ...PINGHU_SCIENCE_BUREAU_2023.figures,
        'proactive.rules.issued': '/',
        'proactive.licensing.decisions': '无',
        'proactive.fees.amount': '251000元',
        'requests.new.total': null,
        'requests.new.research': '1 2',
      },
    };
    const { 'proactive.rules.issued': dash, ...read } = valuesOf(recogniseText(pageOf(report)));
    expect(dash).toBe('dash');
    expect(read).toMatchObject({
      'proactive.licensing.decisions': 'none',
      'proactive.fees.amount': 25.1,
      'requests.new.total': 'blank',
      'requests.new.research': 'unreadable',
    });
  });
});

describe('the edition is told by the labels, not by the year', () => {
  it.each(['2019', '2021'] as const)('the form of %s in a report of any year', (form) => {
    const value = numbers();
    const parts = (['proactive', 'requests', 'disputes'] as const).map((id) =>
      table(formTable(form, id, value)),
    );
    expect(recogniseText(article(...parts)).report).toMatchObject({ edition: form, year: 2023 });
    expect(recogniseText(article(...parts.slice(0, 1))).report.edition).toBe(form);
  });

  it('text without tables has none', () => {
    expect(recogniseText(article('<p>一、总体情况</p><p>没有表格的正文。</p>')).report.edition).toBeNull();
  });
});

describe('tables come in other cuts', () => {
  const value = numbers();
  const proactive = formTable('2021', 'proactive', value);
  const requests = formTable('2021', 'requests', value);
  const disputes = formTable('2021', 'disputes', value);
  const expected = valuesOf(recogniseText(article(table(proactive), table(requests), table(disputes))));

  const cuts: readonly [string, readonly HtmlCell[][][]][] = [
    ['all three joined into one', [[...proactive, ...requests, ...disputes]]],
    [
      'table 2 split at its blocks',
      [proactive.slice(0, 4), proactive.slice(4, 7), proactive.slice(7), requests, disputes],
    ],
    ['table 3 split by a page break', [proactive, requests.slice(0, 12), requests.slice(12), disputes]],
    [
      'table 3 with its heading repeated',
      [proactive, requests.slice(0, 12), [...requests.slice(0, 3), ...requests.slice(12)], disputes],
    ],
    [
      'the figures of table 4 on the next page',
      [proactive, requests, disputes.slice(0, 3), disputes.slice(3)],
    ],
    ['table 4 with its heading repeated', [proactive, requests, [...disputes.slice(0, 3), ...disputes]]],
    ['a blank column behind every row', [proactive, requests.map((r) => [...r, '']), disputes]],
    [
      'a blank row between rows',
      [proactive, requests.flatMap((r, i) => (i === 5 ? [r, ['']] : [r])), disputes],
    ],
  ];
  it.each(cuts)('%s', (_name, tables) => {
    const read = recogniseText(article(...tables.map(table)));
    expect(valuesOf(read)).toEqual(expected);
    expect(serious(read.findings).filter((f) => f.rule.startsWith('cell.'))).toEqual([]);
  });
});

describe('columns follow their headings', () => {
  it('wherever they stand', () => {
    const header = ['项目', '总计', '商业企业', '自然人', '科研机构', '社会公益组织', '法律服务机构', '其他'];
    expect(rowOf('new', table([header, [NEW, 7, 2, 1, 3, 4, 5, 6], ...OTHER_ROWS]))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  it('on the next page too, where no heading stands', () => {
    const header = ['项目', '总计', '商业企业', '自然人', '科研机构', '社会公益组织', '法律服务机构', '其他'];
    const rest = [[NEW, 7, 2, 1, 3, 4, 5, 6]];
    const first = table([header, ...OTHER_ROWS]);
    expect(rowOf('new', first, table([...rest, ['（七）总计', 7, 2, 1, 3, 4, 5, 6]]))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  it('however these are written', () => {
    const header = [
      '项目',
      '自 然 人',
      '商业 企业',
      '科研\n机构',
      '社会公益组织',
      '法律服务组织',
      '其它',
      '合计',
    ];
    expect(rowOf('new', table([header, [NEW, 1, 2, 3, 4, 5, 6, 7], ...OTHER_ROWS]))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  it('past a column of remarks', () => {
    const rows = [
      [...HEADER, '备注'],
      [NEW, 1, 2, 3, 4, 5, 6, 7, '含信函'],
      ...OTHER_ROWS.map((r) => [...r, '']),
    ];
    expect(rowOf('new', table(rows))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('rows are known by their labels and their groups', () => {
  const values = [1, 2, 3, 4, 5, 6, 7];
  it.each([
    ['rejected.petition', ['（五）不予处理', '1.信访投诉举报类申请', ...values]],
    ['carried_in', ['二、上年度结转政府信息公开申请数量', ...values]],
    ['partial', ['部分公开', ...values]],
    ['refused.safety_stability', ['3、危及"三安全一稳定"', ...values]],
    ['unavailable.needs_creation', ['2.没有现成信息，需要另行制作', ...values]],
    ['other.other', ['（六）其它处理', '3.其它', ...values]],
    ['handled_total', ['（七）合计', ...values]],
  ])('%s', (id, cells) => {
    const before: HtmlCell[][] =
      id === 'handled_total' ? [['（六）其他处理', '3.其他', 0, 0, 0, 0, 0, 0, 0]] : [];
    const wide = cells.length === 9;
    const rows: HtmlCell[][] = [[['项目', wide || before.length > 0 ? 2 : 1], ...HEADER.slice(1)], ...before];
    expect(
      rowOf(id, table([...rows, wide || before.length === 0 ? cells : [['（七）合计', 2], ...values]])),
    ).toEqual(values);
  });

  it.each([
    ['上年新收政府信息公开申请数量', 'new'],
    ['不属于国家秘密', 'refused.state_secret'],
    ['属于五类内部事务信息', 'refused.internal_affairs'],
    ['本年新收政府信息公开申请数量（上年）', 'new'],
  ])('「%s」 is another row than %s', (label, id) => {
    expect(rowOf(id, table([HEADER, [label, ...values], ...OTHER_ROWS]))).toEqual(values.map(() => 'absent'));
  });

  it('「其他」 under another group is not the one under 其他处理', () => {
    const rows = [
      [['项目', 2] as const, ...HEADER.slice(1)],
      ['（四）无法提供', '4.其他', ...values],
    ];
    expect(rowOf('other.other', table([...rows, [[NEW, 2], ...values]]))).toEqual(values.map(() => 'absent'));
  });

  it('a group cell may be missing', () => {
    const rows = [
      [['项目', 2] as const, ...HEADER.slice(1)],
      ['', '2.没有现成信息需要另行制作', ...values],
    ];
    expect(rowOf('unavailable.needs_creation', table([...rows, [[NEW, 2], ...values]]))).toEqual(values);
  });
});
