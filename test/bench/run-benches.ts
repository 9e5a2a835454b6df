import type { BenchRow } from './bench.js';
import type { Chosen } from './choose.js';

interface RunOptions {
  readonly isLong: boolean;
  readonly say: (text: string) => void;
}

/** Runs what was chosen, one bench after the other, and gives its rows in the order in which they are declared. */
export async function runBenches(chosen: Chosen, { isLong, say }: RunOptions): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  let at = 0;
  for (const [bench, wanted] of chosen) {
    const title = `${++at} of ${chosen.size}, ${bench.name}`;
    const started = performance.now();
    say(title);
    const measured = await bench.run({
      isLong,
      wants: (...keys) => keys.some((key) => wanted.has(key)),
      say: (text) => say(`${title}: ${text}`),
    });
    for (const [key, spec] of Object.entries(bench.rows)) {
      const figures = measured[key];
      if (figures !== undefined && wanted.has(key))
        rows.push({ ...spec, name: `${bench.name}/${key}`, measured: figures });
    }
    say(`${title}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return rows;
}
