/** Parsing what a portal sends as markup, in linear time whatever it is. */
import type { CheerioAPI } from 'cheerio';
import { load } from '../cheerio.js';
import { shallow } from '../files/shallow.js';

/**
 * A page or a piece of one as a tree, in a box of its own: cheerio's work on elements without a parent grows with the
 * square of their number, and with the depth of nesting.
 */
export function parseMarkup(html: string): CheerioAPI {
  return load(`<div>${shallow(html)}</div>`, { xml: { xmlMode: false, decodeEntities: true } }, false);
}
