import { numeral } from './numerals.js';

/** A level of a list: how its paragraphs are numbered. */
export interface ListLevel {
  readonly start: number;
  /** A name of ST_NumberFormat. */
  readonly format: string;
  /** The least digits of a decimal number (`custom` formats: 001). */
  readonly digits?: number;
  /** `%1` to `%9` stand for the numbers of the levels: 「（%1）」, 「第%1章」. */
  readonly text: string;
  /** Number of levels whose paragraphs restart it, from the first on; undefined: any level above restarts it. */
  readonly restart: number | undefined;
  /** All numbers are decimal, whatever their levels say (`isLgl`). */
  readonly legal: boolean;
  /** The separator between number and text. */
  readonly separator: string;
}

/** A list as paragraphs refer to it. Lists of one definition count on together. */
export interface ListUse {
  readonly id: string;
  readonly definition: string;
  readonly levels: readonly (ListLevel | undefined)[];
  /** Levels that begin anew, and at which number, where this list is first used. */
  readonly restarts: ReadonlyMap<number, number>;
}

export const LEVELS = 9;
/** Word allows no longer text of a level. */
export const LONGEST_LEVEL = 255;

const HAN = /\p{Script=Han}/u;

/** Counts the numbered paragraphs of a document, in their order. */
export class ListCounters {
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #used = new Set<string>();

  /** The label of the next paragraph of this list and level; '' for a bullet. */
  next(list: ListUse, level: number): string {
    const definition = list.levels[level];
    if (definition === undefined) return '';
    const counters = this.#counters.get(list.definition) ?? [];
    this.#counters.set(list.definition, counters);
    this.#restart(list, level, counters);
    for (let upper = 0; upper < level; upper += 1) counters[upper] ??= list.levels[upper]?.start ?? 1;
    const before = counters[level];
    counters[level] = before === undefined ? definition.start : before + 1;
    for (let lower = level + 1; lower < LEVELS; lower += 1) {
      if (level < (list.levels[lower]?.restart ?? lower)) counters[lower] = undefined;
    }
    const label = labelOf(definition, list.levels, counters);
    return label === '' ? '' : label + definition.separator;
  }

  #restart(list: ListUse, level: number, counters: (number | undefined)[]): void {
    const at = list.restarts.get(level);
    const use = `${list.id} ${level}`;
    if (at === undefined || this.#used.has(use)) return;
    this.#used.add(use);
    counters[level] = at - 1;
  }
}

function labelOf(
  { text, format, legal }: ListLevel,
  levels: ListUse['levels'],
  counters: readonly (number | undefined)[],
): string {
  // a bullet is a sign, unless it is a word: 「注：」
  if (format === 'bullet') return HAN.test(text) ? text : '';
  return text.replace(/%([1-9])/g, (_, digit: string) => {
    const level = levels[Number(digit) - 1];
    const value = counters[Number(digit) - 1];
    if (level === undefined || value === undefined) return '';
    return numeral(legal ? 'decimal' : level.format, value).padStart(level.digits ?? 0, '0');
  });
}
