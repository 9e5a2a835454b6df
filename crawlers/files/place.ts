/** Where on a page its own files stand: in the article and beside it, not in what frames every page of the site. */
import type { Sighting } from './sight.js';
import { holds, type Part } from './tree.js';

/** The part of a page that is its content. */
export interface Place {
  /** Do files mentioned there belong to the page? */
  includes(sighting: Sighting): boolean;
  /** How much text it holds, links not counted, in characters. */
  readonly text: number;
  readonly cells: number;
}

/** Where content management systems put the body of an article. */
const HOME_IDS = new Set([
  'zoom',
  'ivs_content',
  'ucap-content',
  'vsb_content',
  'article_content',
  'articlecontent',
]);
const HOME_CLASSES = new Set(
  'article-content article_content trs_editor trs_editor_view trs_ueditor view wp_articlecontent v_news_content news_cont_d_wrap bt_content'.split(
    ' ',
  ),
);
/** Less text than this, and no file, is no article. */
const REAL_TEXT = 40;

const FRAME_NAMES = new Set(['nav', 'header', 'footer', 'aside', 'menu', 'head']);
const FRAME_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search']);
const FRAME_CLASS =
  /^(?:nav|navbar|navigation|menu|header|head|foot|footer|sidebar|aside|breadcrumbs?|crumbs?|copyright|top-?bar|friend-?links?|yqlj|links?|share)(?:[-_\d]|$)|[-_](?:nav|menu|footer|foot|sidebar|breadcrumbs?)$/i;
/** Of these some hold the article as well. */
const PERHAPS_FRAME = /^(?:header|head|links?|share)/i;

/** A longer text only mentions who runs or arranges something. */
const IMPRINT_LETTERS = 300;

const BLOCKS = new Set(['div', 'section', 'td', 'table', 'center', 'footer', 'article', 'main']);
const LISTS = new Set(['ul', 'ol', 'dl', 'menu']);
const FEW_LINKS = 4;
const LEVELS = 4;

const ATTACHMENTS_CLASS = /attach|annex|appendix|accessor|fujian|(?:^|[-_\s])(?:fj|xgfj|fjxz)/i;
const ATTACHMENTS_LABEL = /^[【[（(]?(?:(?:相关|有关)?附件|附[:：]|文件下载|相关下载)/;
const LABEL_LETTERS = 12;

/** Finds the content of a page: the known homes of article bodies, else the page without its frame. */
export function placeOf(parts: readonly Part[], sightings: readonly Sighting[]): Place {
  const frames = new Frames(parts);
  const homes = outermost(parts.filter((part) => isHome(part) && !frames.has(part)));
  const text = homes.reduce((sum, home) => sum + ink(home), 0);
  const isReal = text >= REAL_TEXT || sightings.some(({ part }) => within(homes, part));
  if (homes.length > 0 && isReal) {
    const cells = homes.reduce((sum, home) => sum + home.cells, 0);
    return { includes: (sighting) => belongsToHome(sighting, homes, frames), text, cells };
  }
  const lists = new LinkLists(sightings);
  return {
    includes: (sighting) =>
      isShown(sighting, frames) || (frames.isOpen(sighting.part) && !lists.has(sighting.part)),
    text: frames.textOutside(),
    cells: parts.filter((part) => part.parent === null).reduce((sum, part) => sum + part.cells, 0),
  };
}

function ink(part: Part): number {
  return part.text - part.linked;
}

function names(part: Part): string[] {
  return [part.attributes.id ?? '', ...(part.attributes.class ?? '').split(/\s+/)].filter(
    (name) => name !== '',
  );
}

function isHome(part: Part): boolean {
  const { id = '', class: classes = '' } = part.attributes;
  if (id === '' && classes === '') return part.name === 'article';
  return (
    part.name === 'article' ||
    HOME_IDS.has(id.toLowerCase()) ||
    classes.split(/\s+/).some((name) => HOME_CLASSES.has(name.toLowerCase()))
  );
}

/** Those that stand in no other; `parts` are in reading order. */
function outermost(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    if (last === undefined || !holds(last, part)) kept.push(part);
  }
  return kept;
}

/** Does one of `outer` (in reading order, none inside another) hold the part? */
function within(outer: readonly Part[], part: Part): boolean {
  const found = outer[firstThat(outer, ({ to }) => to >= part.from)];
  return found !== undefined && holds(found, part);
}

/** Does a part hold, or is it, one of `inner` (in reading order)? */
function holdsAny(part: Part, inner: readonly Part[]): boolean {
  const found = inner[firstThat(inner, ({ from }) => from >= part.from)];
  return found !== undefined && holds(part, found);
}

/** Where the first stands that passes, where all after it pass as well. */
function firstThat<T>(all: readonly T[], passes: (each: T) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = all[middle];
    if (each === undefined || passes(each)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What stands on every page of a site: navigation, head, foot. */
class Frames {
  readonly #frames: readonly Part[];
  /** From this element on the foot of the page is read. */
  readonly #foot: number;
  readonly #text: number;

  constructor(parts: readonly Part[]) {
    const roots = parts.filter((part) => part.parent === null);
    const whole = roots.reduce((sum, part) => sum + ink(part), 0);
    const precious = parts.filter((part) => isHome(part) || part.name === 'h1');
    this.#frames = outermost(parts.filter((part) => isFrame(part, whole, precious)));
    const imprint = parts.findLast(
      (part) => part.imprint && part.text <= IMPRINT_LETTERS && !within(this.#frames, part),
    );
    const foot = imprint === undefined ? null : footOf(imprint, precious);
    this.#foot = foot?.from ?? Number.POSITIVE_INFINITY;
    const framed = this.#frames.reduce((sum, part) => sum + ink(part), 0);
    this.#text = whole - framed - (foot === null ? 0 : ink(foot));
  }

  has(part: Part): boolean {
    return within(this.#frames, part);
  }

  /** Neither in a frame nor in the foot. */
  isOpen(part: Part): boolean {
    return part.from < this.#foot && !this.has(part);
  }

  textOutside(): number {
    return this.#text;
  }
}

function isFrame(part: Part, whole: number, precious: readonly Part[]): boolean {
  if (FRAME_NAMES.has(part.name)) return true;
  const { role = '' } = part.attributes;
  if (FRAME_ROLES.has(role)) return true;
  if (part.name === 'body' || part.name === 'html') return false;
  const said = names(part).filter((name) => FRAME_CLASS.test(name));
  if (said.length === 0) return false;
  if (!said.every((name) => PERHAPS_FRAME.test(name))) return true;
  return ink(part) * 2 <= whole && !holdsAny(part, precious);
}

/** The block that an imprint stands in; the imprint alone, where that block holds the article as well. */
function footOf(imprint: Part, precious: readonly Part[]): Part {
  let block: Part = imprint;
  while (!BLOCKS.has(block.name) && block.parent !== null) block = block.parent;
  const isWhole = /^(?:body|html|form)$/.test(block.name) || holdsAny(block, precious);
  return isWhole ? imprint : block;
}

/** A script or frame that shows a document belongs to the article wherever it stands outside of the frame. */
function isShown({ part, kind, embedded }: Sighting, frames: Frames): boolean {
  return embedded && kind !== 'image' && !frames.has(part) && (part.name === 'script' || frames.isOpen(part));
}

function belongsToHome(sighting: Sighting, homes: readonly Part[], frames: Frames): boolean {
  const { part, kind } = sighting;
  if (frames.has(part)) return false;
  if (within(homes, part) || isShown(sighting, frames)) return true;
  const [first] = homes;
  if (kind === 'image' || first === undefined || part.from < first.from) return false;
  return frames.isOpen(part) && isBesideLabel(part, homes);
}

/** Attachments often hang below the article: in an element named for them, or behind the word. */
function isBesideLabel(link: Part, homes: readonly Part[]): boolean {
  if (ATTACHMENTS_LABEL.test(link.head)) return true;
  let part = link;
  for (let level = 0; level < LEVELS; level++) {
    const { before, parent } = part;
    if (before !== null && before.text <= LABEL_LETTERS && ATTACHMENTS_LABEL.test(before.head)) return true;
    if (parent === null || parent.name === 'body' || holdsAny(parent, homes)) return false;
    if (ATTACHMENTS_LABEL.test(parent.head) || names(parent).some((name) => ATTACHMENTS_CLASS.test(name)))
      return true;
    part = parent;
  }
  return false;
}

/** Lists of links that mostly lead to no file: navigation that does not say so. */
class LinkLists {
  /** Where files are mentioned, ascending. */
  readonly #files: readonly number[];

  constructor(sightings: readonly Sighting[]) {
    const files = sightings.filter(({ kind }) => kind !== 'unknown');
    this.#files = [...new Set(files.map(({ part }) => part.from))];
  }

  has(part: Part): boolean {
    let block: Part | null = null;
    for (
      let outer = part.parent, level = 0;
      outer !== null && level < 2 * LEVELS;
      outer = outer.parent, level++
    ) {
      if (LISTS.has(outer.name) && this.#isNavigation(outer)) return true;
      if (block === null && (BLOCKS.has(outer.name) || outer.name === 'p')) block = outer;
    }
    return block !== null && block.linked * 5 >= block.text * 4 && this.#isNavigation(block);
  }

  #isNavigation(list: Part): boolean {
    if (list.links < FEW_LINKS) return false;
    const files = this.#upTo(list.to + 1) - this.#upTo(list.from);
    return files * 2 < list.links;
  }

  /** How many elements before this one mention files. */
  #upTo(from: number): number {
    return firstThat(this.#files, (file) => file >= from);
  }
}
