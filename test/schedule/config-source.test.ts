import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigFolder } from '../../src/schedule/config-source.js';
import { scratch } from '../harvest/setup.js';

const PORTAL =
  'name: a\nregion: "330482"\nbaseUrl: http://a.cn/\ncolumns: [{family: hanweb-jpage, column: "1"}]\n';

function folder() {
  const config = scratch();
  mkdirSync(join(config, 'portals'));
  let version = 0;
  /** Each writing has a time of its own, however quick it is. */
  const write = (name: string, text: string) => {
    version += 1;
    const file = join(config, name);
    writeFileSync(file, text);
    utimesSync(file, 1000 + version, 1000 + version);
  };
  write('portals/a.yaml', PORTAL);
  write('portals/b.yaml', PORTAL);
  write('nianbao.yaml', 'pause: 5\n');
  return { config, write };
}
const ids = (source: ConfigFolder) => source.refresh()?.portals.map(({ id }) => id);

describe('the configuration of a daemon', () => {
  it('is read again only where a file has changed', () => {
    const { config, write } = folder();
    const source = new ConfigFolder(config);
    expect(ids(source)).toEqual(['a', 'b']);
    expect(source.refresh()).toBeNull();
    write('portals/c.yaml', PORTAL);
    expect(ids(source)).toEqual(['a', 'b', 'c']);
  });

  it('leaves out a portal whose file breaks, and takes it again when it is mended', () => {
    const { config, write } = folder();
    const source = new ConfigFolder(config);
    source.refresh();
    write('portals/a.yaml', 'name: [');
    const broken = source.refresh();
    expect(broken?.portals.map(({ id }) => id)).toEqual(['b']);
    expect(String(broken?.problems)).toMatch(/not valid YAML/);
    write('portals/a.yaml', PORTAL);
    expect(source.refresh()).toMatchObject({ problems: [], portals: [{ id: 'a' }, { id: 'b' }] });
  });

  it('leaves out a row of a table that breaks, and reads the registry of agencies again', () => {
    const { config, write } = folder();
    mkdirSync(join(config, 'agencies'));
    const rows = 'name,region,url,family\n甲市,330482,http://c.cn/,static\n乙市,330482,http://d.cn/,static\n';
    write('portals/list.csv', rows);
    const source = new ConfigFolder(config);
    expect(ids(source)).toEqual(['a', 'b', 'c', 'd']);
    write('portals/list.csv', rows.replace('330482', '33'));
    const broken = source.refresh();
    expect(broken?.portals.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
    expect(String(broken?.problems)).toMatch(/row 2, column B/);
    write('agencies/all.csv', 'region,name\n330482,甲局\n');
    expect(source.refresh()?.portals[0]?.agencies).toEqual([{ name: '甲局', aliases: [] }]);
  });

  it('keeps the settings as they were where nianbao.yaml breaks', () => {
    const { config, write } = folder();
    const source = new ConfigFolder(config);
    source.refresh();
    write('nianbao.yaml', 'schedule: {cron: never}\n');
    const broken = source.refresh();
    expect(broken?.settings.pause).toBe(5);
    expect(broken?.portals).toHaveLength(2);
    expect(String(broken?.problems)).toMatch(/never/);
    write('nianbao.yaml', 'pause: 6\n');
    expect(source.refresh()?.settings.pause).toBe(6);
  });

  it('goes on where a file has a name that no portal has', () => {
    const { config, write } = folder();
    const source = new ConfigFolder(config);
    source.refresh();
    write('portals/Copy of a.yml', PORTAL);
    const odd = source.refresh();
    expect(odd?.portals.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(odd?.problems).toHaveLength(1);
  });

  it('that is broken at the start is an error', () => {
    const { config, write } = folder();
    write('portals/b.yaml', 'name: [');
    expect(() => new ConfigFolder(config)).toThrow(/not valid YAML/);
  });
});
