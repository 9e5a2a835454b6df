/** Reading a list to its end: what to request next, and whether the list has as many entries as announced. */

import { z } from 'zod';
import { sha256 } from '../../src/sha256.js';
import { plural } from '../../src/text/plural.js';

/** Where the reading of a list stands. */
export interface Walk {
  /** The first record of the page asked for, from 1. */
  readonly start: number;
  /** From 1, in the order of asking. */
  readonly pageNumber: number;
  /** Records per request; after the first answer, at most as many as that had. */
  readonly size: number;
  /** Records the list says it has. */
  readonly total: number | null;
  /** Digests of the items of the first page and of the page before. */
  readonly first: string;
  readonly previous: string;
}

/** What one page of a list held. */
export interface WalkAnswer {
  /** Records in all, as the answer says. */
  readonly total: number | null;
  /** Pages in all, as the answer says. */
  readonly pages?: number | null;
  /** Records in this answer. */
  readonly came: number;
  /** The addresses of all of them, reports or not. */
  readonly items: readonly string[];
}

export interface WalkStep<W extends Walk> {
  /** What to request next, or null at the end. */
  readonly next: W | null;
  readonly problems: readonly string[];
}

/** The beginning of a list. */
export function walkFrom(size: number, total: number | null = null): Walk {
  return { start: 1, pageNumber: 1, size, total, first: '', previous: '' };
}

/**
 * Goes on from one page to the next, by what came back and not by what was asked for. It ends where the promised
 * total is reached, at an empty page, or where records come again; an end before the promised one is a problem. A
 * total below what already came is not believed. `place` names the list in problems.
 */
export function nextWalk<W extends Walk>(walk: W, answer: WalkAnswer, place: string): WalkStep<W> {
  const total = answer.total ?? walk.total;
  const pages = answer.pages ?? null;
  const isFirst = walk.pageNumber === 1;
  const isPromised =
    (total !== null && walk.start <= total) || (pages !== null && walk.pageNumber <= pages && total === null);
  const stop = (problem?: string) => ({ next: null, problems: problem === undefined ? [] : [problem] });

  if (answer.came === 0 || answer.items.length === 0) {
    if (isFirst && (total ?? 0) === 0) return stop(`${place} is empty`);
    if (!isPromised) return stop();
    return stop(`${place} says ${extent(total, pages)}, but returned no link from record ${walk.start} on`);
  }
  const mark = digest(answer.items);
  if (mark === walk.previous || mark === walk.first) {
    const isUnknown = total === null && pages === null;
    // That a list of unknown length obeys the page number shows from its second page.
    if (!isPromised && !(isUnknown && walk.pageNumber === 2)) return stop();
    const of = total === null ? '' : ` of ${total}`;
    return stop(`${place} returned the same records again at record ${walk.start}${of}`);
  }
  const start = walk.start + answer.came;
  const isLast = pages !== null && walk.pageNumber >= pages;
  // A full first page may state its own size as the total.
  const isOwnSize = isFirst && pages === null && start - 1 === total && answer.came >= walk.size;
  if ((start - 1 === total && !isOwnSize) || (isLast && (total === null || start > total))) return stop();
  const isDoubtful = pages === null && (total === null || start > total);
  if (!isFirst && isDoubtful && answer.came < walk.size) return stop();
  // The server's own page size, learned from its first answer, keeps page numbers and records in step.
  const size = isFirst ? Math.min(walk.size, answer.came) : walk.size;
  const first = isFirst ? mark : walk.first;
  return {
    next: { ...walk, start, pageNumber: walk.pageNumber + 1, size, total, first, previous: mark },
    problems: [],
  };
}

function extent(total: number | null, pages: number | null): string {
  return total === null ? plural(pages ?? 0, 'page') : plural(total, 'record');
}

/** A walk as it travels in a step's state; read it again with `walkSchema`. */
export function walkState(walk: Walk): Record<keyof Walk, string | number> {
  const { start, pageNumber, size, total, first, previous } = walk;
  return { start, pageNumber, size, total: total ?? -1, first, previous };
}

/** Reads what `walkState` wrote. */
export const walkSchema = z.object({
  start: z.number(),
  pageNumber: z.number(),
  size: z.number(),
  total: z.number().transform((total) => (total < 0 ? null : total)),
  first: z.string(),
  previous: z.string(),
});

/** A short mark of a page's items. */
export function digest(items: readonly string[]): string {
  return sha256(items.join('\n'), 'base64url').slice(0, 16);
}

/** The number of pages a page's pager says, as in 「共3页」 or 「1/3页」; null where it says none. */
export function pagesSaid(html: string): number | null {
  const text = html.replace(/<[^<>]*>|&nbsp;|&#160;|\s/gi, '');
  const said = /共(?:计|有)?[::]?(\d{1,5})页/.exec(text) ?? /(?<!\d)\d{1,5}\/(\d{1,5})页/.exec(text);
  return said === null ? null : Number(said[1]);
}

/** The number of records a pager says, as in 「共45条」; null where it says none. */
export function recordsSaid(html: string): number | null {
  const text = html.replace(/<[^<>]*>|&nbsp;|&#160;|\s/gi, '');
  const said = /共(?:计|有)?[::]?(\d{1,7})(?:条|个?记录|篇)/.exec(text);
  return said === null ? null : Number(said[1]);
}
