import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readPortals } from '../../src/config/portal/book.js';

const PORTALS = `name,region,url,family
平湖市,330482,http://www.pinghu.gov.cn/nb/,static
平湖市二,330482,http://xxgk.pinghu.gov.cn/nb/,static
海宁市,330481,http://www.haining.gov.cn/nb/,static
`;

/** Three portals, two of one region, with this registry. */
function read(csv: string, own = '') {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-agencies-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['portals', 'agencies']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'portals', 'all.csv'), PORTALS);
  writeFileSync(join(folder, 'agencies', 'zhejiang.csv'), csv);
  if (own !== '') writeFileSync(join(folder, 'portals', 'own.yaml'), own);
  const { portals, faults } = readPortals({ pause: 3 }, folder);
  return {
    agencies: Object.fromEntries(portals.map(({ id, agencies }) => [id, agencies])),
    faults: faults.map(({ error }) => error.message),
  };
}

describe('the registry of agencies', () => {
  it('names those of a region to each of its portals, and those of a portal to it alone', () => {
    const { agencies, faults } = read(
      'region,portal,name,aliases,since,kinds\n330482,,平湖市财政局,市财政局；财政局,2019,\n,haining,海宁市人民政府,,,aggregate\n',
    );
    expect(faults).toEqual([]);
    const finance = { name: '平湖市财政局', aliases: ['市财政局', '财政局'], since: 2019 };
    expect(agencies).toEqual({
      haining: [{ name: '海宁市人民政府', aliases: [], kinds: ['aggregate'] }],
      pinghu: [finance],
      'xxgk-pinghu': [finance],
    });
  });

  it('gives way to what a portal says of its own agencies', () => {
    const own =
      'name: x\nregion: "330482"\nbaseUrl: http://x.cn/\ncolumns: [{family: static, page: /}]\nagencies: [{name: 平湖市财政和国资局, aliases: [平湖市财政局, 财政局]}]\n';
    const { agencies } = read(
      '区划代码,名称,别名\n330482,平湖市财政局,\n330482,平湖市教育局,财政局;教育局\n',
      own,
    );
    expect(agencies.own).toEqual([
      { name: '平湖市财政和国资局', aliases: ['平湖市财政局', '财政局'] },
      { name: '平湖市教育局', aliases: ['教育局'] },
    ]);
  });

  it.each([
    ['no region', 'name\n甲局\n', 'row 2: a region or a portal is missing'],
    [
      'a region that is none',
      'region,name\n33,甲局\n',
      'row 2, column A (region): must be the six digits of the division',
    ],
    ['no name', 'region,since\n330482,2020\n', 'row 2: name is missing'],
    ['a year that is none', 'region,name,since\n330482,甲局,1\n', /^row 2, column C \(since\): /],
    [
      'a name of another',
      'region,name,aliases\n330482,甲局,乙局\n330482,乙局,\n',
      'row 3, column B (name): 乙局 is already a name of 甲局',
    ],
    ['an unknown head', 'region,nmae\n330482,甲局\n', 'row 1, column B: there is no column 「nmae」'],
  ])('says where it has %s', (_, csv, message) => {
    const { faults } = read(csv);
    expect(faults).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });
});
