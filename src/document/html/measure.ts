import { PROSE_CELL } from '../flow/prose.js';
import { countInk } from '../flow/whitespace.js';
import { SightReader } from './css/cascade.js';
import { StyleSheet } from './css/style-sheet.js';
import { classesOf, isCell, isNoText, lineOf } from './elements.js';
import type { Sight } from './sight.js';
import { attribute, type ElementNode } from './tree.js';

/** Where content management systems put the body of an article. */
const CONTENT_IDS: ReadonlySet<string> = new Set(['zoom', 'ivs_content', 'UCAP-CONTENT', 'vsb_content']);
const CONTENT_CLASSES: ReadonlySet<string> = new Set([
  'article-content',
  'TRS_Editor',
  'view',
  'wp_articlecontent',
  'news_cont_d_wrap',
  'bt_content',
]);
/** Where they put its title, beside `<h1>`. */
const TITLE_CLASSES: ReadonlySet<string> = new Set(['title', 'art-title', 'art_title', 'article-title']);

/** What one walk over a page finds besides the measures it leaves on the elements. */
export interface PageParts {
  /** The element that holds everything shown. */
  readonly body: ElementNode;
  readonly title: ElementNode | undefined;
  /** Contents of the meta tags, by name in lower case; of several with one name, the first that is filled. */
  readonly metas: ReadonlyMap<string, string>;
  /** Elements that may be the heading of the article. */
  readonly headings: readonly ElementNode[];
  /** Elements that may be its body. */
  readonly candidates: readonly ElementNode[];
}

/** From so much text on, all of it together, a table is thought to be one of data. */
const TABLE_TEXT = 60;

/** Measures every element of the page (`element.measure`) and collects its parts, in one walk. */
export function measurePage(document: ElementNode): PageParts {
  const sights = sightsOf(document);
  document.sight = sights.root;
  const walk = new MeasureWalk(sights);
  walk.children(document, sights.root, false, null);
  return {
    body: walk.body ?? document,
    title: walk.title,
    metas: walk.metas,
    headings: walk.headings,
    candidates: walk.candidates,
  };
}

class MeasureWalk {
  body: ElementNode | undefined;
  title: ElementNode | undefined;
  readonly metas = new Map<string, string>();
  readonly headings: ElementNode[] = [];
  readonly candidates: ElementNode[] = [];

  constructor(private readonly sights: SightReader) {}

  /** Adds the measures of all children to those of their parent. */
  children(parent: ElementNode, sight: Sight, linked: boolean, table: ElementNode | null): void {
    const sum = parent.measure;
    for (let child = parent.first; child !== null; child = child.next) {
      if (child.kind === 'text') {
        const ink = sight.seen === false ? 0 : countInk(child.value);
        sum.text += ink;
        if (linked) sum.linked += ink;
      } else if (child.kind === 'element') {
        this.element(child, sight, linked, table);
        const { text, linked: inLinks, tabular, tables, cells, candidate, skipped } = child.measure;
        if (skipped) continue;
        sum.text += text;
        sum.linked += inLinks;
        sum.tabular += tabular;
        sum.tables += tables + (child.name === 'table' && cells > 1 && text > 0 ? 1 : 0);
        sum.candidate ||= candidate;
      }
    }
  }

  private element(element: ElementNode, around: Sight, linked: boolean, table: ElementNode | null): void {
    const { measure, name } = element;
    const sight = this.sights.of(element, around);
    element.sight = sight;
    if (sight === null || isNoText(element)) {
      measure.skipped = true;
      this.hiddenPart(element);
      return;
    }
    this.part(element);
    if (name === 'table') {
      this.children(element, sight, linked, element);
      this.dataTable(element);
      return;
    }
    if (table !== null && isCell(element)) table.measure.cells += 1;
    this.children(element, sight, linked || name === 'a', table);
  }

  /** Notes the element where it is a part of the page that somebody will ask for. */
  private part(element: ElementNode): void {
    const { name } = element;
    if (name === 'body' || name === 'frameset') this.body ??= element;
    if (name === 'h1') this.headings.push(element);
    for (const { name: key, value } of element.attributes) {
      if (key === 'id' && CONTENT_IDS.has(value)) this.candidate(element);
      if (key !== 'class') continue;
      for (const each of classesOf(element)) {
        if (CONTENT_CLASSES.has(each)) this.candidate(element);
        if (TITLE_CLASSES.has(each) && name !== 'h1') this.headings.push(element);
      }
    }
  }

  private candidate(element: ElementNode): void {
    if (element.measure.candidate) return;
    element.measure.candidate = true;
    this.candidates.push(element);
  }

  private hiddenPart(element: ElementNode): void {
    if (element.name === 'title') this.title ??= element;
    if (element.name !== 'meta') return;
    const name = attribute(element, 'name')?.trim().toLowerCase();
    const content = attribute(element, 'content')?.trim();
    if (name && content && !this.metas.has(name)) this.metas.set(name, content);
  }

  /** A table that only arranges others, or the page, or prose, is none of data. */
  private dataTable({ measure }: ElementNode): void {
    if (measure.tables > 0 || measure.candidate || measure.cells < 4) return;
    const own = measure.text - measure.linked;
    if (own >= TABLE_TEXT && measure.text / measure.cells < PROSE_CELL) measure.tabular = own;
  }
}

/** Reads the style sheets that the page carries, and whether it asks for others. */
function sightsOf(document: ElementNode): SightReader {
  const texts: string[] = [];
  let foreign = false;
  const walk = (parent: ElementNode): void => {
    for (let child = parent.first; child !== null; child = child.next) {
      if (child.kind !== 'element') continue;
      if (child.name === 'style' && isForScreens(child)) texts.push(lineOf(child));
      else if (child.name === 'link') foreign ||= /\bstylesheet\b/i.test(attribute(child, 'rel') ?? '');
      else walk(child);
    }
  };
  walk(document);
  foreign ||= texts.some((text) => /@import\b/i.test(text));
  return new SightReader(new StyleSheet(texts), foreign);
}

function isForScreens(style: ElementNode): boolean {
  const media = attribute(style, 'media');
  return media === undefined || /\b(?:all|screen)\b|^\s*$/i.test(media);
}
