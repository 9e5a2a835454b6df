import { withMarks } from './marks.js';
import type { UprightPage } from './page.js';
import { withStrikes } from './strikes.js';
import { PAGE } from './tolerances.js';

/**
 * The page with its struck text and its note marks in the notation of src/document/sight.ts, and without the lines that
 * strike. A page that was recognised stays as it is: there type has no exact size.
 */
export function asSeen(page: UprightPage): UprightPage {
  if (page.onlyRuled) return page;
  const { glyphs, rules } = withStrikes(page.glyphs, page.rules, page.slants);
  const walls = rules.filter(
    ({ x0, x1, y0, y1 }) => x1 - x0 <= PAGE.thickestRule && y1 - y0 > PAGE.shortestRule,
  );
  return { ...page, glyphs: withMarks(glyphs, walls), rules };
}
