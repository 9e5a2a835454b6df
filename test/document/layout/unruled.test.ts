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

function texts(runs: readonly TextRun[]): string[][] {
  const [table] = read(runs);
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

  it('has no columns where labels fit figures in two ways', () => {
    // as three labels with their figures in the middle, or beside the first line of each
    const rows: Row[] = [
      ['新收', '1', '1', '1', '1', '1', '5'],
      ['结转\n甲\n乙', '2', '2', '2', '2', '2', '10'],
      ['总计', '3', '3', '3', '3', '3', '15'],
    ];
    expect(read(printed(rows)).every(({ aligned }) => !aligned)).toBe(true);
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
    const [table, ...others] = read(runs);
    expect(others).toEqual([]);
    expect(table?.rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ['信息内容', '制发件数', '废止件数', '现行件数'],
      ['规章', '', '3', ''],
      ['规范性文件', '', '', ''],
      ['第二十条第（五）项'],
      ['信息内容', '处理决定数量'],
      ['行政许可', '290'],
    ]);
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

  it('stands over a blank row, where there is room for one', () => {
    expect(texts([...heading, ...paragraphs])).toEqual([
      ['第一组各类情况数', '第二组各类情况数'],
      HEADS,
      ['', '', '', '', '', ''],
    ]);
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

  const moved = (by: number): TextRun[] => paragraphs.map((run) => ({ ...run, y: run.y + by }));

  it.each([
    ['its page ends below it: the row may stand on the next one', heading],
    ['only a foot follows', [...heading, ...centred('某局编制', 300, 700)]],
    ['a paragraph follows at once', [...heading, ...moved(-25)]],
    ['figures follow further down', [...heading, ...centred('1 2 0 0 0 3', 300, 140), ...moved(40)]],
    [
      'figures follow in their columns',
      [
        ...heading,
        ...row(140, [
          ['1', 220],
          ['2', 270],
        ]),
        ...moved(40),
      ],
    ],
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

  it.each([
    ['a line runs between its columns', [upright(295, 80, 200)]],
    ['a line ends among them', [level(120, 60, 330)]],
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
