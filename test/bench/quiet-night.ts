import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startSites } from './list-sites.js';
import { fixed } from './measure.js';
import type { BenchRow } from './table.js';

const SITES = 10;
const REPORTS = 1000;

const nightSchema = z.object({ seconds: z.number(), bytes: z.number() });

/** What a night costs on which ten thousand sources say that nothing has changed: CPU, threads included, and disk. */
export async function benchQuietNight(): Promise<readonly BenchRow[]> {
  const { child, port } = await startSites(REPORTS);
  try {
    const night = fork(fileURLToPath(new URL('./quiet-process.js', import.meta.url)));
    const said = new Promise<unknown>((resolve, reject) => {
      night.once('message', resolve);
      night.once('exit', (code) => reject(new Error(`the quiet night ended with ${code}`)));
    });
    night.send({ port, sites: SITES, reports: REPORTS });
    const { seconds, bytes } = nightSchema.parse(await said);
    const sources = SITES * REPORTS;
    return [
      { what: `a night of ${sources} sources, all 304: CPU s`, figure: fixed(seconds), target: '≤ 15' },
      { what: '  MB in the archive', figure: fixed(bytes / 1e6, 2), target: '≤ 2' },
      { what: '  bytes a source', figure: fixed(bytes / sources, 0), target: '≤ 100' },
    ];
  } finally {
    child.disconnect();
  }
}
