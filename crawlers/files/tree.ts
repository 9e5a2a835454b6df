/** A page as elements in reading order, with what telling its content from its frame takes. Linear in the page. */
import type { CheerioAPI } from 'cheerio';
import { load } from '../cheerio.js';
import { shallow } from './shallow.js';

type Root = ReturnType<CheerioAPI['root']>[number];
type Node = Root['childNodes'][number];
type Element = Extract<Node, { attribs: unknown }>;

/** One element of a page. */
export interface Part {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Part | null;
  /** The element before it, of those with the same parent. */
  readonly before: Part | null;
  /** Where it begins and ends, counted in elements; what it holds lies between. */
  readonly from: number;
  readonly to: number;
  /** How many characters of text it holds, spaces not counted, and how many of them in links. */
  readonly text: number;
  readonly linked: number;
  /** How many links it holds. */
  readonly links: number;
  readonly cells: number;
  /** The beginning of its text, without spaces. */
  readonly head: string;
  /** The text of a link; the code of a script. */
  readonly content: string;
  /** It says who runs the site, in its own text. */
  readonly imprint: boolean;
}

type Writable = { -readonly [Key in keyof Part]: Part[Key] };

const HEAD_LETTERS = 20;
const CONTENT_LETTERS = 500;
/** What stands in these is neither text nor link of the page. */
const SKIPPED = new Set(['style', 'template', 'textarea', 'select', 'svg', 'math', 'title']);
const IMPRINT = /主办(?:单位)?\s*[：:]|版权所有|ICP\s*备|网站标识码|网安备|Copyright/i;

/** The elements of a page, in reading order. */
export function readParts(html: string): Part[] {
  const $ = load(shallow(closed(html)), { xml: { xmlMode: false, decodeEntities: true } }, false);
  const [root] = $.root().toArray();
  return root === undefined ? [] : new Walk().read(root.childNodes);
}

const BLOCK_TAG =
  /<\/?(?:address|article|aside|blockquote|center|dd|div|dl|dt|footer|form|h[1-6]|header|li|main|nav|ol|p|section|table|tbody|td|tr|ul)\b/i;

/** The page with each link whose end was forgotten ended at the next block, or the next link. */
function closed(html: string): string {
  const [before = '', ...links] = html.split(/(?=<a\s)/i);
  return (
    before +
    links
      .map((link) => {
        if (/<\/a[\s>]/i.test(link)) return link;
        const end = link.search(BLOCK_TAG);
        return end < 0 ? `${link}</a>` : `${link.slice(0, end)}</a>${link.slice(end)}`;
      })
      .join('')
  );
}

interface Level {
  readonly part: Writable | null;
  readonly link: Writable | null;
  readonly children: readonly Node[];
  at: number;
  last: Writable | null;
}

class Walk {
  readonly #parts: Writable[] = [];
  readonly #levels: Level[] = [];

  read(children: readonly Node[]): Part[] {
    this.#levels.push({ part: null, link: null, children, at: 0, last: null });
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      const node = level.children[level.at++];
      if (node === undefined) this.#leave();
      else if (node.type === 'text') this.#text(node.data, level);
      else if ('attribs' in node) this.#enter(node, level);
    }
    return this.#parts;
  }

  #enter(element: Element, level: Level): void {
    if (SKIPPED.has(element.name)) return;
    const from = this.#parts.length;
    const part: Writable = {
      name: element.name,
      attributes: element.attribs,
      parent: level.part,
      before: level.last,
      from,
      to: from,
      text: 0,
      linked: 0,
      links: 0,
      cells: 0,
      head: '',
      content: '',
      imprint: false,
    };
    this.#parts.push(part);
    level.last = part;
    if (element.name === 'script') {
      for (const child of element.childNodes) if (child.type === 'text') part.content += child.data;
      return;
    }
    const isLink = element.name === 'a' && element.attribs.href !== undefined;
    if (isLink) part.links = 1;
    if (element.name === 'td' || element.name === 'th') part.cells = 1;
    const link = isLink ? part : level.link;
    this.#levels.push({ part, link, children: element.childNodes, at: 0, last: null });
  }

  #leave(): void {
    const part = this.#levels.pop()?.part ?? null;
    if (part === null) return;
    part.to = this.#parts.length - 1;
    const outer = this.#levels.at(-1)?.part ?? null;
    if (outer === null) return;
    outer.text += part.text;
    outer.linked += part.linked;
    outer.links += part.links;
    outer.cells += part.cells;
  }

  #text(data: string, { part, link }: Level): void {
    const ink = data.replace(/\s+/g, '');
    if (link !== null && link.content.length < CONTENT_LETTERS) {
      link.content += data.slice(0, CONTENT_LETTERS);
    }
    if (part === null || ink === '') return;
    part.text += ink.length;
    if (link !== null) part.linked += ink.length;
    if (IMPRINT.test(data)) part.imprint = true;
    // What encloses an element has all of its text: from the first with a full head on, all are full.
    for (let at = this.#levels.length - 1; at >= 0; at--) {
      const outer = this.#levels[at]?.part;
      if (outer === null || outer === undefined || outer.head.length >= HEAD_LETTERS) break;
      outer.head = (outer.head + ink).slice(0, HEAD_LETTERS);
    }
  }
}

/** Does `outer` hold `part`, or is it the same? */
export function holds(outer: Part, part: Part): boolean {
  return outer.from <= part.from && part.from <= outer.to;
}
