/**
 * The bare baseline in a process of its own: fetches every page, parses it and stores its bytes, one at a time from each
 * portal; nothing is compared, checked or found.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { request } from 'undici';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { cpuOf } from './measure.js';
import { type Served, servedSchema } from './served-portals.js';

const PASSES = 2;

async function fetchAll(served: Served): Promise<void> {
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

process.once('message', async (message) => {
  const served = servedSchema.parse(message);
  for (let pass = 0; pass < PASSES; pass++) process.send?.({ bare: await cpuOf(() => fetchAll(served)) });
  process.disconnect();
});
