/**
 * Column pages that are shells: the page holds nothing but a frame, and the list stands in the framed page. A
 * family that finds nothing it understands on its column page asks here for the page to read instead.
 */

import { plural } from '../../src/text/plural.js';
import type { FetchedPage, ListReading, ListStep } from '../contract.js';
import { failure } from './list-page.js';
import { parseMarkup } from './markup.js';
import { linkAddress } from './report-links.js';
import { baseOf } from './targets.js';

/** Frames within frames that are followed. */
const MOST_DEPTH = 2;
/** Frames that hold no list, by their address. */
const NO_LIST = /visit|count|login|share|footer|header|banner|weather|tianqi|search|comment/i;

/**
 * The reading of a page that was not understood: the page in its frame, if it has one on the same host, as a step
 * with the state of this one; else `problem`.
 */
export function shellOr(html: string, page: FetchedPage, step: ListStep, problem: string): ListReading {
  const target = frameAddress(html, page.url);
  if (target === null) return failure(problem);
  const depth = typeof step.state.depth === 'number' ? step.state.depth : 0;
  if (depth >= MOST_DEPTH) {
    return failure(`${problem} (inside ${plural(depth, 'nested frame')}; ${target} was not followed)`);
  }
  const request = { url: target, method: 'GET' as const, headers: { referer: page.url } };
  return { steps: [{ request, state: { ...step.state, depth: depth + 1 } }], links: [], problems: [] };
}

/**
 * The first visible frame of a page that leads to another page on its host and may hold a list; else null. A frame
 * without an address may get it from the page's own query (Epoint: `openSubPage.html?specialurl=/…/govlist.html`).
 */
export function frameAddress(html: string, base: string): string | null {
  const $ = parseMarkup(html);
  const own = new URL(base);
  own.hash = '';
  const start = baseOf($, base);
  const frames = $('iframe, frame').toArray();
  for (const element of [...frames.filter(isMain), ...frames.filter((one) => !isMain(one))]) {
    const frame = $(element);
    if (isHidden(frame.attr('style') ?? '', frame.attr('width'), frame.attr('height'))) continue;
    const source = frame.attr('src') ?? '';
    const isEmpty = source === '' || /^(?:about:|javascript:)/i.test(source);
    const address = isEmpty ? pageInQuery(own, html) : linkAddress(source, start);
    if (address === null || address === own.href) continue;
    const url = new URL(address);
    if (url.host === own.host && !NO_LIST.test(url.pathname)) return address;
  }
  return null;
}

/** Of several frames, the one that is called the main one; a menu or a head is looked at last. */
function isMain({
  attribs: { name = '', id = '', src = '' },
}: {
  readonly attribs: Readonly<Record<string, string>>;
}) {
  return (
    /main|right|content|list|body/i.test(`${name} ${id} ${src}`) && !/left|top|head|foot|menu|nav/i.test(src)
  );
}

/** A page that the query of an address names, in a parameter that the page's scripts mention. */
function pageInQuery(url: URL, html: string): string | null {
  for (const [name, value] of url.searchParams) {
    if (/^\.{0,2}\/[^\s]{1,500}\.(?:[sj]?html?|jspx?|aspx?)(?:\?|$)/i.test(value) && html.includes(name)) {
      return linkAddress(value, url.href);
    }
  }
  return null;
}

function isHidden(style: string, width: string | undefined, height: string | undefined): boolean {
  return (
    /display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[;\s])(?:width|height)\s*:\s*0(?:px|%)?\s*(?:;|$)/i.test(
      style,
    ) || [width, height].some((length) => /^0(?:px|%)?$/.test(length?.trim() ?? ''))
  );
}
