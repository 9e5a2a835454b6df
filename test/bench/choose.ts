import type { Bench } from './bench.js';

/** The benches that are to run, each with those of its rows that are asked for. */
export type Chosen = ReadonlyMap<Bench, ReadonlySet<string>>;

/**
 * The rows whose `bench/key` or description contains `only`; all where it is not given.
 * @throws RangeError that lists the names, where none does
 */
export function choose(benches: readonly Bench[], only: string | undefined): Chosen {
  const wanted = only?.toLowerCase() ?? '';
  const chosen = new Map<Bench, ReadonlySet<string>>();
  for (const bench of benches) {
    const keys = Object.entries(bench.rows)
      .filter(([key, { what }]) => `${bench.name}/${key}\n${what}`.toLowerCase().includes(wanted))
      .map(([key]) => key);
    if (keys.length > 0) chosen.set(bench, new Set(keys));
  }
  if (chosen.size === 0)
    throw new RangeError(`no row or group is named like ${only}; these are there:\n${namesOf(benches)}`);
  return chosen;
}

/** Each group and its rows, a line each. */
export function namesOf(benches: readonly Bench[]): string {
  return benches
    .flatMap(({ name, rows }) => [
      name,
      ...Object.entries(rows).map(([key, { what }]) => `  ${name}/${key}: ${what}`),
    ])
    .join('\n');
}
