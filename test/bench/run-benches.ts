import type { BenchRow, Measured } from './bench.js';
import type { Chosen } from './choose.js';

const NOTHING: Readonly<Partial<Record<string, Measured>>> = {};

interface RunOptions {
  readonly isLong: boolean;
  readonly say: (text: string) => void;
}

/**
 * Runs what was chosen, one bench after the other, and gives its rows in the order in which they are declared. A bench that
 * fails costs no figure of the others: minutes went into them.
 */
export async function runBenches(
  chosen: Chosen,
  { isLong, say }: RunOptions,
): Promise<{ readonly rows: readonly BenchRow[]; readonly failures: readonly Error[] }> {
  const rows: BenchRow[] = [];
  const failures: Error[] = [];
  let at = 0;
  for (const [bench, wanted] of chosen) {
    const title = `${++at} of ${chosen.size}, ${bench.name}`;
    const started = performance.now();
    say(title);
    const context = {
      isLong,
      wants: (...keys: readonly string[]) => keys.some((key) => wanted.has(key)),
      say: (text: string) => say(`${title}: ${text}`),
    };
    const measured = await bench.run(context).catch((error: unknown) => {
      failures.push(new Error(bench.name, { cause: error }));
      return NOTHING;
    });
    for (const [key, spec] of Object.entries(bench.rows)) {
      const figures = measured[key];
      if (figures !== undefined && wanted.has(key))
        rows.push({ ...spec, name: `${bench.name}/${key}`, measured: figures });
    }
    say(`${title}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return { rows, failures };
}
