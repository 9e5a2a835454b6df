import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newPortal, scratch } from '../harvest/setup.js';
import { jsonLines, nianbao } from './run.js';
import { workplace } from './workplace.js';

const BUREAU = '平湖市科学技术局';

describe('the commands on an archive', () => {
  it('harvest, list, show, history, diff, status and export tell one story', async () => {
    const portal = await newPortal();
    const { place, home } = workplace(portal);
    const first = await nianbao(['harvest', 'pinghu', ...place]);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/run 1 done: \d+ new versions/);

    portal.reviseFigure(BUREAU, 2023, 'proactive.normative.in_force', 7);
    expect((await nianbao(['harvest', 'pinghu', '--json', ...place])).code).toBe(0);

    const list = await nianbao(['list', '科学技术局', '--year', '2023', ...place]);
    expect(list.out).toMatch(new RegExp(`${BUREAU}\\s+2023\\s+own\\s+2021\\s+2\\s`));
    const show = await nianbao(['show', BUREAU, '2023', '--at', '1', ...place]);
    expect(show.out).toContain('version    1 of 2');
    expect(show.out).toMatch(/行政规范性文件\s*│\s*1\s*│\s*1\s*│\s*6\s*│/u);
    const history = await nianbao(['history', BUREAU, '2023', ...place]);
    expect(history.out).toMatch(/first_seen → version 1[\s\S]*figures_revised → version 2/);
    expect(history.out).toMatch(/proactive\.normative\.in_force .* 6 +7/);
    const diff = await nianbao(['diff', BUREAU, '2023', '--json', ...place]);
    expect(jsonLines(diff.out)).toMatchObject([
      { from: 1, to: 2, kind: 'figures_revised', cells: [{ before: { value: 6 }, after: { value: 7 } }] },
    ]);
    const status = await nianbao(['status', '--json', ...place]);
    expect(jsonLines(status.out)).toMatchObject([
      { reports: portal.truth().length, changes: { figures_revised: 1 } },
    ]);
    expect((await nianbao(['status', ...place])).out).toMatch(/RUN +STARTED/);

    const out = join(home, 'out');
    const exported = await nianbao(['export', '--year', '2023', '--format', 'csv', '--out', out, ...place]);
    expect(exported.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'CITATION.cff',
      'SHA256SUMS',
      'agencies.csv',
      'changes.csv',
      'codebook.en.md',
      'codebook.zh.md',
      'coverage.csv',
      'datapackage.json',
      'figures.csv',
      'findings.csv',
      'indicators.csv',
      'measure_definitions.csv',
      'measures.csv',
      'portals.csv',
      'reports.csv',
      'sections.csv',
    ]);
    const again = join(home, 'again');
    await nianbao(['export', '--year', '2023', '--format', 'csv', '--out', again, ...place]);
    for (const name of readdirSync(out)) {
      expect(readFileSync(join(again, name))).toEqual(readFileSync(join(out, name)));
    }
    const early = await nianbao(['export', '--as-of', '2020-01-01', '--out', out, ...place]);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toMatch(/had, on 2020-01-01, no report \(today it has reports for: 2019, /);
    const measured = await nianbao([
      'measures',
      'turnover',
      '--agency',
      BUREAU,
      '--year',
      '2023',
      '--json',
      ...place,
    ]);
    expect(jsonLines(measured.out)).toMatchObject([
      [{ measure: 'normative_turnover', reason: null, denominator: 7 }],
    ]);
    expect((await nianbao(['measures', 'disclosure', ...place])).out).toMatch(/^disclosure_rate = sum\(/m);
  });

  it('a dry run prints what would be fetched, asks for no report and makes no archive', async () => {
    const portal = await newPortal();
    const { place, home } = workplace(portal);
    const { code, out } = await nianbao(['harvest', 'pinghu', '--dry-run', '--year', '2023', ...place]);
    expect(code).toBe(0);
    expect(out).toMatch(/pinghu: \d+ reports would be fetched/);
    expect(portal.log.filter((r) => r.path.startsWith('/art/'))).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });

  it('ends with 3 where some sources failed, and with 1 where all did', async () => {
    const portal = await newPortal();
    const { place } = workplace(portal);
    portal.fault('error-500', (path) => path.startsWith('/art/'));
    expect((await nianbao(['harvest', 'pinghu', ...place])).code).toBe(3);
    await portal.pause();
    const down = await nianbao(['harvest', 'pinghu', ...place]);
    expect(down.code).toBe(1);
    expect(down.err).toMatch(/nianbao: pinghu: /);
  });

  it('a second harvest of the same archive waits its turn with a clear word', async () => {
    const portal = await newPortal();
    const { place } = workplace(portal);
    const codes = await Promise.all([1, 2].map(() => nianbao(['harvest', 'pinghu', ...place])));
    expect(codes.map((r) => r.code).sort()).toEqual([0, 1]);
    expect(codes.find((r) => r.code === 1)?.err).toMatch(/harvesting into this archive/);
  });
});

describe('a configuration folder that is not there', () => {
  it.each([['list'], ['extract', 'report.html'], ['portals', 'list'], ['indicators'], ['sql', 'SELECT 1']])(
    'is refused by %s',
    async (...words) => {
      const missing = join(scratch(), 'nowhere');
      const { code, err } = await nianbao([...words, '--config', missing]);
      expect([code, err]).toEqual([
        2,
        `nianbao: ${missing}: there is no such configuration folder (--config must name an existing folder)\n`,
      ]);
    },
  );

  it('is refused where the environment names it', async () => {
    const missing = join(scratch(), 'nowhere');
    const { code, err } = await nianbao(['list'], { env: { NIANBAO_CONFIG: missing } });
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('(NIANBAO_CONFIG must name an existing folder)'),
    ]);
  });
});

describe('ingest', () => {
  const text = (name: string, inForce: number): string => {
    const file = join(scratch(), name);
    const table = `第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t${inForce}\n`;
    writeFileSync(
      file,
      `# 海宁市粮食局2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n全年运转正常，公开及时。\n\n## 二、主动公开政府信息情况\n\n${table}`,
    );
    return file;
  };

  it('makes each different file of one report a version, and the same bytes none', async () => {
    const place = ['--home', join(scratch(), 'data')];
    const [old, revised] = [text('old.txt', 3), text('new.txt', 4)];
    expect((await nianbao(['ingest', old, ...place])).out).toMatch(
      /海宁市粮食局 2023 \(own\), version 1: first_seen/,
    );
    expect((await nianbao(['ingest', old, ...place])).out).toMatch(/already in the archive/);
    expect((await nianbao(['ingest', revised, ...place])).out).toMatch(/version 2: figures_revised/);
  });

  it('gives back the file that a version was read from, byte for byte', async () => {
    const place = ['--home', join(scratch(), 'data')];
    const [old, revised] = [text('old.txt', 3), text('new.txt', 4)];
    // a byte order mark, a carriage return and a byte that is no UTF-8: nothing may be mended on the way
    const harvested = Buffer.concat([
      Buffer.from('\ufeff'),
      readFileSync(old),
      Buffer.from([0x0d, 0x0a, 0xff]),
    ]);
    writeFileSync(old, harvested);
    for (const file of [old, revised]) await nianbao(['ingest', file, ...place]);
    const raw = (to: string, ...more: string[]) =>
      nianbao(['show', '海宁市粮食局', '2023', '--raw', to, ...more, ...place]);

    expect((await raw('-', '--at', '1')).bytes).toEqual(harvested);
    const to = join(scratch(), 'version.txt');
    expect(await raw(to)).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining(`written: ${to} (`),
    });
    expect(readFileSync(to)).toEqual(readFileSync(revised));

    expect(await raw(to, '--at', '1')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/already exists/),
    });
    expect(readFileSync(to)).toEqual(readFileSync(revised));
    const nowhere = await raw(join(to, 'below.txt'));
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be written/) });
    expect((await raw('-', '--json')).code).toBe(2);
  });

  it('makes no archive where there is no file to store', async () => {
    const home = join(scratch(), 'data');
    const missing = join(scratch(), 'gone.html');
    const { code, err } = await nianbao(['ingest', missing, '--home', home]);
    expect([code, err]).toEqual([3, `nianbao: ${missing}: no such file\n`]);
    expect(existsSync(join(home, 'archive.sqlite'))).toBe(false);
  });

  it('takes from the user what the file does not say', async () => {
    const place = ['--home', join(scratch(), 'data')];
    const file = join(scratch(), 'untitled.txt');
    writeFileSync(
      file,
      '一、总体情况\n我局工作正常。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n',
    );
    const silent = await nianbao(['ingest', file, ...place]);
    expect(silent).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /cannot determine the agency and the year of the report \(give --agency and --year\)/,
      ),
    });
    const stated = await nianbao([
      'ingest',
      file,
      '--agency',
      '海宁市粮食局',
      '--year',
      '2022',
      '--kind',
      'own',
      ...place,
    ]);
    expect(stated).toMatchObject({
      code: 0,
      out: expect.stringMatching(/海宁市粮食局 2022 \(own\), version 1/),
    });
  });
});

describe('errors are one line that says what to do', () => {
  it.each([
    [['list'], 1, /no archive here yet \(run `nianbao harvest`/],
    [['show', BUREAU, '23'], 2, /a report year is a number from 2008 to 2100/],
    [
      ['harvest', 'nowhere'],
      2,
      /there is no portal 「nowhere」 \(known portals: linping, luohe-shifanqu, pinghu\)/,
    ],
    [['harvest', 'luohe-shifanqu'], 2, /portal luohe-shifanqu is disabled: the CMS/],
    [['export', '--year', '2023', '--years', '2019..2023'], 2, /cannot be used with option '--years/],
    [['export', '--years', '2023..2019'], 2, /write a range of years as 2021/],
    [['export', '--as-of', '2024-02-31'], 2, /a day such as 2024-03-31/],
    [['export', '--format', 'csv,doc'], 2, /formats: csv, xlsx, parquet, jsonl, sqlite/],
    [['export', '--year', '2023'], 1, /there is no archive here yet/],
    [
      ['measures', 'nonsense'],
      1,
      /no measure has 「nonsense」 in its name or label \(measures: disclosure_rate,/,
    ],
    [['measures', '--year', '2023'], 2, /--agency and --year together/],
    [['frobnicate'], 2, /unknown command 'frobnicate'/],
  ])('nianbao %j', async (args, code, message) => {
    const ran = await nianbao(args, { env: { NIANBAO_HOME: join(scratch(), 'empty') } });
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.err).toMatch(/^nianbao: /);
  });

  it('a broken portal file names line and column', async () => {
    const portal = await newPortal();
    const { place, config } = workplace(portal);
    writeFileSync(join(config, 'portals', 'broken.yaml'), 'name: 某市\nregion: "330482"\n  baseUrl: [\n');
    const { code, err } = await nianbao(['harvest', ...place]);
    expect(code).toBe(1);
    expect(err).toMatch(/broken\.yaml:\d+:\d+: not valid YAML/);
  });

  it('every command has help with its options', async () => {
    const help = await nianbao(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    const names = [...help.out.matchAll(/^ {2}([a-z]+) /gm)]
      .map((m) => m[1] ?? '')
      .filter((n) => n !== 'help');
    expect(names).toEqual([
      'harvest',
      'daemon',
      'portals',
      'extract',
      'ingest',
      'list',
      'show',
      'history',
      'diff',
      'status',
      'coverage',
      'check',
      'findings',
      'query',
      'search',
      'top',
      'compare',
      'trend',
      'indicators',
      'sql',
      'export',
      'measures',
      'rebuild',
      'notices',
      'feed',
      'fixture',
      'demo',
    ]);
    const groups = ['portals', 'findings', 'notices'];
    for (const name of names) {
      const own = await nianbao([name, '--help']);
      expect(own.code).toBe(0);
      if (![...groups, 'extract', 'indicators', 'fixture'].includes(name))
        expect(own.out).toContain('--home');
      if (![...groups, 'demo', 'fixture'].includes(name)) expect(own.out).toContain('--json');
    }
  });
});

describe('demo', () => {
  it('shows three different verdicts and exports the year', async () => {
    const home = join(scratch(), 'demo');
    const { code, out } = await nianbao(['demo', '--home', home]);
    expect(code).toBe(0);
    expect(out).toMatch(/figures_revised: 平湖市科学技术局 2023[\s\S]*in_force .* 6 +7/);
    expect(out).toMatch(/text_revised: 平湖市政务服务和数据资源管理办公室 2023/);
    expect(out).toMatch(/cosmetic: /);
    expect(existsSync(join(home, 'export', 'reports.csv'))).toBe(true);
    expect((await nianbao(['demo', '--home', home])).code).toBe(2);
  });
});
