/**
 * The address that an element of a page leads to, wherever the page keeps it: in `href`, in `data-url`, or in the call
 * that a click makes, as in `onclick="window.open('/zwgk/')"` or `href="javascript:show('/art/1.html')"`.
 */
import type { CheerioAPI } from 'cheerio';
import { isElement, type PageElement, textIn } from './page-nodes.js';
import { linkAddress } from './report-links.js';

type Node = ReturnType<CheerioAPI>;

/** Longest address that is looked for in a script's call. */
const MOST_LENGTH = 1000;
const QUOTED = new RegExp(`(['"])([^'"\\s]{1,${MOST_LENGTH}})\\1`, 'g');
const ADDRESS =
  /^(?:https?:\/\/|\.{0,2}\/)|\.(?:[sj]?html?|jspx?|aspx?|php|do|pdf|docx?|wps|ofd|xlsx?|et|zip|rar|7z)(?:\?|$)/i;

/** Where an element leads, as an absolute address; null for nowhere, or nowhere on the web. */
export function targetOf(element: Node, base: string): string | null {
  const [node] = element.toArray();
  return node !== undefined && isElement(node) ? addressOf(node, base) : null;
}

/** Where an element leads, as an absolute address; null for nowhere, or nowhere on the web. */
export function addressOf(element: PageElement, base: string): string | null {
  const { name, attribs } = element;
  const { href, onclick = '' } = attribs;
  const inHref = href === undefined || isScript(href) ? null : linkAddress(href, base);
  if (inHref !== null) return inHref;
  const value = name === 'option' ? (attribs.value ?? textIn(element)) : undefined;
  if (value !== undefined && ADDRESS.test(value)) return linkAddress(value, base);
  for (const attribute of DATA) {
    const given = attribs[attribute];
    const address = given === undefined || isScript(given) ? null : linkAddress(given, base);
    if (address !== null) return address;
  }
  return addressInCall(onclick, base) ?? addressInCall(href ?? '', base);
}

/** May an element lead somewhere? */
export function isLeading({ name, attribs }: PageElement): boolean {
  if (name === 'a' || attribs.onclick !== undefined) return true;
  if (name === 'area' && attribs.href !== undefined) return true;
  if (name === 'option' && attribs.value !== undefined) return true;
  return DATA.some((attribute) => attribs[attribute] !== undefined);
}

const DATA = ['data-url', 'data-href', 'data-link'] as const;

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
