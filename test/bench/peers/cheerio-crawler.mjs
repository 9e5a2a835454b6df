/** Fetches pages one at a time, takes their titles and stores their bytes, by Crawlee's CheerioCrawler. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuSeconds, items, peer, say, sqlite } from './rounds.mjs';

const { CheerioCrawler, Configuration } = await peer('@crawlee/cheerio');
const { openDatabase } = await import(sqlite);

const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
const db = openDatabase(join(folder, 'pages.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.exec('CREATE TABLE page (url TEXT PRIMARY KEY, title TEXT, body BLOB)');
const insert = db.prepare('INSERT INTO page VALUES (?, ?, ?)');
const crawler = new CheerioCrawler(
  {
    maxConcurrency: 1,
    requestHandler: ({ request, $, body }) => {
      insert.run(request.url, $('title').text(), body);
    },
  },
  new Configuration({ persistStorage: false, logLevel: 0 }),
);
const [started, before] = [performance.now(), cpuSeconds()];
const { requestsFinished } = await crawler.run(items);
const [seconds, cpu] = [(performance.now() - started) / 1000, cpuSeconds() - before];
db.close();
rmSync(folder, { recursive: true });
if (requestsFinished !== items.length) process.exit(1);
say(requestsFinished, seconds, cpu);
