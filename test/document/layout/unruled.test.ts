import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import type { RuleInk, TextRun } from '../../../src/document/layout/page/page.js';
import { widthOf } from './drawing.js';
import { tablesOf } from './drawn-report.js';

const SIZE = 10;
const LINE = 12;
const COLUMNS = [220, 270, 320, 370, 420, 470];
const HEADS = ['甲类', '乙类', '丙类', '丁类', '戊类', '总计'];

type Row = readonly [label: string, ...values: string[]];

function centred(text: string, x: number, y: number): TextRun[] {
  const width = widthOf(text, SIZE);
  return text === '' ? [] : [{ text, x: x - width / 2, y, width, height: SIZE }];
}

/** Rows from top to bottom without any space between; figures stand beside the middle of labels, or their first line. */
function printed(rows: readonly Row[], place: 'middle' | 'top' = 'middle'): TextRun[] {
  const runs = HEADS.flatMap((head, i) => centred(head, COLUMNS[i] ?? 0, 100));
  let y = 100 + LINE;
  for (const [label, ...values] of rows) {
    const lines = label.split('\n');
    const at = place === 'top' ? y : y + ((lines.length - 1) * LINE) / 2;
    runs.push(...lines.flatMap((line, i) => centred(line, 120, y + i * LINE)));
    runs.push(...values.flatMap((value, i) => centred(value, COLUMNS[i] ?? 0, at)));
    y += lines.length * LINE;
  }
  return runs;
}

function readDrawn(runs: readonly TextRun[], rules: readonly RuleInk[]) {
  const layout = new DocumentLayout({ cells: 10_000 });
  layout.add({ number: 1, width: 600, height: 800, runs, rules });
  return layout.finish();
}

function read(runs: readonly TextRun[]) {
  return tablesOf(readDrawn(runs, []));
}

function texts(runs: readonly TextRun[], rules: readonly RuleInk[] = []): string[][] {
  const [table] = tablesOf(readDrawn(runs, rules));
  expect(table?.aligned).toBe(true);
  return (table?.rows ?? []).map((row) => row.map(({ text }) => text));
}

const ONE: Row = ['一、新收', '1', '2', '3', '4', '5', '15'];
const TWO: Row = ['二、上年结转的\n申请数量', '0', '10', '0', '0', '0', '10'];
const THREE: Row = ['三、申请人逾期\n不补正的不再\n处理', '7', '0', '0', '0', '0', '7'];

describe('a table without any lines', () => {
  it('has its columns where figures stand below each other, and labels of several lines', () => {
    expect(texts(printed([ONE, TWO, THREE]))).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
  });

  it('has the same rows where figures stand beside the first lines of labels', () => {
    expect(texts(printed([ONE, TWO, THREE], 'top'))).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
  });

  it('keeps blank cells in their columns', () => {
    const blank: Row = ['二、结转', '', '2', '', '', '5', ''];
    expect(texts(printed([ONE, blank, THREE]))[2]).toEqual([...blank]);
  });

  it('keeps columns that are blank in every row, by their headings', () => {
    const rows = [ONE, TWO, THREE].map((row): Row => [row[0], ...row.slice(1).with(2, '')]);
    expect(texts(printed(rows))).toEqual([HEADS, ...rows.map((row) => [...row])]);
  });

  it('has a blank row where a numbered label has no figures', () => {
    const blank: Row = ['二、上年结转的\n申请数量', '', '', '', '', '', ''];
    expect(texts(printed([ONE, blank, THREE]))[2]).toEqual([...blank]);
  });

  it('leaves out labels of several rows, which stand beside others', () => {
    const rows = [
      ONE,
      ['1.秘密', '1', '1', '1', '1', '1', '5'],
      ['2.其他', '0', '0', '0', '0', '1', '1'],
    ] as const;
    const group = centred('（一）不公开', 40, 100 + 2.5 * LINE);
    expect(texts([...printed(rows), ...group])).toEqual([HEADS, ...rows.map((row) => [...row])]);
  });

  // as three labels with their figures in the middle, or beside the first line of each
  const twoWays: Row[] = [
    ['新收', '1', '1', '1', '1', '1', '5'],
    ['结转\n甲\n乙', '2', '2', '2', '2', '2', '10'],
    ['总计', '3', '3', '3', '3', '3', '15'],
  ];
  const lineByLine = (runs: readonly TextRun[]): TextRun[] =>
    [...runs].sort((a, b) => a.y - b.y || a.x - b.x);

  it('has labels that fit figures in two ways as the file draws them: each before its figures', () => {
    expect(texts(printed(twoWays))).toEqual([HEADS, ...twoWays.map((row) => [...row])]);
  });

  it('has no columns where labels fit figures in two ways, and the file draws line by line', () => {
    expect(read(lineByLine(printed(twoWays))).every(({ aligned }) => !aligned)).toBe(true);
  });

  it('has its rows where figures stand anywhere beside their labels', () => {
    const rows: Row[] = [ONE, TWO, THREE];
    const runs = printed(rows).map((run) => (run.x > 200 && run.y > 125 ? { ...run, y: run.y + 3 } : run));
    expect(texts(runs)).toEqual([HEADS, ...rows.map((row) => [...row])]);
  });

  it('leaves out a label of several lines beside those of its rows, however near', () => {
    const items: Row[] = [
      ['1.属于国家秘密的', '1', '1', '1', '1', '1', '5'],
      ['2.其他法律行政\n法规禁止公开的', '0', '0', '0', '0', '1', '1'],
      ['3.危及社会安全的', '2', '0', '0', '0', '0', '2'],
    ];
    const runs = printed([ONE, ...items]);
    const first = runs.findIndex(({ text }) => text === '1.属于国家秘密的');
    const begin = runs[first]?.x ?? 0;
    const group = ['（三）', '不予公', '开'].map((text, i): TextRun => {
      const width = widthOf(text, SIZE);
      return { text, x: begin - width - 0.5, y: 100 + (2.5 + i) * LINE, width, height: SIZE };
    });
    const found = texts([...runs.slice(0, first), ...group, ...runs.slice(first)]);
    expect(found).toEqual([HEADS, [...ONE], ...items.map((row) => [...row])]);
  });

  it('has labels that stand close to their first figure, and lines of groups at other heights than theirs', () => {
    const items: Row[] = [
      ['1.本机关不掌握\n息', '2828', '0', '0', '2582', '3552', '8962'],
      ['2.补正后仍不明确', '1569', '0', '0', '0', '0', '1569'],
    ];
    const runs = printed(items).map((run) =>
      run.text === '2.补正后仍不明确' ? { ...run, x: (COLUMNS[0] ?? 0) - 11.5 - run.width } : run,
    );
    const last = runs.find(({ text }) => text === '息');
    const width = widthOf('（四）', SIZE);
    const group = {
      text: '（四）',
      x: (last?.x ?? 0) - width - 1,
      y: (last?.y ?? 0) - 3,
      width,
      height: SIZE,
    };
    const place = runs.findIndex(({ text }) => text === '1.本机关不掌握');
    expect(texts([...runs.slice(0, place), group, ...runs.slice(place)])).toEqual([
      HEADS,
      ...items.map((row) => [...row]),
    ]);
  });

  it('has a heading of two lines over each column, and a wider one over several', () => {
    const two = ['商业\n企业', '科研\n机构', '公益\n组织', '法律\n服务', '其他', '总计'];
    const heads = two.flatMap((head, i) =>
      head.split('\n').flatMap((line, k) => centred(line, COLUMNS[i] ?? 0, 88 + k * LINE)),
    );
    const runs = [
      ...centred('申请人情况', 345, 74),
      ...heads,
      ...printed([ONE, TWO, THREE]).slice(HEADS.length),
    ];
    expect(texts(runs).slice(0, 2)).toEqual([['申请人情况'], two]);
  });

  it('has the figures of a column although its heading begins where no figure stands', () => {
    const runs = printed([ONE, TWO, THREE]).map((run) => {
      const left = COLUMNS.findIndex((x) => Math.abs(run.x + run.width / 2 - x) < 1);
      if (left < 0) return run;
      const edge = (COLUMNS[left] ?? 0) - 22;
      return { ...run, x: HEADS.includes(run.text) ? edge : edge + 44 - run.width };
    });
    expect(texts(runs)).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
  });

  it('has no columns where a figure stands between two of them', () => {
    const stray = centred('77777777777777', 295, 100 + 7 * LINE);
    const label = centred('四、总计', 120, 100 + 7 * LINE);
    expect(read([...printed([ONE, TWO, THREE]), ...label, ...stray]).every(({ aligned }) => !aligned)).toBe(
      true,
    );
  });

  it('has no columns where headings stand beside their figures', () => {
    const rows = printed([ONE, TWO, THREE]).map((run) =>
      run.x > 200 && run.y > 100 && run.width < 6 ? { ...run, x: run.x + 20 } : run,
    );
    expect(read(rows).every(({ aligned }) => !aligned)).toBe(true);
  });

  describe('with headings at the left of their cells, and figures at the right', () => {
    const left = (text: string, x: number, y: number): TextRun => ({
      text,
      x,
      y,
      width: widthOf(text, SIZE),
      height: SIZE,
    });
    const edges = COLUMNS.map((x) => x - 22);
    const heads = HEADS.map((head, i) => left(head, edges[i] ?? 0, 100));
    const over = [left('第一组的各类情况', edges[0] ?? 0, 88), left('第二组的各类情况', edges[3] ?? 0, 88)];
    const figures = [2, 4].map((i) => left('7', (edges[i] ?? 0) + 38, 112));

    it('has its figures in the cells that the wider headings show', () => {
      expect(texts([...over, ...heads, ...figures]).at(-1)).toEqual(['', '', '7', '', '7', '']);
    });

    it('has no columns where no heading shows at which side all are set', () => {
      expect(read([...heads, ...figures]).every(({ aligned }) => !aligned)).toBe(true);
    });
  });

  it('has blocks with columns of their own', () => {
    const row = (y: number, ...cells: readonly [string, number][]): TextRun[] =>
      cells.flatMap(([text, x]) => centred(text, x, y));
    const runs = [
      ...row(100, ['信息内容', 100], ['制发件数', 200], ['废止件数', 300], ['现行件数', 400]),
      ...row(115, ['规章', 100], ['3', 300]),
      ...row(130, ['规范性文件', 100]),
      ...row(145, ['第二十条第（五）项', 250]),
      ...row(160, ['信息内容', 100], ['处理决定数量', 300]),
      ...row(175, ['行政许可', 100], ['290', 300]),
    ];
    const rows = read(runs).flatMap((table) => table.rows);
    expect(rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ['信息内容', '制发件数', '废止件数', '现行件数'],
      ['规章', '', '3', ''],
      ['规范性文件', '', '', ''],
      ['第二十条第（五）项'],
      ['信息内容', '处理决定数量'],
      ['行政许可', '290'],
    ]);
  });
});

describe('a block of few columns without any lines', () => {
  const LEFT = [60, 220, 330, 440];
  const left = (y: number, ...cells: readonly string[]): TextRun[] =>
    cells.flatMap((text, i): TextRun[] =>
      text === '' ? [] : [{ text, x: LEFT[i] ?? 0, y, width: widthOf(text, SIZE), height: SIZE }],
    );
  /** Figures stand at the right of their columns, where no heading is above them. */
  const row = (y: number, label: string, ...values: readonly string[]): TextRun[] => [
    ...left(y, label),
    ...values.flatMap((text, i): TextRun[] => {
      const width = widthOf(text, SIZE);
      return text === '' ? [] : [{ text, x: (LEFT[i + 1] ?? 0) + 100 - width, y, width, height: SIZE }];
    }),
  ];
  const heads = left(100, '信息内容', '制发件数', '废止件数', '有效件数');

  it('has its figures where they stand at the side of their headings, one of which has none', () => {
    const rows = [row(125, '规章', '3', '', '12'), row(150, '规范性文件', '4', '', '1')].flat();
    expect(texts([...heads, ...rows]).slice(1)).toEqual([
      ['规章', '3', '', '12'],
      ['规范性文件', '4', '', '1'],
    ]);
  });

  it('has blank rows: before its figures, between and after them', () => {
    const rows = ['规章', '规定', '规范性文件', '许可', '强制'].flatMap((label, i) =>
      row(125 + 25 * i, label, ...(i % 2 === 0 ? [] : ['1', '2', '3'])),
    );
    const next = [...left(250, '第二项'), ...left(275, '信息内容', '处理件数')];
    expect(texts([...heads, ...rows, ...next, ...row(300, '处罚', '7')]).slice(1)).toEqual([
      ['规章', '', '', ''],
      ['规定', '1', '2', '3'],
      ['规范性文件', '', '', ''],
      ['许可', '1', '2', '3'],
      ['强制', '', '', ''],
    ]);
  });

  it('has a title above that is no heading of a column, though a figure stands below it', () => {
    const rows = row(125, '规章', '3', '5', '12');
    const found = texts([...row(75, '', '（一）'), ...heads, ...rows]);
    expect(found).toEqual([
      ['（一）'],
      ['信息内容', '制发件数', '废止件数', '有效件数'],
      ['规章', '3', '5', '12'],
    ]);
  });

  const filled = [...heads, ...row(125, '规章', '3', '5', '12')];
  const second = left(150, '第二项');
  const blankHeads = [...left(175, '信息内容', '上一年度'), ...left(187, '', '项目数量')];

  it('is blank where it follows another at once, and its label is one', () => {
    const runs = [...filled, ...second, ...blankHeads, ...left(200, '许可'), ...left(230, '三、处理情况')];
    const rows = read(runs)
      .at(-1)
      ?.rows.map((cells) => cells.map(({ text }) => text));
    expect(rows).toEqual([['第二项'], ['信息内容', '上一年度\n项目数量'], ['许可', '']]);
  });

  it('is none where its figures may stand on the next page', () => {
    const runs = [...filled, ...second, ...blankHeads, ...left(200, '许可')];
    expect(read(runs).flatMap(({ rows }) => rows.flat().map(({ text }) => text))).not.toContain('许可');
  });

  it('is none where figures may stand at the left or at the right of their headings', () => {
    const between = centred('5', 300, 125);
    const runs = [...heads, ...left(125, '规章'), ...between];
    expect(
      read(runs)
        .flatMap(({ rows }) => rows.flat())
        .filter(({ text }) => text === ''),
    ).toEqual([]);
  });
});

describe('a heading without any lines or figures', () => {
  const row = (y: number, cells: readonly (readonly [string, number])[]): TextRun[] =>
    cells.flatMap(([text, x]) => centred(text, x, y));
  const heads = HEADS.map((head, i): [string, number] => [head, COLUMNS[i] ?? 0]);
  const heading = [
    ...row(100 - LINE, [
      ['第一组各类情况数', 245],
      ['第二组各类情况数', 395],
    ]),
    ...row(100, heads),
  ];
  const paragraphs = [...row(140, [['五、存在的问题', 120]]), ...row(152, [['答复不够及时', 120]])];

  const moved = (by: number): TextRun[] => paragraphs.map((run) => ({ ...run, y: run.y + by }));

  it('stands over a blank row, where there is room for one', () => {
    expect(texts([...heading, ...paragraphs])).toEqual([
      ['第一组各类情况数', '第二组各类情况数'],
      HEADS,
      ['', '', '', '', '', ''],
    ]);
  });

  it('stands over figures in its columns, even if few and further down', () => {
    const figures = row(140, [
      ['1', 220],
      ['2', 270],
    ]);
    expect(texts([...heading, ...figures, ...moved(40)]).at(-1)).toEqual(['1', '2', '', '', '', '']);
  });

  it('keeps its title apart', () => {
    const title = centred('四、行政复议情况', 100, 100 - 2 * LINE);
    const { blocks } = readDrawn([...title, ...heading, ...paragraphs], []);
    expect(blocks.map((block) => (block.kind === 'paragraph' ? block.text : block.rows.length))).toEqual([
      '四、行政复议情况',
      3,
      '五、存在的问题',
      '答复不够及时',
    ]);
  });

  it.each([
    ['its page ends below it: the row may stand on the next one', heading],
    ['only a foot follows', [...heading, ...centred('某局编制', 300, 700)]],
    ['a paragraph follows at once', [...heading, ...moved(-25)]],
    ['figures follow further down', [...heading, ...centred('1 2 0 0 0 3', 300, 140), ...moved(40)]],
    ['it has few columns', [...heading.slice(0, -2), ...paragraphs]],
  ])('is none where %s', (_, runs) => {
    expect(read(runs).every(({ aligned }) => !aligned)).toBe(true);
  });
});

describe('a table of figures alone on the page', () => {
  const rows = printed([ONE, TWO, THREE]);
  const upright = (x: number, y0: number, y1: number): RuleInk => ({ x0: x, x1: x + 0.5, y0, y1 });
  const level = (y: number, x0: number, x1: number): RuleInk => ({ x0, x1, y0: y, y1: y + 0.5 });

  it('is read inside a frame, and between lines over its whole width', () => {
    const frame = [upright(60, 90, 300), upright(500, 90, 300), level(90, 60, 500), level(300, 60, 500)];
    expect(tablesOf(readDrawn(rows, frame))).toHaveLength(1);
    expect(tablesOf(readDrawn(rows, [level(108, 60, 500)]))).toHaveLength(1);
  });

  it('is read where lines run between its columns, or between some of its rows', () => {
    expect(texts(rows, [upright(295, 80, 200)])).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
    expect(texts(rows, [level(123, 200, 500)])).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
  });

  it.each([
    ['a line runs through a column', [upright(320, 80, 130)]],
    ['a line ends among them, in the midst of a row', [level(113.5, 60, 330)]],
    [
      'a box takes part of its place',
      [
        upright(360, 105, 140),
        upright(380, 105, 140),
        level(105, 360, 380),
        level(122, 360, 380),
        level(140, 360, 380),
      ],
    ],
  ])('is none where %s, and the document says so', (_, rules) => {
    const found = readDrawn(rows, rules);
    expect(tablesOf(found).filter(({ width }) => width > 1)).toEqual([]);
    expect(found.issues.map(({ code }) => code)).toContain('unclear_grid');
  });
});

describe('a table without lines that goes on over a page break', () => {
  function readPages(...pages: readonly (readonly TextRun[])[]): string[][] {
    const layout = new DocumentLayout({ cells: 10_000 });
    for (const [i, runs] of pages.entries())
      layout.add({ number: i + 1, width: 600, height: 800, runs, rules: [] });
    const tables = tablesOf(layout.finish());
    expect(tables).toHaveLength(1);
    return (tables[0]?.rows ?? []).map((row) => row.map(({ text }) => text));
  }
  const below = (runs: readonly TextRun[]): TextRun[] => runs.slice(HEADS.length);
  const at = (runs: readonly TextRun[], y: number): TextRun[] =>
    runs.map((run) => ({ ...run, y: run.y + y }));
  const FOUR: Row = ['四、结转下年度', '', '0', '0', '0', '1', '1'];

  it('is one table, in the columns of its first page', () => {
    const rest = at(below(printed([THREE, FOUR])), -60);
    expect(readPages(printed([ONE, TWO]), rest)).toEqual([HEADS, [...ONE], [...TWO], [...THREE], [...FOUR]]);
  });

  it('has a column that is blank on the second page', () => {
    const blank: Row = ['三、办理', '1', '', '0', '0', '1', '2'];
    const also: Row = ['四、结转', '0', '', '0', '1', '1', '2'];
    const rest = at(below(printed([blank, also])), -60);
    expect(readPages(printed([ONE, TWO]), rest).slice(3)).toEqual([[...blank], [...also]]);
  });

  it('leaves out the heading that the second page repeats', () => {
    expect(readPages(printed([ONE, TWO]), printed([THREE, FOUR]))).toEqual([
      HEADS,
      [...ONE],
      [...TWO],
      [...THREE],
      [...FOUR],
    ]);
  });

  it.each([
    ['figures on the first page', 1],
    ['figures on the second page', 2],
  ])('has the row that the break cuts in two, with its %s', (_, page) => {
    const [label, ...values] = THREE;
    const [first = '', ...others] = label.split('\n');
    const upper: Row[] = [ONE, TWO, page === 1 ? [first, ...values] : [first]];
    const lower: Row[] = [page === 1 ? [others.join('\n')] : [others.join('\n'), ...values], FOUR];
    const rest = at(below(printed(lower)), -60);
    expect(readPages(printed(upper), rest)).toEqual([HEADS, [...ONE], [...TWO], [...THREE], [...FOUR]]);
  });

  it('does not state that a cell is blank whose figure may be the end of the label', () => {
    const touching: Row = ['三、办理的5', '', '1', '0', '0', '1', '2'];
    const blank: Row = ['四、结转的件', '', '1', '0', '0', '1', '2'];
    const rest = at(below(printed([touching, blank])), -60);
    expect(readPages(printed([ONE, TWO]), rest).slice(3)).toEqual([
      [touching[0], '\ufffd', ...touching.slice(2)],
      [...blank],
    ]);
  });

  it('has a blank row at the end of a page, where the next page begins with another row', () => {
    const blank: Row = ['三、办理', '1', '', '0', '0', '1', '2'];
    const last: Row = ['四、结转', '', '', '', '', '', ''];
    const next: Row = ['五、其他', '0', '', '0', '1', '1', '2'];
    const rest = at(below(printed([next, ['六、总计', '1', '0', '0', '1', '2', '4']])), -60);
    expect(readPages(printed([ONE, blank, last]), rest).slice(3, 5)).toEqual([[...last], [...next]]);
  });

  it('has a heading that stands alone at the end of a page', () => {
    const head = at(printed([]), 600);
    const rest = at(below(printed([ONE, TWO, THREE])), -60);
    expect(readPages(head, rest)).toEqual([HEADS, [...ONE], [...TWO], [...THREE]]);
  });
});
