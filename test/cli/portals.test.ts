import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadPortal } from '../../src/config/portal/book.js';
import { portalIdOf } from '../../src/config/portal/id.js';
import { portalYaml } from '../../src/config/portal/template.js';
import { configDirectory } from '../../src/place/directory.js';
import { reportPage, routes, serve } from '../crawlers/helpers.js';
import { savedFolder } from '../crawlers/replay/saved.js';
import { jsonLines, nianbao } from './run.js';

const column = '/xxgk/ndbg/';
const title = (n: number) => `平湖市第${n}局2022年政府信息公开工作年度报告`;
const listing = `<html><head><meta name="SiteName" content="中国平湖: &quot;门户&quot;"><title>年报</title></head><body><ul>
<li><a href="202301/1.html">${title(1)}</a></li><li><a href="202301/2.html">${title(2)}</a></li>
<li><a href="202301/3.html">2023年政府信息公开工作要点</a></li></ul></body></html>`;
const pages = {
  [column]: listing,
  '/': '<html><body><a href="/xxgk/ndbg/">政府信息公开年报</a></body></html>',
};

async function site(table: Record<string, string> = pages): Promise<string> {
  const server = await serve(routes(table));
  onTestFinished(() => server.close());
  return server.base;
}

/** A configuration of its own, with no pause, and no portal but those given. */
function configuration(portals: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-portals-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'portals'));
  writeFileSync(join(folder, 'nianbao.yaml'), 'pause: 0\ntimeouts: { backoff: 0 }\nlimits: { retries: 0 }\n');
  for (const [name, text] of Object.entries(portals))
    writeFileSync(join(folder, 'portals', `${name}.yaml`), text);
  return folder;
}

function portal(base: string, more = ''): string {
  return `name: 试验县\nregion: "330482"\nbaseUrl: ${base}\nallowPrivateAddresses: true\n${more}columns:\n  - family: static\n    page: ${column}\n`;
}

const trial = '--allow-private-addresses';

describe('portals probe', () => {
  test('writes a file that loads, is checked, and can be harvested', async () => {
    const base = await site();
    const config = configuration();
    const place = ['--config', config];
    const probed = await nianbao(
      [
        'portals',
        'probe',
        `${base}xxgk/ndbg/`,
        '--write',
        '--name',
        'shiyan',
        '--region',
        '330482',
        trial,
        ...place,
      ],
      {},
    );
    expect(probed).toMatchObject({ code: 0 });
    expect(probed.out).toContain('would fetch 2 reports');
    expect(readdirSync(join(config, 'portals'))).toEqual(['shiyan.yaml']);

    const text = readFileSync(join(config, 'portals', 'shiyan.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=.*portal\.schema\.json\n/);
    expect(text).toContain(`${base}xxgk/ndbg/202301/1.html`);
    expect(text).toContain('on 2024-02-02 02:30');
    expect(loadPortal('shiyan', { pause: 3 }, config)).toMatchObject({
      name: '中国平湖: "门户"',
      region: '330482',
      enabled: true,
      baseUrl: base,
      agencies: [{ name: '平湖市第1局' }, { name: '平湖市第2局' }],
      columns: [{ family: 'static' }],
    });

    const checked = await nianbao(['portals', 'check', ...place]);
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.out).toMatch(/shiyan +sound +1 +2\n/);

    cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
    const harvested = await nianbao(['harvest', 'shiyan', '--dry-run', '--year', '2022', ...place]);
    expect(harvested).toMatchObject({ code: 0 });
    expect(harvested.out).toContain('shiyan: 2 reports would be fetched');
    expect(harvested.out).toContain(title(2));
  });

  test('without --write prints what it would write, and writes nothing', async () => {
    const base = await site();
    const config = configuration();
    const { code, out } = await nianbao(['portals', 'probe', `${base}xxgk/ndbg/`, trial, '--config', config]);
    expect(code).toBe(0);
    expect(out).toContain('family    static');
    expect(out).toMatch(/2023年政府信息公开工作要点 +the title names no report/);
    expect(out).toContain('family: static');
    expect(readdirSync(join(config, 'portals'))).toEqual([]);
  });

  test('without a region writes a file that is not enabled, and says why', async () => {
    const base = await site();
    const config = configuration();
    const { code } = await nianbao([
      'portals',
      'probe',
      `${base}xxgk/ndbg/`,
      '--write',
      trial,
      '--config',
      config,
    ]);
    expect(code).toBe(0);
    const [file = ''] = readdirSync(join(config, 'portals'));
    expect(file).toMatch(/^127-0-0-1-\d+\.yaml$/);
    const written = loadPortal(file.replace('.yaml', ''), { pause: 0 }, config);
    expect(written).toMatchObject({ enabled: false, disabledReason: expect.stringContaining('GB/T 2260') });
  });

  test('never overwrites a file, and does not ask the site then', async () => {
    const server = await serve(routes(pages));
    onTestFinished(() => server.close());
    const config = configuration({ known: portal(server.base) });
    const args = ['--write', '--name', 'known', trial, '--config', config];
    const { code, err } = await nianbao(['portals', 'probe', `${server.base}xxgk/ndbg/`, ...args]);
    expect(code).toBe(1);
    expect(err).toMatch(/known\.yaml: .*not overwritten \(choose another --name/);
    expect(server.seen).toEqual([]);
    expect(readFileSync(join(config, 'portals', 'known.yaml'), 'utf8')).toBe(portal(server.base));
  });

  test('of a front page lists the columns to probe, and writes nothing', async () => {
    const base = await site();
    const config = configuration();
    const { code, out, err } = await nianbao([
      'portals',
      'probe',
      base,
      '--write',
      trial,
      '--config',
      config,
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/政府信息公开年报 +http:.*\/xxgk\/ndbg\//);
    expect(err).toContain('nothing was written');
    expect(readdirSync(join(config, 'portals'))).toEqual([]);
  });

  test('as JSON has everything', async () => {
    const base = await site();
    const { out } = await nianbao([
      'portals',
      'probe',
      `${base}xxgk/ndbg/`,
      '--json',
      trial,
      '--config',
      configuration(),
    ]);
    expect(jsonLines(out)).toMatchObject([
      {
        kind: 'list',
        family: 'static',
        settings: { page: column },
        taken: [{ year: 2022 }, {}],
        written: null,
      },
    ]);
  });

  test.each<[string, string[], string]>([
    ['a region that is none', ['--region', '33'], 'six-digit code'],
    ['a name that is none', ['--write', '--name', 'A b'], 'lower-case'],
    ['no pages', ['--pages', '0'], 'from 1 to 999'],
  ])('with %s is wrong usage', async (_, args, message) => {
    const { code, err } = await nianbao(['portals', 'probe', 'http://127.0.0.1/', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('see nianbao portals probe --help');
  });

  test('of a loopback address needs leave', async () => {
    const { code, err } = await nianbao(['portals', 'probe', await site(), '--config', configuration()]);
    expect(code).toBe(1);
    expect(err).toContain('--allow-private-addresses');
  });
});

describe('portals list', () => {
  test('shows every portal, and why one is not enabled', async () => {
    const { code, out } = await nianbao(['portals', 'list']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /pinghu +中国平湖 +330482 +hanweb-annual-report, hanweb-jpage +3 s +www\.pinghu\.gov\.cn +enabled/,
    );
    expect(out).toMatch(/luohe-shifanqu .* disabled: the CMS/);
    expect(out).toContain('3 portals');
  });

  test('as JSON', async () => {
    const config = configuration({ a: portal('http://www.example.gov.cn/', 'pause: 9\n') });
    const { out } = await nianbao(['portals', 'list', '--json', '--config', config]);
    expect(jsonLines(out)).toEqual([
      [
        {
          portal: 'a',
          name: '试验县',
          region: '330482',
          enabled: true,
          disabledReason: null,
          families: ['static'],
          pause: 9,
          host: 'www.example.gov.cn',
        },
      ],
    ]);
  });
});

describe('portals check', () => {
  const disabled = 'enabled: false\ndisabledReason: later\n';

  test('of the portals that ship finds no fault', async () => {
    const { code, out } = await nianbao(['portals', 'check', '--offline']);
    expect(code).toBe(0);
    expect(out).toMatch(/luohe-shifanqu +disabled/);
  });

  test('says what is wrong with each, and goes on', async () => {
    const base = await site();
    const config = configuration({
      good: portal(base),
      faulty: portal(base, 'speed: 9\n'),
      empty: portal(base).replace(column, '/'),
      off: portal(base, disabled),
    });
    const { code, out, err } = await nianbao(['portals', 'check', '--config', config]);
    expect(code).toBe(3);
    expect(out).toMatch(/good +sound +1 +2\n/);
    expect(out).toMatch(/faulty +faulty/);
    expect(out).toMatch(/empty +empty +1 +0/);
    expect(out).toMatch(/off +disabled/);
    expect(err).toMatch(/faulty: .*faulty\.yaml:5:1: unknown key speed/);
    expect(err).toContain('empty: ');
  });

  test('says where a region is now, and which is none', async () => {
    const former = portal('http://a.gov.cn/').replace('330482', '330104');
    const unknown = portal('http://b.gov.cn/').replace('330482', '330499');
    const config = configuration({ former, unknown });
    const { code, out, err } = await nianbao(['portals', 'check', '--offline', '--config', config]);
    expect(code).toBe(3);
    expect(out).toMatch(/former +doubtful.*unknown +doubtful/s);
    expect(err).toContain(
      'former: region 330104, 江干区, was abolished after 2020; its territory is in 330102 上城区, 330114 钱塘区',
    );
    expect(err).toContain('unknown: region 330499 is not a known code of GB/T 2260');
  });

  test('names the rows of a table that are no portals, and reads the others', async () => {
    const config = configuration({ good: portal(await site()) });
    const rows = '甲市,330482,http://a.gov.cn/,static\n乙市,3304,http://b.gov.cn/,static\n丙市,,c,static\n';
    writeFileSync(join(config, 'portals', 'all.csv'), `name,region,url,family\n${rows}`);
    const { code, out, err } = await nianbao(['portals', 'check', '--offline', '--config', config]);
    expect(code).toBe(3);
    expect(out).toMatch(/a +valid.*b +faulty.*good +valid.*all\.csv +faulty/s);
    expect(err).toMatch(/b: .*all\.csv: row 3, column B \(region\)/);
    expect(err).toMatch(/all\.csv: .*row 4, column C \(url\)/);
    expect((await nianbao(['portals', 'list', '--config', config])).err).toMatch(/1 more/);
  });

  test('offline asks no site', async () => {
    const server = await serve(routes(pages));
    onTestFinished(() => server.close());
    const config = configuration({ good: portal(server.base) });
    const { code, out } = await nianbao([
      'portals',
      'check',
      'good',
      '--offline',
      '--json',
      '--config',
      config,
    ]);
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([[{ portal: 'good', state: 'valid', reports: null }]]);
    expect(server.seen).toEqual([]);
  });

  test('calls a list sound only where it was read to its end', async () => {
    const pager = (n: number) => `<script>createPageHTML(4, ${n}, "index", "html");</script>`;
    const pageOf = (n: number) =>
      `<html><title>年报</title><ul><li><a href="202301/${n}.html">${title(n)}</a></li></ul>${pager(n)}</html>`;
    const base = await site({
      [column]: pageOf(0),
      ...Object.fromEntries([1, 2, 3].map((n) => [`${column}index_${n}.html`, pageOf(n)])),
    });
    const place = ['--config', configuration({ long: portal(base) })];
    const part = await nianbao(['portals', 'check', ...place]);
    expect(part.code).toBe(0);
    expect(part.out).toMatch(/long +part +2 of more +2\n/);
    expect(part.err).toContain('--pages');
    const whole = await nianbao(['portals', 'check', '--pages', '9', ...place]);
    expect(whole.out).toMatch(/long +sound +4 +4\n/);
  });

  test('fails where nothing is sound, or nothing is known', async () => {
    const config = configuration({ empty: portal(await site({})) });
    expect((await nianbao(['portals', 'check', '--config', config])).code).toBe(1);
    const unknown = await nianbao(['portals', 'check', 'nowhere', '--config', config]);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.err).toContain('known portals: empty');
  });
});

test('portals by itself says what it can do', async () => {
  const { code, err } = await nianbao(['portals']);
  expect(code).toBe(2);
  for (const name of ['probe', 'list', 'check']) expect(err).toContain(name);
});

describe('a new portal file', () => {
  test.each([
    ['www.pinghu.gov.cn', 'pinghu'],
    ['xxgk.luohe.gov.cn', 'xxgk-luohe'],
    ['www.zj.gov.cn:8080', 'zj-8080'],
    ['127.0.0.1:81', '127-0-0-1-81'],
    ['', 'portal'],
  ])('for %s is named %s', (host, id) => expect(portalIdOf(host)).toBe(id));

  test('keeps what a page says out of its YAML', () => {
    const text = portalYaml({
      portal: { name: 'a: b # c', region: '001008', columns: [{ family: 'x', column: '77' }] },
      head: ['one\nenabled: false'],
      notes: { columns: ['title\r\nbaseUrl: http://evil/\u2028x: 1'] },
      schema: '../portal.schema.json',
    });
    expect(text).toBe(
      [
        '# yaml-language-server: $schema=../portal.schema.json',
        '# one enabled: false',
        'name: "a: b # c"',
        'region: "001008"',
        '',
        '# title baseUrl: http://evil/ x: 1',
        'columns:',
        '  - family: x',
        '    column: "77"',
        '',
      ].join('\n'),
    );
  });
});

describe('portals rehearse', () => {
  const SITE = 'http://www.example.gov.cn/';
  const list = { [`www.example.gov.cn${column}index.html`]: listing };
  const report = (n: number) => ({ [`www.example.gov.cn${column}202301/${n}.html`]: reportPage(title(n)) });

  function rehearsal(files: Record<string, string>, ...more: string[]) {
    const config = configuration({
      shiyan: portal(SITE, 'enabled: false\ndisabledReason: not proven yet\n'),
    });
    cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
    const from = savedFolder(files);
    return nianbao(['portals', 'rehearse', 'shiyan', '--from', from, '--config', config, ...more]);
  }

  test('shows what is read of saved pages, and what was not saved', async () => {
    const { code, out } = await rehearsal({ ...list, ...report(1) });
    expect(code).toBe(3);
    expect(out).toContain('shiyan: doubtful; the lists are whole; 2 of 2 saved pages asked for');
    expect(out).toMatch(/2 reports listed[\s\S]*2022 +平湖市第1局.* ok /);
    expect(out).toMatch(/1 page asked for and not saved[\s\S]*report +GET +http:.*202301\/2\.html/);
  });

  test('prints the same as JSON, and its exit code says that no report was found', async () => {
    const { code, out } = await rehearsal({ 'www.example.gov.cn/index.html': '' }, '--json');
    expect(code).toBe(1);
    expect(jsonLines(out)).toEqual([
      expect.objectContaining({
        portal: 'shiyan',
        state: 'empty',
        complete: false,
        links: [],
        reports: [],
        unsaved: [{ wanted: 'list', method: 'GET', url: `${SITE}xxgk/ndbg/`, body: null }],
        pages: { saved: 1, used: 0 },
      }),
    ]);
  });

  test('needs pages, and a portal that is there', async () => {
    const config = configuration();
    const place = ['--config', config];
    expect((await nianbao(['portals', 'rehearse', 'shiyan', ...place])).code).toBe(2);
    const unknown = await nianbao(['portals', 'rehearse', 'nowhere', '--from', config, ...place]);
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no portal 「nowhere」'),
    });
  });
});
