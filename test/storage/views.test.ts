import { readFile } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../storage/sqlite/binding.js';
import {
  afterTest,
  bareCapture,
  blank,
  captureAt,
  commitOf,
  digestOf,
  INDICATORS,
  night,
  OFFICE,
  openedArchive,
  pageOf,
  value,
} from './builders.js';

const GUIDE = new URL('../../docs/archive.md', import.meta.url);

/** A plain connection to an archive in which one report has been revised once. */
async function plainConnection(): Promise<Database.Database> {
  const { archive, path } = await openedArchive();
  const run = await archive.startRun(night(0));
  await archive.recordReport({ ...commitOf(), capture: { ...captureAt(night(0)), run } });
  const figures = [
    value('requests.new.total', 5),
    blank('requests.carried_in.total'),
    value('proactive.fees.amount', 0.1, '1000元'),
  ];
  await archive.recordReport({
    ...commitOf({ basedOn: 1, page: '<p>更正</p>', at: night(1), figures }),
    changes: [
      {
        kind: 'figures_revised',
        cells: [
          {
            indicator: 'requests.new.total',
            before: { value: 4, reason: null, raw: '4' },
            after: { value: 5, reason: null, raw: '5' },
          },
        ],
        sections: [{ section: 1, before: '旧', after: '新' }],
        movedFrom: null,
      },
    ],
  });
  await archive.recordCapture(bareCapture({ outcome: 'not_modified', at: night(2), status: 304 }));
  await archive.recordRunPortal(run, {
    portal: 'pinghu',
    outcome: 'done',
    counts: {
      listed: 1,
      captures: { new: 1 },
      changes: { first_seen: 1 },
      versions: 1,
      payloads: 1,
      bytes: 9,
    },
    problems: [],
  });
  const db = openDatabase(path, { readonly: true });
  afterTest(async () => {
    db.close();
  });
  return db;
}

const KEY = { region: OFFICE.region, agency: OFFICE.agency, year: 2023, kind: 'own' };

describe('the views for people', () => {
  it('report: one row a report, with its latest version', async () => {
    const db = await plainConnection();
    expect(db.prepare('SELECT * FROM report').all()).toEqual([
      {
        report_id: 1,
        ...KEY,
        edition: '2021',
        title: '2023年政府信息公开工作年度报告',
        published: '2024-01-20',
        portal: 'pinghu',
        url: pageOf(OFFICE).url,
        payload_sha256: digestOf('<p>更正</p>'),
        versions: 2,
        first_seen: '2024-02-01T18:30:00.123Z',
        last_seen: '2024-02-03T18:30:00.123Z',
        withdrawn_at: null,
        withdrawn_reason: null,
        gone_since: null,
        main_url: pageOf(OFFICE).url,
        errors: 1,
        warnings: 1,
      },
    ]);
  });

  it('figure: one row a version, one column an indicator', async () => {
    const db = await plainConnection();
    const shared = { ...KEY, edition: '2021', 'requests.carried_in.total': null };
    const unused = { 'requests.granted.total': null, 'proactive.rules.issued': null };
    expect(db.prepare('SELECT * FROM figure ORDER BY version').all()).toEqual([
      {
        ...shared,
        ...unused,
        version: 1,
        is_latest: 0,
        'requests.new.total': 4,
        'proactive.fees.amount': 25.1,
      },
      {
        ...shared,
        ...unused,
        version: 2,
        is_latest: 1,
        'requests.new.total': 5,
        'proactive.fees.amount': 0.1,
      },
    ]);
    const columns = db
      .prepare('SELECT * FROM figure')
      .columns()
      .map(({ name }) => name);
    expect(columns.slice(7)).toEqual(INDICATORS.map(({ id }) => id));
  });

  it('figure_long: one row a figure, with its text, its reason and its place', async () => {
    const db = await plainConnection();
    const rows = db.prepare('SELECT * FROM figure_long WHERE is_latest ORDER BY indicator').all();
    const shared = { ...KEY, version: 2, is_latest: 1, page_no: null, table_no: 2, column_no: 4 };
    const label = (id: string) => ({ indicator: id, label_en: `label of ${id}` });
    expect(rows).toEqual([
      {
        ...shared,
        ...label('proactive.fees.amount'),
        label_zh: '本年收费金额',
        unit: '万元',
        value: 0.1,
        raw: '1000元',
        reason: null,
        row_no: 3,
      },
      {
        ...shared,
        ...label('requests.carried_in.total'),
        label_zh: '上年结转政府信息公开申请数量',
        unit: '件',
        value: null,
        raw: '',
        reason: 'blank',
        row_no: 4,
      },
      {
        ...shared,
        ...label('requests.new.total'),
        label_zh: '本年新收政府信息公开申请数量',
        unit: '件',
        value: 5,
        raw: '5',
        reason: null,
        row_no: 3,
      },
    ]);
  });

  it('finding: what the checks say', async () => {
    const db = await plainConnection();
    const rows = db.prepare(`SELECT * FROM finding WHERE is_latest AND severity = 'error'`).all();
    expect(rows).toEqual([
      {
        ...KEY,
        version: 2,
        is_latest: 1,
        rule: 'narrative.requests.new.total',
        severity: 'error',
        message: '正文为3，表格为4',
        indicators: '["requests.new.total"]',
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
        review: 'open',
        review_note: null,
        scope: 'report',
        against_year: null,
        against_version: null,
      },
    ]);
  });

  it('change, change_cell and change_section: what was revised', async () => {
    const db = await plainConnection();
    const key = { change_id: 2, at: '2024-02-02T18:30:00.123Z', ...KEY, change_kind: 'figures_revised' };
    const versions = { from_version: 1, to_version: 2 };
    expect(db.prepare('SELECT * FROM change WHERE change_id = 2').all()).toEqual([
      {
        ...key,
        ...versions,
        url: pageOf(OFFICE).url,
        moved_from: null,
        reason: null,
        former: null,
        run_id: null,
        cells: 1,
        sections: 1,
      },
    ]);
    expect(db.prepare('SELECT * FROM change_cell').all()).toEqual([
      {
        ...key,
        ...versions,
        indicator: 'requests.new.total',
        before_value: 4,
        before_raw: '4',
        before_reason: null,
        after_value: 5,
        after_raw: '5',
        after_reason: null,
      },
    ]);
    expect(db.prepare('SELECT * FROM change_section').all()).toEqual([
      { ...key, ...versions, section: 1, before_text: '旧', after_text: '新' },
    ]);
  });

  it.each([
    ['section', 4],
    ['claim', 2],
    ['source', 1],
    ['capture', 3],
    ['payload', 2],
    ['run', 1],
    ['indicator', INDICATORS.length],
  ])('%s can be read', async (view, rows) => {
    const db = await plainConnection();
    expect(db.prepare(`SELECT * FROM "${view}"`).all()).toHaveLength(rows);
  });

  it('stay apart from the physical tables, whose names end in _row, and from the full text', async () => {
    const db = await plainConnection();
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .pluck()
      .all();
    expect(tables.filter((name) => !/_row$|^section_search/.test(name))).toEqual([]);
  });
});

describe('docs/archive.md', () => {
  it('names every column of every view under the heading of the view', async () => {
    const db = await plainConnection();
    const guide = await readFile(GUIDE, 'utf8');
    const views = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name`)
      .pluck()
      .all();
    const missing = views.flatMap((view) => {
      const part = guide.split(/^### /m).find((text) => text.startsWith(`${view}\n`)) ?? '';
      return db
        .prepare(`SELECT * FROM "${view}"`)
        .columns()
        .map(({ name }) => name)
        .filter((name) => !name.includes('.') && !part.includes(`\`${name}\``))
        .map((name) => `${view}.${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('has only SQL that runs', async () => {
    const db = await plainConnection();
    const guide = await readFile(GUIDE, 'utf8');
    const examples = [...guide.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql = '']) => sql);
    expect(examples.length).toBeGreaterThan(4);
    for (const sql of examples) expect(() => db.prepare(sql).all()).not.toThrow();
  });
});
