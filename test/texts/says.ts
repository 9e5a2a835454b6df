/** What a text says of each figure. */
import type { NullReason } from '../../src/report/model.js';

/** A number, or the sign of none: an empty place, a dash, 无. */
export type Stated = number | NullReason;

/**
 * By indicator, every way in which a careful human could read it. Null with any reason but these is never wrong: it only
 * counts as not read.
 */
export type Says = Map<string, Stated[]>;

export function alsoSay(says: Says, indicator: string, stated: Stated): void {
  const readings = says.get(indicator) ?? [];
  if (!readings.includes(stated)) says.set(indicator, [...readings, stated]);
}
