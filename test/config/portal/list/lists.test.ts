import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { families } from '../../../../crawlers/families/registry.js';
import { loadPortals, readPortals } from '../../../../src/config/portal/book.js';
import { settingsOf } from '../../../../src/config/portal/list/keys.js';

/** A configuration with these files in its folder of portals. */
function configuration(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-lists-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'portals'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'portals', name), text);
  return folder;
}

const read = (files: Readonly<Record<string, string>>) => readPortals({ pause: 3 }, configuration(files));
const faultsOf = (csv: string): string[] => read({ 'all.csv': csv }).faults.map(({ error }) => error.message);

const HEAD = 'name,region,url,family';
const ROW = '平湖市,330482,http://www.pinghu.gov.cn/zwgk/nb/index.html,static';
const FILE = 'name: 平湖市\nregion: "330482"\nbaseUrl: http://www.pinghu.gov.cn/\n';

describe('a row of a table', () => {
  it('is a portal as a file of its own would make it', () => {
    const { portals, faults } = read({ 'all.csv': `${HEAD}\n${ROW}\n` });
    expect(faults).toEqual([]);
    const own = read({ 'pinghu.yaml': `${FILE}columns: [{family: static, page: /zwgk/nb/index.html}]\n` });
    expect(portals).toEqual(own.portals);
  });

  it.each([
    ['hanweb-jpage', '/col/col1229709164/index.html', { column: '1229709164' }],
    ['hanweb-jpage', '/nb/col/col77/list.html', { column: '77', page: '/nb/col/col77/list.html' }],
    ['hanweb-xxgk', '/col/col12/index.html', { column: '12' }],
    ['hanweb-annual-report', '/zfxxgk/ndbg/index.html', { directory: ['/zfxxgk/ndbg/index.html'] }],
    ['gkmlpt', '/lhqkjj/gkmlpt/index#368', { column: '368', path: '/lhqkjj/gkmlpt' }],
    ['epoint-ewb', '/a/govInfoPub.html?categorynum=003', { page: '/a/govInfoPub.html?categorynum=003' }],
  ])('of %s has its settings from the address %s', (family, path, settings) => {
    const { portals, faults } = read({
      'all.csv': `${HEAD}\n甲市,330482,http://a.gov.cn${path},${family}\n`,
    });
    expect(faults).toEqual([]);
    expect(portals[0]?.columns[0]).toMatchObject({ family, settings });
  });

  it('may set any key of a portal and of its column', () => {
    const csv =
      'id,name,region,url,family,pause,enabled,disabledReason,hosts,limits.listPages,expect.minReadable,titles.include,columns.within,columns.year\n' +
      'p,甲市,330482,http://a.gov.cn/nb/,static,10,否,later,a.gov.cn;b.gov.cn,5,0.9,年报；报告,/a/;/b/,2023\n';
    const { portals, faults } = read({ 'all.csv': csv });
    expect(faults).toEqual([]);
    expect(portals).toMatchObject([
      {
        id: 'p',
        pause: 10,
        enabled: false,
        disabledReason: 'later',
        hosts: ['a.gov.cn', 'b.gov.cn'],
        limits: { listPages: 5 },
        expect: { minReadable: 0.9 },
        titles: { include: ['年报', '报告'], exclude: [] },
        columns: [{ family: 'static', settings: { within: ['/a/', '/b/'], year: 2023, page: '/nb/' } }],
      },
    ]);
  });

  it('goes on a portal with the same id: another list of it, maybe on another host', () => {
    const csv = `id,${HEAD},pause\np,${ROW},9\np,,,http://xxgk.pinghu.gov.cn/bm/,static,\n`;
    const { portals, faults } = read({ 'all.csv': csv });
    expect(faults).toEqual([]);
    expect(portals).toHaveLength(1);
    expect(portals[0]).toMatchObject({
      name: '平湖市',
      pause: 9,
      baseUrl: 'http://www.pinghu.gov.cn/',
      hosts: ['www.pinghu.gov.cn', 'xxgk.pinghu.gov.cn'],
    });
    expect(portals[0]?.columns.map(({ settings }) => settings)).toMatchObject([
      { page: '/zwgk/nb/index.html' },
      { page: 'http://xxgk.pinghu.gov.cn/bm/' },
    ]);
  });
});

describe('a mistake in a table is told with its row and column', () => {
  it.each([
    [
      'a region',
      `${HEAD}\n${ROW.replace('330482', '3304')}\n`,
      'row 2, column B (region): must be the six digits of the division',
    ],
    ['a number', `${HEAD},pause\n${ROW},slow\n`, 'row 2, column E (pause): 「slow」 is not a number'],
    [
      'an address',
      `${HEAD}\n甲市,330482,www.a.cn,static\n`,
      /^row 2, column C \(url\): 「www.a.cn」 is not an address/,
    ],
    [
      'a family',
      `${HEAD}\n${ROW.replace('static', 'statik')}\n`,
      /^row 2, column D \(family\): no such family/,
    ],
    ['a family that is left out', 'name,region,url\n甲市,330482,http://a.cn/\n', 'row 2: family is missing'],
    ['a name that is left out', `${HEAD}\n,330482,http://a.cn/,static\n`, 'row 2: name is missing'],
    [
      'a setting of another family',
      `${HEAD},columns.perPage\n${ROW},50\n`,
      'row 2, column E (columns.perPage): columns of static have no setting perPage',
    ],
    [
      'a setting that is needed',
      `${HEAD}\n甲市,330482,http://a.cn/x,hanweb-jpage\n`,
      'row 2: columns.column is missing',
    ],
    [
      'an address that is there twice',
      `${HEAD}\n${ROW}\n${ROW}\n`,
      'row 3, column C (url): row 2 has the same list',
    ],
    [
      'two portals of one host',
      `${HEAD}\n${ROW}\n甲区,330402,http://www.pinghu.gov.cn/j/,static\n`,
      /^row 3, column A \(name\): row 2 has 「平湖市」/,
    ],
    ['an id', `id,${HEAD}\nA b,${ROW}\n`, 'row 2, column A (id): 「A b」 is not a valid portal name'],
  ])('%s', (_, csv, message) => {
    const [fault, ...others] = faultsOf(csv);
    if (typeof message === 'string') expect(fault).toBe(message);
    else expect(fault).toMatch(message);
    expect(others).toEqual([]);
  });

  it('and leaves out this portal alone', () => {
    const csv = `${HEAD}\n${ROW}\n甲市,33,http://a.gov.cn/,static\n乙市,330402,http://b.gov.cn/,static\n`;
    const { portals, faults } = read({ 'all.csv': csv });
    expect(portals.map(({ id }) => id)).toEqual(['b', 'pinghu']);
    expect(faults.map(({ portal }) => portal)).toEqual(['a']);
  });

  it('but stops a command that needs them all, which says how many there are', () => {
    const folder = configuration({
      'all.csv': `${HEAD}\n甲市,33,http://a.cn/,static\n乙市,,http://b.cn/,static\n`,
    });
    expect(() => loadPortals({ pause: 3 }, folder)).toThrow(/row 2, column B/);
    expect(() => loadPortals({ pause: 3 }, folder)).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/1 more.*portals check --offline/) }),
    );
  });
});

describe('a list as YAML', () => {
  const list = `defaults:
  pause: 8
  family: static
  limits: {listPages: 7, failures: 3}
families:
  static: {pages: "index_{n-1}.html", within: /x/}
portals:
  - {name: 甲市, region: "330482", url: http://a.gov.cn/nb/}
  - name: 乙市
    region: "330482"
    baseUrl: http://b.gov.cn/
    limits: {failures: 4}
    agencies: [{name: 乙市财政局}]
    columns: [{page: /nb/, within: /y/}, {family: hanweb-jpage, column: "7"}]
`;

  it('gives every portal what they have in common, and lets each say otherwise', () => {
    const { portals, faults } = read({ 'some.list.yaml': list });
    expect(faults).toEqual([]);
    expect(portals).toMatchObject([
      {
        id: 'a',
        pause: 8,
        limits: { listPages: 7, failures: 3 },
        columns: [{ settings: { page: '/nb/', within: ['/x/'], pages: 'index_{n-1}.html' } }],
      },
      {
        id: 'b',
        limits: { listPages: 7, failures: 4 },
        agencies: [{ name: '乙市财政局' }],
        columns: [{ settings: { page: '/nb/', within: ['/y/'] } }, { family: 'hanweb-jpage' }],
      },
    ]);
  });

  it('holds for the table of the same name', () => {
    const files = {
      'some.list.yaml': list,
      'some.csv': 'name,region,url\n丙市,330482,http://c.gov.cn/nb/\n',
    };
    const { portals, faults } = read({ ...files, 'other.csv': `${HEAD}\n${ROW}\n` });
    expect(faults).toEqual([]);
    expect(portals.map(({ id, pause }) => [id, pause])).toEqual([
      ['a', 8],
      ['b', 8],
      ['c', 8],
      ['pinghu', 3],
    ]);
  });

  it.each([
    ['a setting', 'families: {static: {perPage: 5}}\n', /:1:30: families\.static\.perPage: no such setting/],
    ['a family', 'families:\n  statik: {}\n', /:2:11: families\.statik: no such family/],
    ['a default', 'defaults: {pause: slow}\n', /:1:19: defaults\.pause: /],
    ['a key', 'portal: []\n', /:1:1: unknown key portal/],
  ])('names line and column of a mistake in %s of all', (_, text, message) => {
    expect(read({ 'x.list.yaml': text }).faults.map(({ error }) => error.describe())).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('names line and column of a mistake in a portal, and reads the others', () => {
    const broken = list.replace('region: "330482", url', 'region: "33", url');
    const { portals, faults } = read({ 'x.list.yaml': broken });
    expect(portals.map(({ id }) => id)).toEqual(['b']);
    expect(faults.map(({ error }) => error.describe())).toEqual([
      expect.stringMatching(/x\.list\.yaml:8:24: region: must be the six digits/),
    ]);
  });
});

describe('a portal has one place', () => {
  it('and the file of its own is the first', () => {
    const { portals, faults, listOf } = read({
      'pinghu.yaml': `${FILE}columns: [{family: static, page: /own/}]\n`,
      'all.csv': `${HEAD}\n${ROW}\n甲市,330482,http://a.gov.cn/,static\n`,
    });
    expect(portals.map(({ id }) => id)).toEqual(['a', 'pinghu']);
    expect(portals[1]?.columns[0]?.settings).toMatchObject({ page: '/own/' });
    expect(faults.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/^row 2: there is another portal pinghu: .*pinghu\.yaml$/),
    ]);
    expect(listOf('pinghu')).toBeNull();
    expect(listOf('a')).toMatchObject({ where: 'row 3' });
  });
});

it('every family has settings that a table can name', () => {
  for (const id of families.keys()) expect([...settingsOf(id).keys()], id).not.toEqual([]);
});
