import { describe, expect, test } from 'vitest';
import { outline, slots, tables } from '../../helpers.js';
import { cell, paragraph, readBody, row, run, span, table } from './helpers.js';

const only = (body: string, limits = {}) => tables(readBody(body, {}, limits))[0];
const down = '<w:vMerge w:val="restart"/>';
const on = '<w:vMerge/>';

describe('Cells of a table', () => {
  test('stand where the spans before them put them', () => {
    const body = table(row(cell('甲', span(2)), '乙'), row('1', '2', '3'));
    expect(slots(only(body))).toEqual(['甲@0,0 1x2', '乙@0,2 1x1', '1@1,0 1x1', '2@1,1 1x1', '3@1,2 1x1']);
  });

  test('have the links to notes beside a number as marks, and a number that is a link as it is', () => {
    const field = (code: string, result: string): string =>
      ['begin', code, 'separate', result, 'end']
        .map((part, i) =>
          i === 1
            ? `<w:r><w:instrText> ${part} </w:instrText></w:r>`
            : i === 3
              ? run(part)
              : `<w:r><w:fldChar w:fldCharType="${part}"/></w:r>`,
        )
        .join('');
    const linked = (text: string): string => `<w:hyperlink w:anchor="n1">${run(text)}</w:hyperlink>`;
    const texts = [
      [run('8') + linked('1'), '8¹'],
      [run('8') + linked('注1'), '8⁽注1⁾'],
      [run('8') + field('HYPERLINK \\l "n1"', '1'), '8¹'],
      [run('8') + field('NOTEREF _Ref1', '1'), '8¹'],
      [run('8') + field('QUOTE', '1'), '81'],
      [linked('81'), '81'],
      [field('HYPERLINK "x"', '81'), '81'],
      [linked('详情') + run('8'), '详情8'],
    ] as const;
    const rows = texts.map(([inside]) => row('甲', '', '').replace('<w:p></w:p>', `<w:p>${inside}</w:p>`));
    expect(slots(only(table(...rows)))?.filter((each) => /@\d,1/.test(each))).toEqual(
      texts.map(([, text], i) => `${text}@${i},1 1x1`),
    );
    // outside cells a link is text like any other
    expect(outline(readBody(`<w:p>${run('第8')}${linked('1')}</w:p>`))).toEqual(['第81']);
  });

  test('that are merged vertically are one, at the top', () => {
    const body = table(row(cell('组', down), '1'), row(cell('不见', on), '2'), row(cell('', on), '3'));
    expect(slots(only(body))).toEqual(['组@0,0 3x1', '1@0,1 1x1', '2@1,1 1x1', '3@2,1 1x1']);
  });

  test('may be merged both ways', () => {
    const body = table(
      row(cell('角', span(2) + down), 'a'),
      row(cell('', `${span(2)}<w:vMerge w:val="continue"/>`), 'b'),
      row('x', 'y', 'z'),
    );
    expect(slots(only(body))).toContain('角@0,0 2x2');
  });

  test('that begin a merge anew end the one above', () => {
    const body = table(row(cell('甲', down), '1'), row(cell('乙', down), '2'), row(cell('', on), '3'));
    expect(slots(only(body))?.filter((each) => /[甲乙]/.test(each))).toEqual(['甲@0,0 1x1', '乙@1,0 2x1']);
  });

  test('that continue nothing with their edges are cells of their own, with their text', () => {
    const body = table(
      row(cell('甲', span(2) + down), '1'),
      row(cell('乙', on), '2', '3'),
      row(cell('', on), '4', '5'),
    );
    expect(slots(only(body))).toEqual([
      '甲@0,0 1x2',
      '1@0,2 1x1',
      '乙@1,0 2x1',
      '2@1,1 1x1',
      '3@1,2 1x1',
      '4@2,1 1x1',
      '5@2,2 1x1',
    ]);
  });

  test('that are merged horizontally the old way are one, without the text of the others', () => {
    const merged = row(cell('甲', '<w:hMerge w:val="restart"/>'), cell('不见', '<w:hMerge/>'), '1');
    expect(slots(only(table(merged, row('a', 'b', 'c'))))?.slice(0, 2)).toEqual(['甲@0,0 1x2', '1@0,2 1x1']);
  });

  test('leave the columns free that a row skips before and after them', () => {
    const skipping = `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>${cell('中')}</w:tr>`;
    expect(slots(only(table(row('a', 'b', 'c'), skipping)))?.at(-1)).toBe('中@1,1 1x1');
  });

  test('may stand in content controls, as may rows and what is in them', () => {
    const control = (inside: string): string =>
      `<w:sdt><w:sdtPr/><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
    const body = table(
      control(row('甲', '1')),
      row(control(cell('乙')), control(cell(control(paragraph('2'))))),
    );
    expect(outline(readBody(control(body)))).toEqual([
      [
        ['甲', '1'],
        ['乙', '2'],
      ],
    ]);
  });

  test('hold their paragraphs as lines, without empty ones', () => {
    const lines = `${paragraph('商业')}${paragraph('')}<w:p>${run('企')}<w:r><w:br/></w:r>${run('业')}</w:p>`;
    expect(only(table(row(cell(lines), '1'), row('a', 'b')))?.rows[0]?.[0]?.text).toBe('商业\n企\n业');
  });

  test('of rows that are repeated on every page are headings', () => {
    const heading = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('项目')}${cell('件数')}</w:tr>`;
    const rows = only(table(heading, row('甲', '1')))?.rows ?? [];
    expect(rows.map((cells) => cells.map(({ header }) => header))).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('are as many in a row as there are, whatever the grid says', () => {
    const body = `<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>${row('a', 'b')}${row('c')}</w:tbl>`;
    expect(only(body)?.rows.map(({ length }) => length)).toEqual([2, 1]);
    expect(only(body)?.width).toBe(2);
  });
});

describe('Tracked changes in tables are taken as accepted', () => {
  const changed = (change: string, ...cells: string[]): string =>
    `<w:tr><w:trPr><w:${change}/></w:trPr>${cells.map((each) => cell(each)).join('')}</w:tr>`;

  test('deleted rows are gone, inserted ones stay', () => {
    const body = table(row('甲', '1'), changed('del', '乙', '2'), changed('ins', '丙', '3'));
    expect(outline(readBody(body))).toEqual([
      [
        ['甲', '1'],
        ['丙', '3'],
      ],
    ]);
  });

  test('deleted cells are gone, and tracked merges are merges', () => {
    const merge = (how: string): string => `<w:cellMerge w:vMerge="${how}" w:vMergeOrig="rest"/>`;
    const body = table(
      row(cell('甲', merge('rest')), cell('9', '<w:cellDel/>'), '1'),
      row(cell('', merge('cont')), '2'),
    );
    expect(slots(only(body))).toEqual(['甲@0,0 2x1', '1@0,1 1x1', '2@1,1 1x1']);
  });
});

describe('Tables in tables', () => {
  const data = table(row('行政许可', '3'), row('行政处罚', '4'));

  test('dissolve the one around them, which only arranges the page', () => {
    const around = table(row(cell(paragraph('上文') + data + paragraph('下文')), '右'), row('a', 'b'));
    expect(outline(readBody(around))).toEqual([
      '上文',
      [
        ['行政许可', '3'],
        ['行政处罚', '4'],
      ],
      '下文',
      '右',
      'a',
      'b',
    ]);
  });

  test('of a single cell are no tables', () => {
    const body = table(row(cell(table(row('甲')) + paragraph('')), '1'), row('乙', '2'));
    expect(outline(readBody(body))).toEqual([
      [
        ['甲', '1'],
        ['乙', '2'],
      ],
    ]);
  });
});

test('Tables that only hold prose are dissolved, and empty ones left out', () => {
  const prose = '本单位按照目录公开信息，内容完整，更新及时。'.repeat(4);
  expect(outline(readBody(table(row(prose)) + table(row(prose, prose)) + table(row('', ''))))).toEqual([
    prose,
    prose,
    prose,
  ]);
});

describe('The page of a table', () => {
  const two = table(row('甲', '1'), row('乙', '2'));
  const noted = '<w:r><w:lastRenderedPageBreak/></w:r>';
  const pages = (body: string) => tables(readBody(body)).map(({ page }) => page);

  test('is known where Word noted where pages begin', () => {
    expect(pages(`${two}<w:p>${noted}${run('下页')}</w:p>${two}`)).toEqual([1, 2]);
  });

  test('is counted once for a break that was ordered and noted', () => {
    const broken = `<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>${noted}${run('下页')}</w:p>`;
    expect(pages(two + broken + two)).toEqual([1, 2]);
  });

  test('is that of its first row, and a row cut by the end of a page is cut once', () => {
    const first = row(cell(`<w:p>${noted}${run('甲')}</w:p>`), '1');
    const cut = row(
      cell(`<w:p>${run('乙')}${noted}${run('续')}</w:p>`),
      cell(`<w:p>${run('2')}${noted}${run('续')}</w:p>`),
    );
    expect(pages(paragraph('上页') + table(first, cut) + two)).toEqual([2, 3]);
  });

  test('is unknown where nobody noted them', () => {
    expect(pages(`${two}<w:p><w:r><w:br w:type="page"/></w:r></w:p>${two}`)).toEqual([undefined, undefined]);
  });
});

describe('Limits', () => {
  test('cells beyond the limit are left out, and said to be', () => {
    const document = readBody(table(row('a', 'b'), row('c', 'd')), {}, { cells: 3 });
    expect(outline(document)).toEqual([[['a', 'b'], ['c']]]);
    expect(document.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  test('a cell wider than any table is cut, and said to be', () => {
    const document = readBody(table(row(cell('a', span(30_000)), 'b'), row('c', 'd')));
    expect(document.issues.map(({ code }) => code)).toEqual(['span_clipped']);
  });
});
