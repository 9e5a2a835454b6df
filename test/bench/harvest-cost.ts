import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineBench, type Measured } from './bench.js';
import { ratios } from './measure.js';
import { type Served, startPortals } from './served-portals.js';

const WANTED = { portals: 10, agencies: 20, latencyMs: 20 };
const ROUNDS = 3;

/** CPU milliseconds of one pass over all reports, user and system, threads included. */
const bareSchema = z.object({ bare: z.number() });
const nightsSchema = z.object({ first: z.number(), notModified: z.number(), unchanged: z.number() });
type Night = keyof z.infer<typeof nightsSchema>;

/** Lets a process of its own work on the portals, and takes what it says of each of its passes. */
async function passesOf<T>(script: string, served: Served, schema: z.ZodType<T>): Promise<readonly T[]> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)));
  const passes: T[] = [];
  child.on('message', (message) => passes.push(schema.parse(message)));
  child.send(served);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return passes;
}

const COLD = '  in a process that begins with it';
const AGAINST = '  against bare';

/**
 * What ten portals of 40 reports cost that answer after 20 ms: CPU a report of a first harvest, and of quiet nights after
 * it, against a loop that fetches, parses and stores the same pages. Each in processes of their own, in turn; the first
 * pass of a process is what a command costs, the second what a daemon does that has run before.
 */
export const harvestCost = defineBench({
  name: 'cpu',
  rows: {
    bare: {
      what: `${WANTED.portals} portals at ${WANTED.latencyMs} ms, CPU ms a report: bare fetch, parse and store`,
      better: 'neither',
      digits: 2,
    },
    bareCold: { what: COLD, better: 'neither', digits: 2 },
    first: { what: '  a first harvest', better: 'less', target: 12, digits: 2 },
    firstRatio: { what: AGAINST, better: 'less', digits: 2 },
    firstCold: { what: COLD, better: 'less', digits: 2 },
    notModified: { what: '  a quiet night, all 304', better: 'less', target: 1.5, digits: 2 },
    notModifiedRatio: { what: AGAINST, better: 'less', digits: 2 },
    notModifiedCold: { what: COLD, better: 'less', digits: 2 },
    unchanged: {
      what: '  a quiet night, all sent again unchanged',
      better: 'less',
      target: 1.5,
      digits: 2,
    },
    unchangedRatio: { what: AGAINST, better: 'less', digits: 2 },
    unchangedCold: { what: COLD, better: 'less', digits: 2 },
  },
  async run({ say }) {
    const { child, served } = await startPortals(WANTED);
    try {
      const reports = served.reduce((sum, { urls }) => sum + urls.length, 0);
      const bare: number[][] = [];
      const nights: z.infer<typeof nightsSchema>[][] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        bare.push((await passesOf('./bare-process.js', served, bareSchema)).map((pass) => pass.bare));
        nights.push([...(await passesOf('./nights-process.js', served, nightsSchema))]);
        say(`round ${round} of ${ROUNDS}`);
      }
      const [bareCold, bareWarm] = [0, 1].map((pass) =>
        bare.map((round) => (round[pass] ?? Number.NaN) / reports),
      );
      const ofNight = (pass: number, night: Night): number[] =>
        nights.map((round) => (round[pass]?.[night] ?? Number.NaN) / reports);
      const rows = (night: Night): { warm: Measured; ratio: Measured; cold: Measured } => ({
        warm: { values: ofNight(1, night) },
        ratio: { values: ratios(ofNight(1, night), bareWarm ?? []) },
        cold: { values: ofNight(0, night) },
      });
      const [first, notModified, unchanged] = [rows('first'), rows('notModified'), rows('unchanged')];
      return {
        bare: { values: bareWarm ?? [] },
        bareCold: { values: bareCold ?? [] },
        first: first.warm,
        firstRatio: first.ratio,
        firstCold: first.cold,
        notModified: notModified.warm,
        notModifiedRatio: notModified.ratio,
        notModifiedCold: notModified.cold,
        unchanged: unchanged.warm,
        unchangedRatio: unchanged.ratio,
        unchangedCold: unchanged.cold,
      };
    } finally {
      child.disconnect();
    }
  },
});
