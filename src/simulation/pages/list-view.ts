/** A list as one request sees it: in good health, or under a fault that strikes lists alone. */

import { partSeed, seededRandom } from '../reports/random.js';
import type { Channel } from '../reports/report-data.js';
import type { ListedArticle, Publications } from '../server/publications.js';

/** Faults of lists: every page of them answers well, and yet they are not what was published. */
export const LIST_FAULTS = ['empty-list', 'shuffled-list', 'duplicate-entries'] as const;

export type ListFault = (typeof LIST_FAULTS)[number];

export interface ListView {
  readonly fault: ListFault | null;
  /** The entries of a family's list, newest first where nothing is wrong. */
  entries(channel: Channel): readonly ListedArticle[];
  /** Does to any list what the fault does to lists. */
  arrange<T>(items: readonly T[]): readonly T[];
}

/** The lists under a fault; `turn` counts the requests that it has struck, from 1. */
export function listView(publications: Publications, fault: ListFault | null, turn: number): ListView {
  const arrange = <T>(items: readonly T[]): readonly T[] => {
    switch (fault) {
      case 'empty-list':
        return [];
      case 'shuffled-list':
        return shuffled(items, turn);
      case 'duplicate-entries':
        return doubled(items);
      case null:
        return items;
    }
  };
  return { fault, arrange, entries: (channel) => arrange(publications.listed(channel)) };
}

/** Another order at every turn, the same ones in every run. */
function shuffled<T>(items: readonly T[], turn: number): readonly T[] {
  const random = seededRandom(partSeed('shuffled list', turn));
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Each item twice, a place or two apart: whatever the page size, some stand on two pages. */
function doubled<T>(items: readonly T[]): readonly T[] {
  const twice: T[] = [];
  items.forEach((item, index) => {
    twice.push(item);
    const before = items[index - 1];
    if (before !== undefined) twice.push(before);
  });
  const last = items.at(-1);
  return last === undefined ? twice : [...twice, last];
}
