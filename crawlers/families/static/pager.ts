/** How a static list goes on: the address of the next page, read from the page in hand. */
import { readAnchors } from '../../lists/list-items.js';
import { pagesSaid } from '../../lists/paging.js';

/** A page of a static list. */
export interface ListPage {
  readonly html: string;
  /** The address that answered. */
  readonly url: string;
  /** The address of the first page. */
  readonly columnUrl: string;
  /** Which page of the list this is, from 1. */
  readonly number: number;
}

export type NextPage =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'page';
      readonly url: string;
      /** The page in hand says how many pages there are, and this is one of them. */
      readonly isPromised: boolean;
      /** Made up from a template, without any word of how many pages there are. */
      readonly isGuess: boolean;
    }
  | { readonly kind: 'lost'; readonly problem: string };

const END: NextPage = { kind: 'end' };
const NEXT_WORDS = /^(?:下一?[页頁]|后一页|next(?:page)?)[>»›]*$/i;
/** Words of a pager; a link with such a text is no article. */
export const PAGER_WORDS =
  /^(?:\d{1,4}|首页|第一页|[上前]一?[页頁]|[下后]一?[页頁]|[尾末][页頁]|最后一页|\.{2,}|…|[<>«»‹›]+|更多[>»]*|more)$/i;

/**
 * Where the list goes on. `template` overrides what the page says: an address with `{n}` (the number of the page,
 * from 1), `{n-1}`, or `{down}` (pages count down to 1, as 博达 numbers them; `down` is the number of the page in
 * hand, or null on the first page).
 */
export function nextPage(page: ListPage, template: string | undefined, down: number | null): NextPage {
  if (template !== undefined) return fromTemplate(page, template, down);
  return fromTrs(page) ?? fromLinks(page) ?? (isMissing(page) ? lost(page) : END);
}

/** The number that stands for `{down}` in an address made from the template; null where it has none. */
export function downNumber(url: string, template: string | undefined, columnUrl: string): number | null {
  if (template === undefined || !template.includes('{down}')) return null;
  const number = templatePattern(template, columnUrl).exec(url)?.[1];
  return number === undefined ? null : Number(number);
}

function fromTemplate(page: ListPage, template: string, down: number | null): NextPage {
  const pattern = templatePattern(template, page.columnUrl);
  const numbers = readAnchors(page.html, page.url).map(({ url }) => Number(pattern.exec(url)?.[1] ?? 0));
  const highest = Math.max(0, ...numbers);
  if (template.includes('{down}')) {
    const next = page.number === 1 ? highest : (down ?? 1) - 1;
    if (next < 1) return END;
    const url = new URL(template.replace('{down}', String(next)), page.columnUrl).href;
    return { kind: 'page', url, isPromised: true, isGuess: false };
  }
  const said = pagesOf(page) ?? (highest === 0 ? null : highest + (template.includes('{n-1}') ? 1 : 0));
  if (said !== null && page.number >= said) return END;
  const next = page.number + 1;
  const address = template.replace('{n-1}', String(next - 1)).replace('{n}', String(next));
  const url = new URL(address, page.columnUrl).href;
  return { kind: 'page', url, isPromised: said !== null, isGuess: said === null };
}

/** Tells the addresses made from a template; the number is the first group. */
function templatePattern(template: string, columnUrl: string): RegExp {
  const mark = 'nianbaopagenumber';
  const { href } = new URL(template.replace(/\{(?:n|n-1|down)\}/, mark), columnUrl);
  return new RegExp(`^${href.split(mark).map(literal).join('(\\d{1,5})')}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** TRS: `createPageHTML(12, 0, "index", "html")` writes the pager; page 2 of it is `index_1.html`. */
function fromTrs(page: ListPage): NextPage | null {
  const call = trsCall(page.html);
  if (call === null) return null;
  if (page.number >= call.pages) return END;
  const url = new URL(`${call.name}_${page.number}.${call.extension}`, page.url).href;
  return { kind: 'page', url, isPromised: true, isGuess: false };
}

function trsCall(html: string): { pages: number; name: string; extension: string } | null {
  for (const match of html.matchAll(/createPageHTML\s*\(([^()]*)\)/gi)) {
    const given = (match[1] ?? '').split(',').map((argument) => argument.trim().replace(/^["']|["']$/g, ''));
    const at = given.findIndex(
      (argument, index) => /^\d+$/.test(argument) && /^\d+$/.test(given[index + 1] ?? ''),
    );
    const [pages, , name, extension] = at < 0 ? [] : given.slice(at);
    if (pages !== undefined && name && extension) {
      return { pages: Number(pages), name, extension: extension.replace(/^\./, '') };
    }
  }
  return null;
}

/** A 「下一页」 link, or a link whose text is the next number. */
function fromLinks(page: ListPage): NextPage | null {
  const anchors = readAnchors(page.html, page.url).filter(({ url }) => isPagerAddress(url, page));
  const next =
    anchors.find(({ text }) => NEXT_WORDS.test(text.replace(/\s/g, ''))) ??
    anchors.find(({ text }) => text.replace(/[[\]\s]/g, '') === String(page.number + 1));
  if (next === undefined) return null;
  return { kind: 'page', url: next.url, isPromised: (pagesOf(page) ?? 0) > page.number, isGuess: false };
}

/** Another page of the same list: the same host, and an address at or below the column's. */
function isPagerAddress(address: string, page: ListPage): boolean {
  if (address === page.url || address === page.columnUrl) return false;
  const url = new URL(address);
  const column = new URL(page.columnUrl);
  const folder = column.pathname.slice(0, column.pathname.lastIndexOf('/') + 1);
  return url.host === column.host && url.pathname.startsWith(folder);
}

function pagesOf(page: ListPage): number | null {
  const variable = /\b(?:countPage|totalPages?|pageCount)\s*[=:]\s*["']?(\d{1,5})\b/i.exec(page.html)?.[1];
  return (
    trsCall(page.html)?.pages ?? pagesSaid(page.html) ?? (variable === undefined ? null : Number(variable))
  );
}

function isMissing(page: ListPage): boolean {
  return (pagesOf(page) ?? 0) > page.number;
}

function lost(page: ListPage): NextPage {
  const problem = `${page.url} says ${pagesOf(page)} pages, but no address of page ${page.number + 1} was recognised; set pages`;
  return { kind: 'lost', problem };
}
