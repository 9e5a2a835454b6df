import { findDay, findPublished } from '../../text/dates.js';
import { foldLine } from '../flow/whitespace.js';
import type { DocumentMeta } from '../model.js';
import { classesOf, lineOf } from './elements.js';
import type { PageParts } from './measure.js';
import type { ElementNode } from './tree.js';

/**
 * What the page says of itself: the GB/T meta tags first, then `<title>`, the article's heading, and a
 * 发布日期 anywhere in its text.
 */
export function readMeta(parts: PageParts): DocumentMeta {
  const { metas } = parts;
  const title = parts.title === undefined ? '' : foldLine(lineOf(parts.title));
  const heading = articleHeading(parts.headings, title);
  const published = findDay(metas.get('pubdate') ?? '') ?? findPublished(foldLine(lineOf(parts.body)));
  return {
    ...filled('title', title || heading),
    ...filled('articleTitle', metas.get('articletitle') ?? heading),
    ...filled('published', published),
    ...filled('contentSource', metas.get('contentsource')),
    ...filled('columnName', metas.get('columnname')),
    ...filled('siteName', metas.get('sitename')),
  };
}

function filled(key: keyof DocumentMeta, value: string | undefined): DocumentMeta {
  const text = foldLine(value ?? '');
  return text === '' ? {} : { [key]: text };
}

const LONGEST_HEADING = 150;

/**
 * Headings and boxes called `title` are many on a page. The article's is the longest that `<title>` repeats;
 * where it repeats none, one that is named for an article, else the first `<h1>`, else the first.
 */
function articleHeading(headings: readonly ElementNode[], title: string): string | undefined {
  let repeated = '';
  let best: { text: string; rank: number } | undefined;
  for (const element of headings) {
    if (element.measure.text < 4 || element.measure.text > LONGEST_HEADING) continue;
    const text = foldLine(lineOf(element));
    if (text.length > repeated.length && title.includes(text)) repeated = text;
    const rank = headingRank(element);
    if (best === undefined || rank > best.rank) best = { text, rank };
  }
  return repeated || best?.text;
}

function headingRank(element: ElementNode): number {
  if (classesOf(element).some((name) => /^art(?:icle)?[-_]title$/.test(name))) return 2;
  return element.name === 'h1' ? 1 : 0;
}
