/** A small seeded generator of pseudo-random numbers: the same seed gives the same reports everywhere. */

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** Splits `total` at random over `parts` places; the parts add up to `total`. */
  split(total: number, parts: number): number[];
}

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for test data. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const split = (total: number, parts: number): number[] => {
    const shares = Array.from({ length: parts }, () => 0);
    for (let unit = 0; unit < total; unit += 1) {
      const place = between(0, parts - 1);
      shares[place] = (shares[place] ?? 0) + 1;
    }
    return shares;
  };
  return { next, between, split };
}

/** A seed for one part of a whole (FNV-1a over the parts), so that parts do not depend on each other's order. */
export function partSeed(...parts: readonly (number | string)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
