import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defined } from '../../src/defined.js';
import type { Archive, SqlQuestion, SqlValue } from '../../storage/index.js';
import { askInProcess } from '../../storage/sqlite/questions/sql-process.js';
import { compiled } from '../compiled.js';
import { commitOf, OFFICE, openedArchive } from './builders.js';

const ENDLESS = 'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)';
const question = (text: string, given: Partial<SqlQuestion> = {}): SqlQuestion => ({
  text,
  rows: 100,
  seconds: 60,
  ...given,
});

async function ask(archive: Archive, text: string, given: Partial<SqlQuestion> = {}) {
  const answer = await archive.questions.sql(question(text, given));
  const rows: (readonly SqlValue[])[] = [];
  for await (const row of answer.rows) rows.push(row);
  return { columns: answer.columns, rows, more: answer.more() };
}

describe('a question in SQL', () => {
  it('is answered with columns and rows', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf());
    expect(await ask(archive, 'SELECT agency, year FROM report -- all of them')).toEqual({
      columns: ['agency', 'year'],
      rows: [[OFFICE.agency, 2023]],
      more: false,
    });
  });

  it('takes values by place and by name', async () => {
    const { archive } = await openedArchive();
    const answer = await ask(archive, 'SELECT ?, :a, ?', { values: [1, null], named: { a: "o'b" } });
    expect(answer.rows).toEqual([[1, "o'b", null]]);
    const halves = await ask(archive, 'SELECT ? / 2, :a / 2', { values: [5], named: { a: 5.5 } });
    expect(halves.rows).toEqual([[2, 2.75]]);
  });

  it('loses no digit of a whole number, and shows bytes as SQL writes them', async () => {
    const { archive } = await openedArchive();
    const { rows } = await ask(archive, "SELECT 9007199254740993, 3, 0.5, x'00FF', NULL");
    expect(rows).toEqual([['9007199254740993', 3, 0.5, "x'00ff'", null]]);
  });

  it('stops at its limit of rows, and says that there are more', async () => {
    const { archive } = await openedArchive();
    expect(await ask(archive, `${ENDLESS} SELECT i FROM n`, { rows: 3 })).toMatchObject({
      rows: [[1], [2], [3]],
      more: true,
    });
    expect(await ask(archive, 'VALUES (1), (2)', { rows: 2 })).toMatchObject({ more: false });
  });

  it('may begin with EXPLAIN, WITH or VALUES', async () => {
    const { archive } = await openedArchive();
    for (const text of [
      'EXPLAIN QUERY PLAN SELECT 1',
      'WITH a AS (SELECT 1) SELECT * FROM a',
      '/* x */ values (1)',
    ])
      expect((await ask(archive, text)).rows.length).toBeGreaterThan(0);
  });

  it.each([
    ['DELETE FROM report_row', 'not_a_question', /DELETE is not allowed/],
    ['  -- x\n DROP TABLE report_row', 'not_a_question', /DROP is not allowed/],
    ["INSERT INTO portal_row VALUES (9, 'a', 'b', 'c', 'd') RETURNING id", 'not_a_question', /INSERT/],
    ['WITH a AS (SELECT 1) DELETE FROM report_row', 'not_a_question', /read-only/],
    ['WITH a AS (SELECT 1) DELETE FROM report_row RETURNING id', 'not_a_question', /read-only/],
    ["ATTACH '/tmp/x.db' AS x", 'not_a_question', /ATTACH/],
    ['PRAGMA query_only = OFF', 'not_a_question', /PRAGMA/],
    ["VACUUM INTO '/tmp/x.db'", 'not_a_question', /VACUUM/],
    ['BEGIN', 'not_a_question', /BEGIN/],
    ['SELECT 1; SELECT 2', 'not_a_question', /more than one statement/],
    ['SELECT 1; DROP TABLE report_row', 'not_a_question', /more than one statement/],
    ["SELECT load_extension('x')", 'bad_sql', /not authorized/],
    ['', 'not_a_question', /empty/],
    ['-- nothing', 'not_a_question', /empty/],
    ['SELECT FROM', 'bad_sql', /syntax error/],
    ['SELECT * FROM no_such', 'bad_sql', /no such table/],
    ['SELECT requests.new.total FROM figure', 'bad_sql', /no such column/],
    ['SELECT ?', 'bad_sql', /Too few parameter/],
    ['SELECT :a', 'bad_sql', /parameter/i],
  ])('%s is refused, and nothing is changed', async (text, code, message) => {
    const { archive, path } = await openedArchive();
    await archive.recordReport(commitOf());
    const before = await readFile(path);
    await expect(ask(archive, text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
    expect(await readFile(path)).toEqual(before);
    expect(await archive.latestVersion(OFFICE)).not.toBeNull();
  });

  it('holds up no writer while its rows are still being read', async () => {
    const { archive } = await openedArchive();
    const unread = await archive.questions.sql(question(`${ENDLESS} SELECT i FROM n`, { rows: 1e6 }));
    expect((await unread.rows.next()).value).toEqual([1]);
    await archive.recordReport(commitOf());
    expect((await ask(archive, 'SELECT count(*) FROM report')).rows).toEqual([[1]]);
    await unread.rows.return?.();
  });
});

describe('the process of a question', () => {
  const folder = compiled('storage/sqlite/questions/sql-child.ts');
  const script = () => pathToFileURL(join(folder(), 'storage/sqlite/questions/sql-child.js'));

  async function askApart(text: string, given: Partial<SqlQuestion> & { megabytes?: number } = {}) {
    const { path } = await openedArchive();
    const { megabytes, ...more } = given;
    const options = { script: script(), ...defined({ megabytes }) };
    const answer = await askInProcess(path, question(text, more), options);
    const rows: (readonly SqlValue[])[] = [];
    for await (const row of answer.rows) rows.push(row);
    return { columns: answer.columns, rows, more: answer.more() };
  }

  it('answers as this one does, in batches', async () => {
    const { columns, rows, more } = await askApart(`${ENDLESS} SELECT i, ? AS x FROM n`, {
      rows: 1234,
      values: ['值'],
    });
    expect({ columns, more, count: rows.length, last: rows.at(-1) }).toEqual({
      columns: ['i', 'x'],
      more: true,
      count: 1234,
      last: [1234, '值'],
    });
  });

  it('refuses as this one does', async () => {
    await expect(askApart('DELETE FROM report_row')).rejects.toMatchObject({ code: 'not_a_question' });
    await expect(askApart('SELECT x')).rejects.toMatchObject({ code: 'bad_sql', hint: expect.any(String) });
  });

  it('is ended when its time is up, though SQLite never comes back', async () => {
    await expect(askApart(`${ENDLESS} SELECT count(*) FROM n`, { seconds: 0.2 })).rejects.toMatchObject({
      code: 'too_slow',
    });
  });

  it('is ended when it takes too much memory', async () => {
    const text = `${ENDLESS} SELECT i, hex(randomblob(500)) FROM n ORDER BY 2`;
    await expect(askApart(text, { megabytes: 200 })).rejects.toMatchObject({ code: 'too_large' });
  });

  it('is ended when it is told to stop', async () => {
    const stop = new AbortController();
    const asked = askApart(`${ENDLESS} SELECT count(*) FROM n`, { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
  });

  it('is gone once the rows are left', async () => {
    const { path } = await openedArchive();
    const answer = await askInProcess(path, question(`${ENDLESS} SELECT i FROM n`, { rows: 1e6 }), {
      script: script(),
    });
    expect((await answer.rows.next()).value).toEqual([1]);
    await answer.rows.return?.();
    expect((await answer.rows.next()).done).toBe(true);
  });
});
