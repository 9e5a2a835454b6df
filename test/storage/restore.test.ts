import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { newArchive, scratch } from '../harvest/setup.js';

const backup = /^## Backup\n([\s\S]*)$/m.exec(
  readFileSync(join(packagePlace().root, 'docs/archive.md'), 'utf8'),
)?.[1];
const vacuum = /"(VACUUM INTO '[^']+')"/.exec(backup ?? '')?.[1] ?? '';
const restore = /```bash\n(rm [\s\S]*?)```/.exec(backup ?? '')?.[1] ?? '';

it('an archive is restored by the commands of docs/archive.md, and what was written since is gone', async () => {
  const folder = scratch();
  const path = join(folder, 'data/archive.sqlite');
  for (const name of ['data', 'backup']) mkdirSync(join(folder, name));
  await (await newArchive(path)).close();

  const db = openDatabase(path);
  const into = vacuum.replace("'backup/", `'${folder}/backup/`);
  expect(into).toContain(folder);
  db.exec(into);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE written_since (x)');
  db.close();

  expect(restore).toContain('data/archive.sqlite-wal');
  execFileSync('sh', ['-ec', restore], { cwd: folder });
  const restored = openDatabase(path, { readonly: true });
  expect(restored.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(
    restored.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'written_since'").pluck().get(),
  ).toBe(0);
  expect(restored.prepare('SELECT count(*) FROM report').pluck().get()).toBe(0);
  restored.close();
  const again = await newArchive(path);
  expect((await again.status()).reports).toBe(0);
  await again.close();
});
