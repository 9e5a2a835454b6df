/** Reads the files named on its command line over and over, and says how fast that went and what memory it took. */
import { readFileSync } from 'node:fs';
import { DocumentError } from '../../src/errors.js';
import { derive } from '../../src/harvest/derive/derive.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { peakMegabytes } from './measure.js';

const WARM_UP_SECONDS = 3;
const SECONDS = 4;

const files = process.argv.slice(2).map((file) => readFileSync(file));
const editions = loadEditions();

async function readFor(seconds: number): Promise<number> {
  const started = performance.now();
  let read = 0;
  for (;;) {
    for (const bytes of files) {
      await derive(bytes, editions);
      read++;
      const spent = (performance.now() - started) / 1000;
      if (spent > seconds) return read / spent;
    }
  }
}

try {
  await readFor(WARM_UP_SECONDS);
  const perSecond = await readFor(SECONDS);
  process.send?.({ perSecond, megabytes: peakMegabytes() }, () => process.exit(0));
} catch (error) {
  if (!(error instanceof DocumentError)) throw error;
  process.send?.(null, () => process.exit(0));
}
