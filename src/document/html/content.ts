import type { PageParts } from './measure.js';
import type { ElementNode } from './tree.js';

/** Less text than this, and no data table, is a stub. */
const REAL_TEXT = 40;

/** Text that is no link. */
const weight = ({ measure }: ElementNode): number => measure.text - measure.linked;

/**
 * The element that holds the article of a page: a known home of article bodies if one holds enough of the
 * page's text and tables, else the smallest element that holds most of them, at worst the whole body.
 */
export function chooseContent(parts: PageParts): ElementNode {
  return knownContent(parts) ?? densestPart(parts.body);
}

function knownContent({ body, candidates }: PageParts): ElementNode | undefined {
  const real = candidates.filter((each) => weight(each) >= REAL_TEXT || each.measure.tabular > 0);
  let chosen: ElementNode | undefined;
  for (const each of real) if (chosen === undefined || weight(each) > weight(chosen)) chosen = each;
  if (chosen === undefined) return undefined;
  if (chosen.measure.tabular < 0.6 * body.measure.tabular) return undefined;
  if (chosen.measure.tabular === 0 && weight(chosen) < 0.2 * weight(body)) return undefined;
  return innermost(chosen, real);
}

/** A home inside the home, where it holds nearly all of it, has less of the frame around the article. */
function innermost(outer: ElementNode, real: readonly ElementNode[]): ElementNode {
  let chosen = outer;
  for (const each of real) {
    if (isInside(each, chosen) && holdsMost(each, weight(outer), outer.measure.tabular)) chosen = each;
  }
  return chosen;
}

function isInside(element: ElementNode, outer: ElementNode): boolean {
  for (let at = element.parent; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function holdsMost(element: ElementNode, text: number, tabular: number): boolean {
  return weight(element) >= 0.8 * text && element.measure.tabular >= 0.9 * tabular;
}

const CONTAINERS: ReadonlySet<string> = new Set(
  'article body center div form main section table tbody td th tr'.split(' '),
);

/**
 * Goes down from the body as long as one child holds most of the text and nearly all of the tables; into a
 * single cell only where all the text of its table stands there, lest a figure beside a long text be lost.
 */
function densestPart(body: ElementNode): ElementNode {
  let part = body;
  let least = 0;
  for (;;) {
    const child = heaviestChild(part);
    if (child === undefined || !CONTAINERS.has(child.name) || weight(child) < least) break;
    if (!holdsMost(child, weight(body), body.measure.tabular)) break;
    if (child.name === 'table' && child.measure.tables === 0) least = weight(child);
    part = child;
  }
  while (/^(?:tbody|tr|table)$/.test(part.name) && part.parent !== null) part = part.parent;
  return part;
}

function heaviestChild(parent: ElementNode): ElementNode | undefined {
  let heaviest: ElementNode | undefined;
  for (let child = parent.first; child !== null; child = child.next) {
    if (child.kind !== 'element' || child.measure.skipped) continue;
    if (heaviest === undefined || weight(child) > weight(heaviest)) heaviest = child;
  }
  return heaviest;
}
