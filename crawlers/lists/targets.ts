/**
 * The address that an element of a page leads to, wherever the page keeps it: in `href`, in `data-url`, or in the call
 * that a click makes, as in `onclick="window.open('/zwgk/')"` or `href="javascript:show('/art/1.html')"`.
 */
import type { CheerioAPI } from 'cheerio';
import { linkAddress } from './report-links.js';

type Node = ReturnType<CheerioAPI>;

/** Elements that may lead somewhere. */
export const LEADING = 'a, area[href], [data-url], [data-href], [data-link], [onclick], option[value]';

/** Longest address that is looked for in a script's call. */
const MOST_LENGTH = 1000;
const QUOTED = new RegExp(`(['"])([^'"\\s]{1,${MOST_LENGTH}})\\1`, 'g');
const ADDRESS =
  /^(?:https?:\/\/|\.{0,2}\/)|\.(?:[sj]?html?|jspx?|aspx?|php|do|pdf|docx?|wps|ofd|xlsx?|et|zip|rar|7z)(?:\?|$)/i;

/** Where an element leads, as an absolute address; null for nowhere, or nowhere on the web. */
export function targetOf(element: Node, base: string): string | null {
  const href = element.attr('href');
  const inHref = href === undefined || isScript(href) ? null : linkAddress(href, base);
  if (inHref !== null) return inHref;
  const value = element.is('option') ? element.attr('value') : undefined;
  if (value !== undefined && ADDRESS.test(value)) return linkAddress(value, base);
  for (const name of ['data-url', 'data-href', 'data-link']) {
    const given = element.attr(name);
    const address = given === undefined || isScript(given) ? null : linkAddress(given, base);
    if (address !== null) return address;
  }
  return addressInCall(element.attr('onclick') ?? '', base) ?? addressInCall(href ?? '', base);
}

function isScript(text: string): boolean {
  return /^\s*javascript:/i.test(text);
}

/** The first quoted text of a script that reads like an address of a page or a file. */
function addressInCall(script: string, base: string): string | null {
  if (script === '') return null;
  for (const [, , text = ''] of script.matchAll(QUOTED)) {
    if (ADDRESS.test(text)) return linkAddress(text, base);
  }
  return null;
}

/** The address that relative links of a page stand on: `<base href>`, where the page has one. */
export function baseOf($: CheerioAPI, url: string): string {
  const given = $('base[href]').first().attr('href');
  return given === undefined ? url : (linkAddress(given, url) ?? url);
}
