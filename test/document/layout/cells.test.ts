import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import type { LayoutPage, RuleInk, TextRun } from '../../../src/document/layout/page/page.js';
import { slots } from '../helpers.js';
import { widthOf } from './drawing.js';
import { linesOf, tablesOf } from './drawn-report.js';

const HEIGHT = 800;

function run(text: string, x: number, y: number, size = 10): TextRun {
  return { text, x, y, width: widthOf(text, size), height: size };
}

/** Rules of a grid; `without` names inner pieces that are not drawn: `h<line>,<column>` or `v<line>,<row>`. */
function grid(xs: readonly number[], ys: readonly number[], without: readonly string[] = []): RuleInk[] {
  const rules: RuleInk[] = [];
  for (const [line, y] of ys.entries()) {
    for (const [column, x] of xs.slice(0, -1).entries()) {
      if (without.includes(`h${line},${column}`)) continue;
      rules.push({ x0: x, x1: xs[column + 1] ?? x, y0: y, y1: y + 0.5 });
    }
  }
  for (const [line, x] of xs.entries()) {
    for (const [row, y] of ys.slice(0, -1).entries()) {
      if (without.includes(`v${line},${row}`)) continue;
      rules.push({ x0: x, x1: x + 0.5, y0: y, y1: ys[row + 1] ?? y });
    }
  }
  return rules;
}

function page(runs: readonly TextRun[], rules: readonly RuleInk[], number = 1): LayoutPage {
  return { number, width: 600, height: HEIGHT, runs, rules };
}

function read(...pages: readonly LayoutPage[]) {
  const layout = new DocumentLayout({ cells: 10_000 });
  for (const each of pages) layout.add(each);
  return layout.finish();
}

const XS = [100, 200, 300];
const YS = [100, 130, 160];

describe('a cell', () => {
  it('spans where no line parts slots', () => {
    const found = read(page([run('甲', 110, 110), run('乙', 210, 125)], grid(XS, YS, ['h1,1'])));
    expect(slots(tablesOf(found)[0])).toEqual(['甲@0,0 1x1', '乙@0,1 2x1', '@1,0 1x1']);
  });

  it('holds the characters whose centres it holds, whatever run they were drawn in', () => {
    const spans = [0, 5, 100, 105];
    const both: TextRun = { text: '35', x: 140, y: 110, width: 105, height: 10, spans };
    const found = read(page([both], grid(XS, [100, 130])));
    expect(slots(tablesOf(found)[0])).toEqual(['3@0,0 1x1', '5@0,1 1x1']);
  });

  it('keeps a number whole that sticks out of it', () => {
    const found = read(page([run('12345', 180, 110)], grid(XS, [100, 130])));
    expect(slots(tablesOf(found)[0])).toEqual(['12345@0,0 1x1', '@0,1 1x1']);
  });

  it('states no number where one lies across two cells', () => {
    const found = read(page([run('1234', 190, 110)], grid(XS, [100, 130])));
    const texts =
      tablesOf(found)[0]
        ?.rows.flat()
        .map(({ text }) => text) ?? [];
    expect(texts).toEqual(['\ufffd\ufffd\ufffd\ufffd', '']);
  });

  it('states no number where two are printed on one another', () => {
    const found = read(page([run('3', 110, 110), run('5', 110.5, 110)], grid(XS, [100, 130])));
    expect(tablesOf(found)[0]?.rows[0]?.[0]?.text).toContain('\ufffd');
  });

  it('keeps numbers apart that stand apart', () => {
    const found = read(page([run('1', 110, 110), run('2', 120, 110)], grid(XS, [100, 130])));
    expect(tablesOf(found)[0]?.rows[0]?.[0]?.text).toBe('1 2');
  });

  it('reads labels of one character a line from top to bottom', () => {
    const runs = [...'年度结果'].map((character, i) => run(character, 110, 102 + i * 12));
    const found = read(page(runs, grid(XS, [100, 160])));
    expect(tablesOf(found)[0]?.rows[0]?.[0]?.text).toBe('年\n度\n结\n果');
  });

  it('reads labels that are turned', () => {
    const turned: TextRun = { text: '结果', turn: 3, x: 110, y: 110, width: 10, height: 20 };
    const found = read(page([turned, run('一二三四', 210, 110)], grid(XS, [100, 160])));
    expect(tablesOf(found)[0]?.rows[0]?.map(({ text }) => text)).toEqual(['结果', '一二三四']);
  });

  it('joins a number over two lines only where its first line fills the cell', () => {
    const narrow = [100, 125, 250];
    const wrapped = [run('一二三四五六七八九十一', 130, 105), run('二三', 130, 117)];
    const filled = [run('1234', 102.5, 105), run('5', 110, 117), ...wrapped];
    const short = [run('12', 107, 105), run('5', 110, 117), ...wrapped];
    const thousands = [run('1,', 107, 105), run('234', 105, 117), ...wrapped];
    const textOf = (runs: readonly TextRun[]) =>
      tablesOf(read(page(runs, grid(narrow, [100, 130]))))[0]?.rows[0]?.[0]?.text;
    expect(textOf(filled)).toBe('12345');
    expect(textOf(short)).toBe('12\n5');
    expect(textOf(thousands)).toBe('1,234');
  });
});

describe('a table', () => {
  it('is none where a frame stands around a text', () => {
    const found = read(page([run('框里的话', 110, 110)], grid([100, 500], [90, 300])));
    expect([tablesOf(found), linesOf(found)]).toEqual([[], ['框里的话']]);
  });

  it('is none where a line ends in the midst of it, and the document says so', () => {
    const half = { x0: 200, x1: 200.5, y0: 100, y1: 115 };
    const found = read(page([run('1', 110, 105), run('2', 250, 145)], [...grid(XS, YS, ['v1,0']), half]));
    expect(tablesOf(found)).toEqual([]);
    expect(linesOf(found)).toEqual(['1', '2']);
    expect(found.issues.map(({ message }) => message)).toEqual([
      'page 1: lines end in the midst of a table, which was not taken for one',
    ]);
  });

  it('without any lines is aligned where every row has one text in each column', () => {
    const rows = [0, 1, 2].flatMap((row) =>
      [0, 1, 2].map((column) => run(`${row}${column}`, 100 + column * 100, 100 + row * 20)),
    );
    const [table] = tablesOf(read(page(rows, [])));
    expect(table?.aligned).toBe(true);
    expect(table?.rows.map((row) => row.map(({ text }) => text).join(' '))).toEqual([
      '00 01 02',
      '10 11 12',
      '20 21 22',
    ]);
    const [ragged] = tablesOf(read(page(rows.slice(0, -1), [])));
    expect(ragged).toMatchObject({ aligned: false, rows: [{ length: 3 }, { length: 3 }, { length: 2 }] });
  });

  it('without any lines is none where prose has gaps', () => {
    const found = read(page([run('第一行', 100, 100), run('说了话', 180, 100), run('第二行', 100, 120)], []));
    expect(tablesOf(found)).toEqual([]);
  });

  it('takes no more slots than allowed', () => {
    const xs = Array.from({ length: 60 }, (_, i) => 10 + i * 9);
    const layout = new DocumentLayout({ cells: 100 });
    layout.add(page([run('甲', 12, 12)], grid(xs, xs)));
    const found = layout.finish();
    expect(tablesOf(found)).toEqual([]);
    expect(found.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });
});

describe('a row at the end of a page', () => {
  const bottom = [660, 690, 720];
  const top = [80, 110, 140];
  const label = '1.申请人逾期不补正一';
  const head = [run('项目', 110, 670), run('数量', 210, 670)];

  /** The last row of the first page and the first of the next, with or without lines at the break. */
  function parted(open: boolean, above: readonly TextRun[], below: readonly TextRun[]) {
    const without = open ? { first: ['h2,0', 'h2,1'], next: ['h0,0', 'h0,1'] } : { first: [], next: [] };
    return read(
      page([...head, ...above], grid(XS, bottom, without.first), 1),
      page(below, grid(XS, top, without.next), 2),
    );
  }

  it('goes on where its label does, and its figure stands on one side', () => {
    const above = [run(label, 100, 700)];
    const found = parted(true, above, [
      run('机关不再处理', 105, 90),
      run('3', 250, 90),
      run('2.其他', 110, 120),
    ]);
    expect(tablesOf(found)[0]?.rows[1]?.map(({ text }) => text)).toEqual([`${label}\n机关不再处理`, '3']);
    expect(found.issues).toEqual([]);
  });

  it('ends where both sides have a figure', () => {
    const found = parted(
      true,
      [run('1.甲', 110, 700), run('3', 250, 700)],
      [run('2.乙', 110, 90), run('4', 250, 90)],
    );
    expect(tablesOf(found)[0]?.rows.map((row) => row.map(({ text }) => text).join(' '))).toEqual([
      '项目 数量',
      '1.甲 3',
      '2.乙 4',
      ' ',
    ]);
  });

  it('states no blank where it can not be told whose cell is empty', () => {
    const above = [run('某一种情形的名称很长', 100, 700)];
    const found = parted(true, above, [run('另一种情形', 105, 90), run('4', 250, 90)]);
    expect(tablesOf(found)[0]?.rows[1]?.map(({ text }) => text)).toEqual(['某一种情形的名称很长']);
    expect(found.issues).toHaveLength(1);
  });

  it('is followed by another table where the columns are others', () => {
    const found = read(
      page(head, grid(XS, [660, 690]), 1),
      page([run('甲', 110, 90)], grid([100, 150, 180, 300], [80, 110]), 2),
    );
    expect(tablesOf(found)).toHaveLength(2);
  });
});
