import { expect, it } from 'vitest';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { collect, commitOf, night, openedArchive } from './builders.js';

it('the views show what was said of a finding: the last word beside it, every word in a row of its own', async () => {
  const { archive, path } = await openedArchive();
  await archive.recordReport(commitOf());
  const [finding] = await collect(archive.reviews.findings({ severity: 'error' }));
  const fingerprint = finding?.fingerprint ?? '';
  const said = { note: '笔误', by: '张三', at: night(1) };
  await archive.reviews.review(fingerprint, { ...said, state: 'confirmed' });
  await archive.reviews.review(fingerprint, { ...said, state: 'open', note: 'again' });
  await archive.close();
  const db = openDatabase(path, { readonly: true });
  const rows = db.prepare('SELECT review, review_note FROM finding WHERE fingerprint = ?').all(fingerprint);
  expect(rows).toEqual([{ review: 'open', review_note: 'again' }]);
  expect(db.prepare('SELECT * FROM review WHERE note = ?').all('笔误')).toEqual([
    {
      at: '2024-02-02T18:30:00.123Z',
      fingerprint,
      review: 'confirmed',
      note: '笔误',
      reviewer: '张三',
      region: '330482',
      agency: '平湖市人民政府办公室',
      year: 2023,
      kind: 'own',
      rule: 'narrative.requests.new.total',
      message: '正文为3，表格为4',
    },
  ]);
  db.close();
});
