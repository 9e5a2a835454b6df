/** Choices by a seeded generator. */
import type { Random } from '../../src/simulation/reports/random.js';

export type { Random } from '../../src/simulation/reports/random.js';

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[random.between(0, list.length - 1)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
