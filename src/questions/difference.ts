/** The difference between two values. */
export interface Difference {
  /** null if either is not a number. */
  readonly absolute: number | null;
  /** In percent of the first, to one decimal; null if the first is 0 or either is not a number. */
  readonly percent: number | null;
}

const DECIMALS = 1e6;

/** From the first to the second; sums of decimals are rounded where binary fractions would show. */
export function differenceOf(from: number | null, to: number | null): Difference {
  if (from === null || to === null) return { absolute: null, percent: null };
  const absolute = rounded((to - from) * DECIMALS) / DECIMALS;
  const percent = from === 0 ? null : rounded((absolute / Math.abs(from)) * 1000) / 10;
  return { absolute, percent };
}

/** To a whole number; halves away from 0 on both sides, so that +81.25 and -81.25 differ in their sign alone. */
function rounded(value: number): number {
  return (value < 0 ? -Math.round(-value) : Math.round(value)) + 0;
}

/** +3, -2, 0; empty if the difference is unknown. */
export function signed(value: number | null, unit = ''): string {
  if (value === null) return '';
  return `${value > 0 ? '+' : ''}${value}${unit}`;
}
