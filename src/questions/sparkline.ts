const BARS = '▁▂▃▄▅▆▇█';
/** Stands for a year without a number, which no bar does. */
export const GAP = '·';

/**
 * A bar for each value, from the lowest to the highest of them; a gap for null. Bars show how values lie between their
 * extremes, not how far they are from 0; where all are the same, they are drawn in the middle.
 */
export function sparkline(values: readonly (number | null)[]): string {
  const numbers = values.filter((value) => value !== null);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  return values
    .map((value) => {
      if (value === null) return GAP;
      const share = high === low ? 0.5 : (value - low) / (high - low);
      return BARS.charAt(Math.min(BARS.length - 1, Math.floor(share * BARS.length)));
    })
    .join('');
}
