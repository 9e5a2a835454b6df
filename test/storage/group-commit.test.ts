import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { GroupCommit } from '../../storage/sqlite/group-commit.js';
import { Transactions } from '../../storage/sqlite/transactions.js';
import { afterTest, temporaryFolder } from './builders.js';

async function table() {
  const path = join(await temporaryFolder(), 'numbers.db');
  const db = openDatabase(path);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE number (n INTEGER UNIQUE)');
  const other = openDatabase(path, { readonly: true });
  afterTest(async () => {
    db.close();
    other.close();
  });
  const group = new GroupCommit(new Transactions(db));
  const insert = db.prepare<[number]>('INSERT INTO number VALUES (?)');
  const add = (...numbers: number[]) =>
    group.write(() => {
      for (const n of numbers) insert.run(n);
      return numbers.length;
    });
  const seenElsewhere = () => other.prepare('SELECT n FROM number ORDER BY n').pluck().all();
  return { db, group, add, seenElsewhere };
}

describe('works that are given at once', () => {
  it('are told of when everybody can see them, and not before', async () => {
    const { add, seenElsewhere } = await table();
    const seen = await Promise.all(
      [1, 2, 3].map(async (n) => ({ count: await add(n), seen: seenElsewhere() })),
    );
    expect(seen).toEqual([1, 2, 3].map(() => ({ count: 1, seen: [1, 2, 3] })));
  });

  it('are undone one by one: what fails takes nothing with it, and leaves nothing behind', async () => {
    const { add, seenElsewhere } = await table();
    const results = await Promise.allSettled([add(1), add(2, 1), add(3)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seenElsewhere()).toEqual([1, 3]);
  });

  it('all fail where SQLite gives up their transaction', async () => {
    const { db, group, add, seenElsewhere } = await table();
    const full = new Error('the disk is full');
    const givenUp = group.write(() => {
      db.exec('ROLLBACK');
      throw full;
    });
    const results = await Promise.allSettled([add(1), givenUp, add(3)]);
    expect(results).toEqual(results.map(() => ({ status: 'rejected', reason: full })));
    expect(seenElsewhere()).toEqual([]);
    expect(await add(4)).toBe(1);
  });

  it('are written when the archive is closed before their turn comes', async () => {
    const { group, add, seenElsewhere } = await table();
    const added = add(1);
    group.flush();
    expect(seenElsewhere()).toEqual([1]);
    expect(await added).toBe(1);
  });
});
