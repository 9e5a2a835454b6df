/** Pages that a report's page shows in frames: the report, or its tables, may stand in them. */
import { destination } from './address.js';
import { groundOf } from './sight.js';
import type { Part } from './tree.js';

/** What stands around the content of many pages, by the words of its address. */
const AROUND =
  /(?:^|[/_.-])(?:top|left|right|bottom|head(?:er)?|foot(?:er)?|nav|menu|banner|side(?:bar)?|visit\w*|count\w*|tongji|login|share|weather|tianqi|search|comment|map|ad|ads)(?:[\d_.-]|$)/i;
/** In pixels; a frame that is smaller shows nothing. */
const LEAST_SIDE = 10;

/** A page in a frame. */
export interface FrameLink {
  /** To be fetched. */
  readonly url: string;
  /** As the page around it calls it: with what changes at every visit. */
  readonly address: string;
}

/** The framed pages on the page's own host, each once, in order. */
export function framedPages(parts: readonly Part[], base: string): FrameLink[] {
  const ground = groundOf(parts, base);
  const own = new URL(base);
  own.hash = '';
  const found = new Map<string, FrameLink>();
  for (const part of parts) {
    if (part.name !== 'iframe' && part.name !== 'frame') continue;
    const source = part.attributes.src?.trim() ?? '';
    if (source === '' || !URL.canParse(source, ground) || isHidden(part)) continue;
    const leads = destination(source, ground);
    if ((leads?.kind !== 'page' && leads?.kind !== 'unknown') || leads.url === own.href) continue;
    const url = new URL(leads.url);
    if (url.host !== own.host || AROUND.test(lastOf(url.pathname)) || found.has(leads.url)) continue;
    found.set(leads.url, { url: leads.url, address: calledBy(source, ground) });
  }
  return [...found.values()];
}

function calledBy(source: string, ground: string): string {
  const url = new URL(source, ground);
  url.hash = '';
  return url.href;
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function isHidden({ attributes }: Part): boolean {
  const { style = '', width = '', height = '', hidden } = attributes;
  if (hidden !== undefined || /(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i.test(style))
    return true;
  const styled = [
    ...style.matchAll(/(?:^|[;\s])(?:width|height)\s{0,5}:\s{0,5}(\d{1,6})(?:px)?\s{0,5}(?:;|$)/gi),
  ];
  const sides = [...styled.map(([, side]) => side ?? ''), width, height];
  return sides.some(
    (side) => /^\s*\d{1,6}\s*(?:px)?\s*$/i.test(side) && Number.parseInt(side, 10) < LEAST_SIDE,
  );
}
