import type { TextLine } from '../page/lines.js';
import type { PageFlow } from '../page-flow.js';
import type { PageItem } from '../page-item.js';
import { ACROSS } from './tolerances.js';

/** 「— 3 —」「-3-」「第3页」「第 3 页 共 6 页」「3/6」「Page 3 of 6」 */
const PAGE_NUMBER =
  /^(?:[-—–－‐·•\s]*第?\s*[\d０-９]{1,4}\s*页\s*[,，/／]?\s*(?:共\s*[\d０-９]{1,4}\s*页)?[-—–－‐·•\s]*|[-—–－‐·•]+\s*[\d０-９]{1,4}\s*[-—–－‐·•]+|[\d０-９]{1,4}\s*[/／]\s*[\d０-９]{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/iu;
const BARE_NUMBER = /^[\d０-９]{1,4}$/u;

/** Takes page numbers and running heads and feet away: they stand in the margins and come again. */
export function withoutFurniture(pages: readonly PageFlow[]): PageFlow[] {
  const running = runningLines(pages);
  return pages.map((page) => ({
    ...page,
    items: page.items.filter((item, i) => {
      if (item.kind === 'table' || !isAtEdge(page, i)) return true;
      const { text } = item.line;
      if (!inMargin(page, item.line)) return true;
      if (PAGE_NUMBER.test(text)) return false;
      return !running.has(placeOf(page, item.line));
    }),
  }));
}

function inMargin({ height }: PageFlow, line: TextLine): boolean {
  return line.y1 < height * ACROSS.pageMargin || line.y0 > height * (1 - ACROSS.pageMargin);
}

/** Does nothing but lines of the same margin stand between the line and the page's edge? */
function isAtEdge(page: PageFlow, index: number): boolean {
  const inside = (item: PageItem): boolean => item.kind === 'line' && inMargin(page, item.line);
  const top = (page.items[index]?.kind === 'line' && isTop(page, page.items[index])) || false;
  const beyond = top ? page.items.slice(0, index) : page.items.slice(index + 1);
  return beyond.length < ACROSS.linesInMargin && beyond.every(inside);
}

function isTop(page: PageFlow, item: PageItem): boolean {
  return item.kind === 'line' && item.line.y1 < page.height / 2;
}

/** A line by its place and its words, numbers aside. */
function placeOf(page: PageFlow, line: TextLine): string {
  const top = line.y1 < page.height / 2;
  const at = top ? line.y0 : page.height - line.y1;
  const words = line.text.replace(/[\d０-９]+/gu, '#').replace(/\s+/gu, '');
  return `${top ? 'top' : 'bottom'} ${Math.round(at / ACROSS.samePlace)} ${words}`;
}

/**
 * The places of lines in the margins that come again on most pages. A bare number counts only where it goes up
 * with the pages.
 */
function runningLines(pages: readonly PageFlow[]): ReadonlySet<string> {
  const seen = new Map<string, { pages: Set<number>; offsets: Set<number> }>();
  for (const page of pages) {
    for (const [i, item] of page.items.entries()) {
      if (item.kind === 'table' || !inMargin(page, item.line) || !isAtEdge(page, i)) continue;
      const place = placeOf(page, item.line);
      const known = seen.get(place) ?? { pages: new Set(), offsets: new Set() };
      seen.set(place, known);
      known.pages.add(page.number);
      if (BARE_NUMBER.test(item.line.text)) {
        known.offsets.add(Number(item.line.text.normalize('NFKC')) - page.number);
      }
    }
  }
  const running = new Set<string>();
  for (const [place, { pages: on, offsets }] of seen) {
    const often = on.size >= 2 && on.size > ACROSS.runningShare * pages.length;
    const counts = on.size >= 2 || (pages.length === 1 && offsets.has(0));
    if (place.endsWith(' #') ? counts && offsets.size === 1 : often) running.add(place);
  }
  return running;
}
