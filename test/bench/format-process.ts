/** Reads the files named on its command line over and over, a round for each message, and says what each round took. */
import { readFileSync } from 'node:fs';
import { DocumentError } from '../../src/errors.js';
import { derive } from '../../src/harvest/derive/derive.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { peakMegabytes, spentOn } from './measure.js';

const WARM_UP_SECONDS = 1.5;
const SECONDS = 0.5;

const files = process.argv.slice(2).map((file) => readFileSync(file));
const editions = loadEditions();

async function readFor(seconds: number): Promise<number> {
  const started = performance.now();
  let read = 0;
  for (;;) {
    for (const bytes of files) {
      await derive(bytes, editions);
      read++;
      if ((performance.now() - started) / 1000 > seconds) return read;
    }
  }
}

/** Milliseconds of one document. */
async function round(): Promise<{ wall: number; cpu: number }> {
  let read = 0;
  const { wall, cpu } = await spentOn(async () => {
    read = await readFor(SECONDS);
  });
  return { wall: wall / read, cpu: cpu / read };
}

try {
  await readFor(WARM_UP_SECONDS);
  process.on('message', async () => process.send?.({ ...(await round()), megabytes: peakMegabytes() }));
  process.send?.('warm');
  process.once('disconnect', () => process.exit(0));
} catch (error) {
  if (!(error instanceof DocumentError)) throw error;
  process.exit(0);
}
