import type { Figures } from './bench.js';

/** Milliseconds that something took, by the clock and of CPU. */
export interface Spent {
  readonly wall: number;
  /** User and system, with all threads of this process. */
  readonly cpu: number;
}

/** What each call of `work` took, called in turn with the others so that noise hits all alike: by work, then by round. */
export async function inTurn(works: readonly (() => unknown)[], rounds: number): Promise<Spent[][]> {
  const spent = works.map((): Spent[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, work] of works.entries()) spent[at]?.push(await spentOn(work));
  return spent;
}

/** What this process and its threads spend until the work is done. */
export async function spentOn(work: () => unknown): Promise<Spent> {
  const [before, started] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

/** CPU milliseconds, user and system, that this process and its threads spend until the work is done. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  return (await spentOn(work)).cpu;
}

/** Pieces of work a second, and the time of one, for each round. */
export function perSecond(spent: readonly Spent[]): Figures {
  const wall = spent.map((one) => one.wall);
  return { values: wall.map((ms) => 1000 / ms), wall, cpu: spent.map(({ cpu }) => cpu) };
}

/** Of each pair, the first by the second: both were measured in one round, so that what slowed one slowed the other. */
export function ratios(ones: readonly number[], others: readonly number[]): number[] {
  return ones.map((one, at) => one / (others[at] ?? Number.NaN));
}

/** Peak resident memory of this process so far, in MB. */
export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The distance between the first and the third quartile: how far the figure of one round is from that of another. */
export function spread(values: readonly number[]): number {
  return quantile(values, 0.75) - quantile(values, 0.25);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
