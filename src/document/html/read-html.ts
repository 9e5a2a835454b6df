import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import { chooseContent } from './content.js';
import { readFlow } from './flow.js';
import { measurePage } from './measure.js';
import { readMeta } from './meta.js';
import { type ElementNode, parseTree } from './tree.js';

/**
 * Reads a web page: the article it carries, without the page around it.
 *
 * @throws DocumentError `too_deep`, or `too_large` where a small page unfolds into a huge tree
 */
export function readHtml(html: string, limits: DocumentLimits): Content {
  const page = measurePage(parseTree(html, limits.depth));
  const content = chooseContent(page);
  const { blocks, issues } = readFlow(content, limits.cells);
  return { meta: readMeta(page), blocks, issues: [...truncation(html, content), ...issues] };
}

const FIRST_TAG = /<(?:!doctype\s+html|html)\b/iy;
const BEFORE_FIRST_TAG = /[\s\ufeff]+|<\?xml[^>]*>|<!--/y;
const END_MARK = /<\/(?:html|body)\s*>/i;
/** Scripts of visitor counters may stand behind the end mark. */
const NEAR_END = 8_192;

/** A box that was closed, at the very end: the page has no end mark because nobody wrote one. */
const CLOSED_BOX = /<\/(?:article|center|div|form|section|table)\s*>\s*$/i;

function truncation(html: string, content: ElementNode): DocumentIssue[] {
  if (!isWholePage(html) || END_MARK.test(html.slice(-NEAR_END))) return [];
  if (isLast(content) && !CLOSED_BOX.test(html.slice(-NEAR_END)))
    return [{ code: 'cut_off', message: 'the page ends in the middle of its main text' }];
  return [{ code: 'truncated', message: 'the page begins as a whole one but has no </body> or </html>' }];
}

/** Does nothing stand behind the element, no footer and no script? */
function isLast(element: ElementNode): boolean {
  for (let at: ElementNode | null = element; at !== null; at = at.parent) {
    for (let next = at.next; next !== null; next = next.next) if (next.kind === 'element') return false;
  }
  return true;
}

/** Whether the first thing in it, comments aside, is a doctype or `<html>`. */
function isWholePage(html: string): boolean {
  let at = 0;
  for (;;) {
    BEFORE_FIRST_TAG.lastIndex = at;
    const before = BEFORE_FIRST_TAG.exec(html)?.[0];
    if (before === undefined) break;
    at += before.length;
    if (before === '<!--') {
      const end = html.indexOf('-->', at);
      if (end < 0) return false;
      at = end + 3;
    }
  }
  FIRST_TAG.lastIndex = at;
  return FIRST_TAG.test(html);
}
