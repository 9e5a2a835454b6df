import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fixed, median } from './measure.js';
import { type Served, startPortals } from './served-portals.js';
import type { BenchRow } from './table.js';

const WANTED = { portals: 10, agencies: 50, latencyMs: 20 };
const ROUNDS = 3;

/** CPU milliseconds of one pass over all reports, user and system, threads included. */
const bareSchema = z.object({ bare: z.number() });
const nightsSchema = z.object({ first: z.number(), notModified: z.number(), unchanged: z.number() });

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

/**
 * What ten portals of 100 reports cost that answer after 20 ms: CPU a report of a first harvest, and of quiet nights after
 * it, against a loop that fetches, parses and stores the same pages. Each in processes of their own, in turn; the first
 * pass of a process is what a command costs, the second what a daemon does that has run before.
 */
export async function benchHarvestCost(): Promise<readonly BenchRow[]> {
  const { child, served } = await startPortals(WANTED);
  try {
    const reports = served.reduce((sum, { urls }) => sum + urls.length, 0);
    const bare: number[][] = [];
    const nights: z.infer<typeof nightsSchema>[][] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      bare.push((await passesOf('./bare-process.js', served, bareSchema)).map((pass) => pass.bare));
      nights.push([...(await passesOf('./nights-process.js', served, nightsSchema))]);
      console.error(`CPU of harvests: round ${round} of ${ROUNDS}`);
    }
    const ofPass = (pass: number, what: keyof z.infer<typeof nightsSchema>): number =>
      median(nights.map((round) => round[pass]?.[what] ?? Number.NaN)) / reports;
    const bareOf = (pass: number): number => median(bare.map((round) => round[pass] ?? Number.NaN)) / reports;
    const rows = (what: string, of: keyof z.infer<typeof nightsSchema>, target: string): BenchRow[] => [
      {
        what,
        figure: `${fixed(ofPass(1, of), 2)} (${fixed(ofPass(1, of) / bareOf(1), 2)}×)`,
        target,
      },
      { what: '  in a process that begins with it', figure: fixed(ofPass(0, of), 2), target: '' },
    ];
    const { portals, latencyMs } = WANTED;
    return [
      {
        what: `${portals} portals at ${latencyMs} ms, CPU ms a report: bare fetch, parse and store`,
        figure: fixed(bareOf(1), 2),
        target: '',
      },
      { what: '  in a process that begins with it', figure: fixed(bareOf(0), 2), target: '' },
      ...rows('  a first harvest (against bare)', 'first', '≤ 12'),
      ...rows('  a quiet night, all 304', 'notModified', '≤ 1.5'),
      ...rows('  a quiet night, all sent again unchanged', 'unchanged', '≤ 1.5'),
    ];
  } finally {
    child.disconnect();
  }
}
