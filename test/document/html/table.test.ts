import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../property.js';
import { read, slots, tables, texts } from '../helpers.js';

const table = (inside: string) => tables(read(`<table>${inside}</table>`))[0];

describe('cells', () => {
  it('keep line breaks and block ends as line breaks, and fold the rest', () => {
    const cells = table(
      '<tr><td> 商业<br>\n 企业 <td><p>结果</p><p>维持</p><td>1 .&nbsp;\u3000属于<b>国家</b>\n秘密<td><br></tr>',
    );
    expect(texts(cells)).toEqual([['商业\n企业', '结果\n维持', '1 . 属于国家 秘密', '']]);
  });

  it('say whether they are headers', () => {
    expect(table('<tr><th>规章<td>3')?.rows[0]?.map(({ header }) => header)).toEqual([true, false]);
  });

  it('that are hidden are not there', () => {
    expect(
      texts(table('<tr><td>规章<td style="display:none">9<td>3<tr hidden><td>x<td>y<tr><td>a<td>b')),
    ).toEqual([
      ['规章', '3'],
      ['a', 'b'],
    ]);
  });

  it('come in the order of the row groups, a tfoot last', () => {
    const cells = table(
      '<tfoot><tr><td>总计<td>7</tfoot><thead><tr><th>项<th>数</thead><tbody><tr><td>规章<td>7</tbody>',
    );
    expect(texts(cells)).toEqual([
      ['项', '数'],
      ['规章', '7'],
      ['总计', '7'],
    ]);
  });

  it('of an HTML table are aligned', () => {
    expect(table('<tr><td>规章<td>3')?.aligned).toBe(true);
  });
});

describe('spans', () => {
  it('keep slots free below and beside a cell', () => {
    const cells = table('<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁');
    expect(slots(cells)).toEqual(['甲@0,0 2x1', '乙@0,1 1x2', '丙@1,1 1x1', '丁@1,2 1x1']);
    expect(cells?.width).toBe(3);
  });

  it('of zero rows reach to the end of the row group', () => {
    const cells = table('<tbody><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁<tbody><tr><td>戊<td>己');
    expect(slots(cells)).toEqual([
      '甲@0,0 3x1',
      '乙@0,1 1x1',
      '丙@1,1 1x1',
      '丁@2,1 1x1',
      '戊@3,0 1x1',
      '己@3,1 1x1',
    ]);
  });

  it('end with their row group', () => {
    const document = read('<table><thead><tr><th rowspan=5>甲<th>乙<tbody><tr><td>丙<td>丁</table>');
    expect(slots(tables(document)[0])).toEqual(['甲@0,0 1x1', '乙@0,1 1x1', '丙@1,0 1x1', '丁@1,1 1x1']);
    expect(document.issues.map(({ code }) => code)).toEqual(['span_clipped']);
  });

  it('that are no number, negative, or zero columns are one', () => {
    const cells = table(
      '<tr><td colspan=x>甲<td colspan=-2>乙<td colspan=0>丙<td colspan="2个">丁<td colspan=" +3 ">戊',
    );
    expect(cells?.rows[0]?.map(({ columnSpan }) => columnSpan)).toEqual([1, 1, 1, 2, 3]);
  });

  it('may overlap what they meet, as in a browser', () => {
    const cells = table('<tr><td>甲<td>乙<td rowspan=2>丙<tr><td>丁<td colspan=2>戊');
    expect(slots(cells)).toEqual(['甲@0,0 1x1', '乙@0,1 1x1', '丙@0,2 2x1', '丁@1,0 1x1', '戊@1,1 1x2']);
  });

  it('count rows without cells, save those at the end', () => {
    const cells = table('<tr><td rowspan=4>甲<td>乙<tr></tr><tr><td>丙</tr><tr></tr><tr></tr>');
    expect(slots(cells)).toEqual(['甲@0,0 3x1', '乙@0,1 1x1', '丙@2,1 1x1']);
    expect(cells?.rows).toHaveLength(3);
  });

  it('beyond all measure are cut, and said to be', () => {
    const document = read('<table><tr><td rowspan=65535 colspan=100000>甲<td>乙<tr><td>丙</table>');
    expect(slots(tables(document)[0])).toEqual(['甲@0,0 2x1000', '乙@0,1000 1x1', '丙@1,1000 1x1']);
    expect(document.issues.map(({ code }) => code)).toEqual(['span_clipped']);
  });

  it('take no more slots than the limit allows', () => {
    const document = read('<table><tr><td>甲<td colspan=900>乙<td>丙<tr><td>丁</table>', { cells: 10 });
    expect(slots(tables(document)[0])).toEqual(['甲@0,0 1x1', '乙@0,1 1x9']);
    expect(document.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('share the limit among all tables', () => {
    const one = '<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>';
    const document = read(one.repeat(4), { cells: 9 });
    expect(tables(document).map(({ rows }) => rows.flat().length)).toEqual([4, 4, 1]);
    expect(document.issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });
});

interface ModelCell {
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** The same by drawing every slot on squared paper. */
function drawn(groups: readonly (readonly (readonly ModelCell[])[])[]): string[] {
  const paper = new Set<string>();
  const origins: string[] = [];
  const last = groups.flat().findLastIndex((row) => row.length > 0);
  let start = 0;
  for (const group of groups) {
    for (const [offset, row] of group.entries()) {
      const y = start + offset;
      let x = 0;
      for (const cell of row) {
        while (paper.has(`${x},${y}`)) x += 1;
        let height = 0;
        for (let down = y; down < start + group.length && down <= last; down += 1) {
          if (cell.rowSpan !== 0 && height === cell.rowSpan) break;
          height += 1;
          for (let right = x; right < x + cell.columnSpan; right += 1) paper.add(`${right},${down}`);
        }
        origins.push(`c@${y},${x} ${height}x${cell.columnSpan}`);
        x += cell.columnSpan;
      }
    }
    start += group.length;
  }
  return origins;
}

const cell = fc.record({ rowSpan: fc.nat(4), columnSpan: fc.integer({ min: 1, max: 4 }) });
const group = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 5 });

describe('any table', () => {
  it('has its cells where they are drawn on squared paper', () => {
    holds(
      fc.property(fc.array(group, { minLength: 1, maxLength: 3 }), (groups) => {
        fc.pre(groups.flat(2).length > 1);
        const source = groups.map((rows) => `<tbody>${rows.map(rowSource).join('')}</tbody>`).join('');
        expect(slots(table(source))).toEqual(drawn(groups));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its spans inside the grid', () => {
    holds(
      fc.property(
        fc.array(group, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 2, max: 40 }),
        (groups, limit) => {
          const source = groups.map((rows) => `<tbody>${rows.map(rowSource).join('')}</tbody>`).join('');
          const found = tables(read(`<table>${source}</table>`, { cells: limit }))[0];
          for (const { row, column, rowSpan, columnSpan } of found?.rows.flat() ?? []) {
            expect(rowSpan).toBeGreaterThanOrEqual(1);
            expect(columnSpan).toBeGreaterThanOrEqual(1);
            expect(row + rowSpan).toBeLessThanOrEqual(found?.rows.length ?? 0);
            expect(column + columnSpan).toBeLessThanOrEqual(found?.width ?? 0);
          }
        },
      ),
    );
  });
});

function rowSource(row: readonly ModelCell[]): string {
  return `<tr>${row.map((each) => `<td rowspan=${each.rowSpan} colspan=${each.columnSpan}>c</td>`).join('')}</tr>`;
}
