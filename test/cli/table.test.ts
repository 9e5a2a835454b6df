import { describe, expect, it } from 'vitest';
import { listTable } from '../../src/cli/table.js';

describe('a list', () => {
  it('is aligned by the cells of a terminal, of which a Chinese character takes two', () => {
    expect(
      listTable(
        ['AGENCY', 'N'],
        [
          ['平湖市教育局', '7'],
          ['a', '12'],
        ],
        [1],
      ),
    ).toBe(['AGENCY         N', '平湖市教育局   7', 'a             12'].join('\n'));
  });

  it('looks the same where a cell has several lines, and where none has', () => {
    const rows = [
      ['长一点的名字', '1', 'x'],
      ['b', '', ''],
    ];
    const [plain, ...rest] = listTable(['A', 'B', 'C'], rows, [1]).split('\n');
    const lines = listTable(['A', 'B', 'C'], [...rows, ['c', '2', 'y\nz']], [1]).split('\n');
    expect(lines.slice(0, 3)).toEqual([plain, ...rest]);
    expect(lines.slice(3)).toHaveLength(2);
  });

  it('of very many rows takes no longer a row than one of few', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [String(i), '平湖市']);
    expect(listTable(['N', 'NAME'], rows).split('\n')).toHaveLength(20_001);
  });
});
