import { wordsOf } from '../../document/sight.js';
import { bareLabelKey, labelKey, likeness, sameSense } from '../../text/label.js';
import { simplified } from '../../text/simplify.js';
import type { Edition, Label, TableSpec } from '../edition/edition.js';

/** A cell's text in the form in which it is compared with the form's labels. */
export interface TextKeys {
  readonly key: string;
  readonly bare: string;
  /** Holds characters that a number, a dash or 无 does not: it may be a label. */
  readonly wordy: boolean;
}

const OTHER_YEAR = /[（(][^（）()]*(?:上年|上一年|去年|同期|\d{4}年)[^（）()]*[）)]/u;
const NO_LABEL: TextKeys = { key: '', bare: '', wordy: false };
const CACHE_LIMIT = 4096;
const cache = new Map<string, TextKeys>();

/** Keys of a cell's text. Labels recur in every report, so they are remembered (up to a bound). */
export function textKeys(text: string): TextKeys {
  if (text.length < 2) return NO_LABEL;
  const known = cache.get(text);
  if (known !== undefined) return known;
  const words = simplified(wordsOf(text));
  const key = labelKey(words);
  // a label about another year is another label: 「总计（上年）」
  const bare = OTHER_YEAR.test(words) ? key : bareLabelKey(words);
  const keys = { key, bare, wordy: /\p{Script=Han}{2}/u.test(key) };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, keys);
  return keys;
}

/** Below this similarity, an altered label is not recognised at all. */
const DRIFT_LIMIT = 0.7;
/** The best match must be this much ahead of the second. */
const DRIFT_MARGIN = 0.15;
const DRIFT_CACHE_LIMIT = 1024;

/** Labels by their comparable keys. */
export class LabelMap<L extends Label> {
  readonly #byKey = new Map<string, L[]>();
  readonly #nearest = new Map<string, L | null>();

  constructor(readonly labels: readonly L[]) {
    for (const label of labels) {
      for (const key of label.keys) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), label]);
    }
  }

  /** Every label that matches exactly, up to numbering, brackets and punctuation. */
  all(text: TextKeys): readonly L[] {
    if (!text.wordy) return [];
    return this.#byKey.get(text.key) ?? this.#byKey.get(text.bare) ?? [];
  }

  find(text: TextKeys): L | undefined {
    return this.all(text)[0];
  }

  has(text: TextKeys): boolean {
    return this.find(text) !== undefined;
  }

  /** The one label that an altered text can stand for: 「信访投诉举报类申请」 for 「信访举报投诉类申请」. */
  nearest(text: TextKeys): L | null {
    if (!text.wordy || text.key.length < 4) return null;
    const known = this.#nearest.get(text.key);
    if (known !== undefined) return known;
    const found = this.#search(text.key);
    if (this.#nearest.size >= DRIFT_CACHE_LIMIT) this.#nearest.clear();
    this.#nearest.set(text.key, found);
    return found;
  }

  #search(text: string): L | null {
    let best: L | null = null;
    let bestScore = 0;
    let second = 0;
    for (const label of this.labels) {
      const score = Math.max(...label.keys.map((key) => (sameSense(key, text) ? likeness(key, text) : 0)));
      if (score > bestScore) {
        second = bestScore;
        best = label;
        bestScore = score;
      } else if (score > second) second = score;
    }
    return bestScore >= DRIFT_LIMIT && bestScore - second >= DRIFT_MARGIN ? best : null;
  }
}

/** The statutory table that a row belongs to, according to labels that only that table has. */
export class TableIndex {
  readonly #owners = new Map<string, TableSpec | 'shared'>();

  constructor(edition: Edition) {
    for (const table of edition.tables) {
      const labels: Label[] = [...table.headings, ...table.rows];
      if (table.layout === 'blocks') labels.push(...table.blocks.flatMap((b) => [b.heading, ...b.columns]));
      else labels.push(...table.columns);
      if (table.layout === 'matrix') labels.push(...table.groups);
      for (const key of new Set(labels.flatMap((label) => label.keys))) {
        this.#owners.set(key, this.#owners.has(key) ? 'shared' : table);
      }
    }
  }

  /** The table with most of its own labels among the texts; null if there are none. */
  owner(texts: readonly TextKeys[]): TableSpec | null {
    let best: TableSpec | null = null;
    let bestHits = 0;
    const hits = new Map<TableSpec, number>();
    for (const text of texts) {
      if (!text.wordy) continue;
      const owner = this.#owners.get(text.key) ?? this.#owners.get(text.bare);
      if (owner === undefined || owner === 'shared') continue;
      const count = (hits.get(owner) ?? 0) + 1;
      hits.set(owner, count);
      if (count > bestHits) {
        best = owner;
        bestHits = count;
      }
    }
    return best;
  }
}

const indexes = new WeakMap<Edition, TableIndex>();

/** The edition's table index, built once. */
export function tableIndex(edition: Edition): TableIndex {
  const known = indexes.get(edition);
  if (known !== undefined) return known;
  const index = new TableIndex(edition);
  indexes.set(edition, index);
  return index;
}
