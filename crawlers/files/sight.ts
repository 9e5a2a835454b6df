/** Every file that a page mentions anywhere, and by what it does: before it is asked where on the page it stands. */

import { linkAddress } from '../lists/report-links.js';
import { type AddressKind, type Destination, destination, isDocumentName } from './address.js';
import { fileNameOf } from './file-name.js';
import { tidyName } from './name.js';
import { addressesIn, shownIn } from './script.js';
import type { Part } from './tree.js';

/** A file, mentioned at one place of a page. */
export interface Sighting {
  readonly part: Part;
  readonly url: string;
  readonly kind: Exclude<AddressKind, 'page'>;
  readonly name: string;
  /** How much the name is worth: 2 for a text, 1 for a title, 0 for what the address says. */
  readonly worth: number;
  readonly embedded: boolean;
}

/** An address as it stands in the page. */
interface Mention {
  readonly href: string;
  readonly embedded: boolean;
  /** The page says that a document stands there, whatever the address looks like. */
  readonly surely?: boolean;
}

const CARRYING_ATTRIBUTE =
  /^(?:data-(?:pdf|ofd|doc|file|url|src|href|path|link)(?:-?(?:url|src|path))?|pdfsrc|(?:file|pdf|doc)_?(?:url|path|src)|furl)$/;
const CARRYING_PARAMETER = /^(?:src|movie|file|filename|url|data|value|pdf)$/i;
const DOCUMENT_TYPE = /^application\/(?:pdf|ofd|msword|vnd\.(?:openxml|ms-(?:word|excel))|x-(?:pdf|zip))/i;

/** The files that elements mention, in reading order; `base` is what relative addresses stand on. */
export function sightings(parts: readonly Part[], base: string): Sighting[] {
  const ground = groundOf(parts, base);
  return parts.flatMap((part) => mentions(part).flatMap((mention) => sight(part, mention, ground)));
}

/** What relative addresses on a page stand on: its `<base>`, else its own address. */
export function groundOf(parts: readonly Part[], base: string): string {
  const own = parts.find((part) => part.name === 'base' && part.attributes.href !== undefined);
  return own === undefined ? base : (linkAddress(own.attributes.href ?? '', base) ?? base);
}

function sight(part: Part, { href, embedded, surely }: Mention, base: string): Sighting[] {
  const leads = destination(href, base);
  if (leads === null) return [];
  const kind = kindOf(part, leads, surely === true);
  if (kind === 'page') return [];
  if (kind === 'image' && !isScan(part, leads)) return [];
  return [{ part, url: leads.url, kind, ...nameOf(part, leads.url), embedded: embedded || kind === 'image' }];
}

/** A link says more than its address, where it says that it is a document, or is called as one. */
function kindOf(part: Part, { kind, path }: Destination, isSurely: boolean): AddressKind {
  if (kind !== 'page' && kind !== 'unknown') return kind;
  if (isSurely) return 'download';
  const isCalled = part.name === 'a' && isDocumentName(tidyName(part.content));
  return isCalled && !PAGE_NAME.test(path) ? 'unknown' : kind;
}

const PAGE_NAME = /\.[a-z]{0,2}html?$/i;

function mentions(part: Part): Mention[] {
  const { name, attributes } = part;
  if (name === 'script') return shownIn(part.content).map((href) => ({ href, embedded: true }));
  if (name === 'img') return imageSources(part).map((href) => ({ href, embedded: true }));
  const found: Mention[] = [];
  const script = (code: string) => {
    for (const href of addressesIn(code)) found.push({ href, embedded: false });
  };
  const typed = DOCUMENT_TYPE.test(attributes.type ?? '');
  for (const [key, value] of Object.entries(attributes)) {
    if (value.length < 3) continue;
    if (key === 'href' && (name === 'a' || name === 'area')) {
      if (/^\s*javascript:/i.test(value)) script(value);
      else found.push({ href: value, embedded: false, surely: typed || attributes.download !== undefined });
    } else if (isFrameSource(name, key)) found.push({ href: value, embedded: true, surely: typed });
    else if (name === 'param' && key === 'value' && CARRYING_PARAMETER.test(attributes.name ?? ''))
      found.push({ href: value, embedded: true });
    else if (name === 'input' && key === 'value') {
      if (/pdf|file|url/i.test(`${attributes.id} ${attributes.name}`))
        found.push({ href: value, embedded: true });
    } else if (key === 'onclick') script(value);
    else if (CARRYING_ATTRIBUTE.test(key)) found.push({ href: value, embedded: name !== 'a' });
  }
  return found;
}

function isFrameSource(name: string, key: string): boolean {
  if (name === 'object') return key === 'data';
  return (name === 'iframe' || name === 'embed' || name === 'frame') && (key === 'src' || key === 'data-src');
}

/** Where a page puts what its editors upload; the rest are pictures of the site's design. */
const UPLOADED =
  /upload|attach|picture|\/art\/|\/files?\/|\/__local\/|\/[wp]0?\d{8,}|\/images?\/\d|\/(?:19|20)\d\d[-/]?\d\d/i;
const DESIGN =
  /icon|file_?type|emotion|emoji|logo|banner|qr_?code|erweima|ewm|\/dialogs\/|\/themes?\/|\/skins?\/|\/templates?\/|btn|button|weixin|wechat/i;
/** In pixels; smaller ones are icons. */
const LEAST_SIDE = 200;

/** Is an image one that the page consists of: a scanned page, a table as a picture? */
function isScan(part: Part, { path }: Destination): boolean {
  if (!UPLOADED.test(path) || DESIGN.test(path)) return false;
  if (part.name !== 'img') return true;
  const { width, height, style = '' } = part.attributes;
  const styled = [...style.matchAll(/(?:^|[;\s])(?:width|height)\s{0,5}:\s{0,5}(\d+)(?:\.\d+)?px/gi)];
  const plain = [width, height].map((side) => /^\s*(\d+)(?:\.\d+)?\s*(?:px)?\s*$/i.exec(side ?? ''));
  return [...styled, ...plain].every((match) => match === null || Number(match[1]) >= LEAST_SIDE);
}

/** The image's addresses, a lazily loaded one's true address first; none where it is the face of a link. */
function imageSources(part: Part): string[] {
  for (let outer = part.parent, level = 0; outer !== null && level < 4; outer = outer.parent, level++) {
    const href = outer.name === 'a' ? outer.attributes.href : undefined;
    if (href !== undefined && !/^\s*(?:#|javascript:|$)/i.test(href)) return [];
  }
  const { attributes } = part;
  const lazy = attributes['data-original'] ?? attributes['data-src'] ?? attributes['data-lazy-src'];
  const source = lazy ?? attributes.src;
  return source === undefined ? [] : [source];
}

function nameOf({ name, attributes, content }: Part, url: string): { name: string; worth: number } {
  const text = name === 'a' ? tidyName(content) : '';
  if (text !== '') return { name: text, worth: 2 };
  const listed = /['"]?title['"]?\s{0,5}:\s{0,5}['"]([^'"]{1,300})['"]/.exec(
    attributes['sudyfile-attr'] ?? '',
  )?.[1];
  const titles = [attributes.title, listed, attributes.download, name === 'img' ? attributes.alt : ''];
  const title = titles.map((each) => tidyName(each ?? '')).find((each) => each !== '');
  if (title !== undefined) return { name: title, worth: 1 };
  return { name: fileNameOf({}, url) ?? '', worth: 0 };
}
