import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { jsonLines, nianbao, type Ran } from './run.js';

const { root } = packagePlace();
const COMMANDS = ['query', 'search', 'top', 'compare', 'trend', 'indicators', 'sql'];

let home = '';
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-questions-'));
  expect((await nianbao(['demo', '--home', home])).code).toBe(0);
}, 60_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const ask = (...args: readonly string[]): Promise<Ran> => nianbao(args, { env: { NIANBAO_HOME: home } });

/** The words of a command line, as a shell takes them. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

const pages = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const lines = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^npx nianbao (.+)$/gm)].flatMap(([, line = '']) =>
    COMMANDS.some((name) => line.startsWith(`${name} `)) ? [{ page, line }] : [],
  ),
);
const cookbook = textOf('docs/queries.md');

describe('the documents', () => {
  it.each(lines)('$page: nianbao $line answers', async ({ line }) => {
    const ran = await ask(...words(line));
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).not.toBe('');
    expect(ran.out).not.toMatch(/^(?:0 |\[\])/);
  });

  it('show what their commands print', async () => {
    const shown = [...cookbook.matchAll(/```sh\nnpx nianbao ([^\n]+)\n```\n\n```text\n([\s\S]*?)```/g)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, line = '', output] of shown) expect((await ask(...words(line))).out).toBe(output);
  });

  it.each([...cookbook.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, statement = '']) => statement))(
    'SQL: %s',
    async (statement) => {
      const ran = await ask('sql', statement, '--json');
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(ran.out)).not.toEqual([]);
    },
  );
});

describe('query', () => {
  it('prints the same figures in every format', async () => {
    const args = ['query', '--agency', '教育局', '--year', '2023', '--indicator', 'requests.new.total'];
    const { out: table } = await ask(...args);
    const value = /平湖市教育局 +2023 +own +(\d+)/.exec(table)?.[1] ?? '';
    expect(value).not.toBe('');
    const key = { region: '330482', agency: '平湖市教育局' };
    expect(parse((await ask(...args, '--format', 'csv')).out, { columns: true })).toMatchObject([
      { ...key, year: '2023', 'requests.new.total': value },
    ]);
    const object = { ...key, year: 2023, figures: { 'requests.new.total': Number(value) }, null_reasons: {} };
    expect(JSON.parse((await ask(...args, '--json')).out)).toMatchObject([object]);
    expect(jsonLines((await ask(...args, '--format', 'jsonl')).out)).toMatchObject([object]);
    expect((await ask(...args, '--format', 'markdown')).out).toMatch(new RegExp(`\\| ${value} \\|\\n$`));
  });

  it('never shows a null as a number', async () => {
    const args = [
      'query',
      '--agency',
      '人民政府办公室',
      '--year',
      '2019',
      '--indicator',
      'proactive.rules.issued',
    ];
    expect((await ask(...args)).out).toMatch(/2019 +own +\(not in form\)/);
    expect(parse((await ask(...args, '--format', 'csv')).out, { columns: true })).toMatchObject([
      { 'proactive.rules.issued': '' },
    ]);
    expect(JSON.parse((await ask(...args, '--json')).out)).toMatchObject([
      {
        figures: { 'proactive.rules.issued': null },
        null_reasons: { 'proactive.rules.issued': 'not_in_form' },
      },
    ]);
    expect(parse((await ask(...args, '--long', '--format', 'csv')).out, { columns: true })).toMatchObject([
      { value: '', null_reason: 'not_in_form' },
    ]);
  });

  it('says on standard error what its limit keeps back from programs', async () => {
    const ran = await ask('query', '--limit', '2', '--format', 'csv');
    expect(ran.err).toMatch(/2 reports; there are more/);
    expect(parse(ran.out, { columns: true })).toHaveLength(2);
  });
});

describe('trend and compare', () => {
  it('a trend has a bar a year, and csv the change from year to year', async () => {
    const { out } = await ask('trend', '教育局', 'requests.new.total');
    expect(out).toMatch(/requests\.new\.total .* [▁▂▃▄▅▆▇█]{2} +\d+ +\d+ +[+-]?\d+ +[+-]?[\d.]+%/u);
    const rows = parse((await ask('trend', '教育局', 'requests.new.total', '--format', 'csv')).out, {
      columns: true,
    });
    expect(rows).toMatchObject([
      { year: '2022', change: '' },
      { year: '2023', change: expect.stringMatching(/^-?\d+$/) },
    ]);
  });

  it('a comparison is of the latest year that both have', async () => {
    const { out } = await ask('compare', '教育局', '科学技术局', '--json');
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({
        year: 2023,
        indicator: 'requests.new.total',
        right_agency: '平湖市科学技术局',
        right: 0,
      }),
    );
  });
});

describe('search', () => {
  it('marks hits in brackets, and gives programs their places', async () => {
    expect((await ask('search', '培训')).out).toMatch(/【培训】/);
    const found: { text: string; text_hits: { start: number; end: number }[] }[] = JSON.parse(
      (await ask('search', '培训', '--json')).out,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { text, text_hits } of found)
      expect(text_hits.map(({ start, end }) => text.slice(start, end))).toContain('培训');
  });

  it('says when it has found nothing', async () => {
    expect(await ask('search', '不存在的词语')).toMatchObject({ code: 0, out: '0 sections\n' });
  });
});

describe('a question that can not be answered is one line that says what to do', () => {
  it.each([
    [
      ['query', '--indicator', 'requests.new.totl'],
      2,
      /no indicator 「requests\.new\.totl」 \(.*requests\.new\.total/,
    ],
    [['query', '--year', '2023..2019'], 2, /run backwards \(2019\.\.2023 is meant\?\)/],
    [['query', '--year', 'last'], 2, /not a report year/],
    [['query', '--agency', '局'], 2, /matches 9 agencies: .*\(give the full name, or a pattern/],
    [['query', '--agency', '国务院'], 1, /no agency 「国务院」/],
    [['query', '--region', '朝阳'], 2, /matches 4 regions: 2113 辽宁省朝阳市/],
    [['query', '--portal', 'dem'], 2, /no portal 「dem」 \(it has demo\)/],
    [['query', '--sort', 'requests'], 2, /cannot sort reports by/],
    [['query', '--limit', '0'], 2, /whole number from 1/],
    [['query', '--limit', '1e3'], 2, /whole number from 1/],
    [['query', '--changed-since', '2024-13-01'], 2, /is not a day or time/],
    [['query', '--format', 'xml'], 2, /Allowed choices are table/],
    [['top', 'disputes.*'], 2, /matches 15 indicators/],
    [['top', 'requests.new.total', '--kind', 'aggregate'], 1, /no aggregate report/],
    [
      ['trend', '教育局', 'requests.new.total', '--year', '2019'],
      1,
      /no own report of 平湖市教育局 for 2019/,
    ],
    [['compare', '教育局', '平湖市教育局'], 2, /both names mean 平湖市教育局/],
    [['compare', '教育局', '财政局', '--year', '2020'], 1, /do not both have a report for 2020/],
    [['search', '公开', 'OR'], 2, /a word is missing at character 6/],
    [['search', '公开', '--section', '7'], 2, /from 1 to 6/],
    [['indicators', '--edition', '2022'], 2, /no edition 「2022」 \(editions: 2021, 2019\)/],
    [['indicators', 'nothing'], 2, /no indicator has 「nothing」/],
    [['sql'], 2, /no statement given/],
    [['sql', 'DELETE FROM report_row'], 1, /DELETE is not allowed: the archive is read-only/],
    [['sql', 'SELECT :a', '--param', 'a'], 2, /「a」 is not name=value/],
    [['sql', 'SELECT 1', '--timeout', '0'], 2, /number of seconds above 0/],
    [['sql', '--file', 'no-such.sql'], 2, /no-such\.sql: cannot read the statement/],
  ])('nianbao %j', async (args, code, message) => {
    const ran = await ask(...args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  });
});
