import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineBench } from './bench.js';
import { startSites } from './list-sites.js';

const SITES = 10;
const REPORTS = 1000;
const SOURCES = SITES * REPORTS;

const nightSchema = z.object({ seconds: z.number(), bytes: z.number() });

/** What a night costs on which ten thousand sources say that nothing has changed: CPU, threads included, and disk. */
export const quietNight = defineBench({
  name: 'quiet-night',
  rows: {
    seconds: { what: `a night of ${SOURCES} sources, all 304: CPU s`, better: 'less', target: 15 },
    megabytes: { what: '  MB in the archive', better: 'less', target: 2, digits: 2 },
    bytes: { what: '  bytes a source', better: 'less', target: 100, digits: 0 },
  },
  async run() {
    const { child, port } = await startSites(REPORTS);
    try {
      const night = fork(fileURLToPath(new URL('./quiet-process.js', import.meta.url)));
      const said = new Promise<unknown>((resolve, reject) => {
        night.once('message', resolve);
        night.once('exit', (code) => reject(new Error(`the quiet night ended with ${code}`)));
      });
      night.send({ port, sites: SITES, reports: REPORTS });
      const { seconds, bytes } = nightSchema.parse(await said);
      return {
        seconds: { values: [seconds] },
        megabytes: { values: [bytes / 1e6] },
        bytes: { values: [bytes / SOURCES] },
      };
    } finally {
      child.disconnect();
    }
  },
});
