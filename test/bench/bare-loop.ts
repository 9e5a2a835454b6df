import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { request } from 'undici';
import { openDatabase } from '../../storage/sqlite/binding.js';
import type { Served } from './served-portals.js';

/**
 * What a plain crawler does with every page: fetches it, parses it (cheerio, by parse5) and stores its bytes in SQLite, one
 * at a time from each portal. Nothing is compared, checked or found.
 */
export async function bareLoop(served: Served): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const db = openDatabase(join(home, 'pages.sqlite'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.exec('CREATE TABLE page (url TEXT PRIMARY KEY, title TEXT, body BLOB)');
    const insert = db.prepare<[string, string, Uint8Array]>('INSERT INTO page VALUES (?, ?, ?)');
    await Promise.all(
      served.map(async ({ urls }) => {
        for (const url of urls) {
          const { body } = await request(url);
          const bytes = Buffer.from(await body.arrayBuffer());
          insert.run(url, load(bytes.toString('utf8'))('title').text(), bytes);
        }
      }),
    );
  } finally {
    db.close();
    rmSync(home, { recursive: true });
  }
}
