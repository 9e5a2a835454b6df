/** Milliseconds of each call of `work`, called in turn with the others so that noise hits all alike. */
export async function interleave(works: readonly (() => unknown)[], rounds: number): Promise<number[]> {
  const spent = works.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const started = performance.now();
      await work();
      spent[i] = (spent[i] ?? 0) + performance.now() - started;
    }
  }
  return spent.map((total) => total / rounds);
}

/** Peak resident memory of this process so far, in MB. */
export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function fixed(value: number, digits = 1): string {
  return value.toFixed(digits);
}

/** CPU milliseconds, user and system, that this process and its threads spend until the work is done. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
