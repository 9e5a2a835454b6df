/**
 * Tolerances: the numbers by which the readers of pages decide. Each stage has one table of them, in a file called
 * `tolerances.ts`; docs/tolerances.md lists them all, with their margins measured on the format matrix.
 */

/** `type` is the size of the type around, `share` a part of 1, `shade` from 0, black, to 255, white. */
type Unit =
  | 'points'
  | 'type'
  | 'heights' // of the line or character itself
  | 'pixels'
  | 'pixels a point'
  | 'degrees'
  | 'share'
  | 'factor'
  | 'shade'
  | 'deviations' // of the shades of the paper
  | 'count';

/** The value, its unit, and what it distinguishes. */
export type ToleranceEntry = readonly [value: number, unit: Unit, separates: string];

const entries = new WeakMap<object, Readonly<Record<string, ToleranceEntry>>>();

/**
 * A stage's tolerances as plain numbers, so that comparisons are as cheap as with constants. They are constant for
 * all but the instrument that measures margins (test/formats/margins.ts), which changes one at a time: read them where
 * they are used, and derive nothing from them when a module is loaded.
 */
export function tolerances<const T extends Readonly<Record<string, ToleranceEntry>>>(
  table: T,
): { readonly [K in keyof T]: number } {
  const values = Object.fromEntries(Object.entries(table).map(([name, [value]]) => [name, value]));
  entries.set(values, table);
  // the same keys, which the type of `fromEntries` forgets
  return values as { [K in keyof T]: number };
}

/** What a table says of its tolerances. */
export function entriesOf(table: Readonly<Record<string, number>>): Readonly<Record<string, ToleranceEntry>> {
  return entries.get(table) ?? {};
}
