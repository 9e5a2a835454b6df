import { raised } from '../sight.js';

/** Where a link begins and ends in a text. */
export type LinkedStretch = readonly [from: number, to: number];

/** Fields whose result is a link, most of them to a note ([MS-DOC] 2.9.90, ECMA-376 part 1, 17.16.5). */
export const LINKING_FIELD = /^\s*(?:HYPERLINK|NOTEREF)\b/iu;

/**
 * A cell's text with the links in it as note marks, where digits are linked and other digits stand beside them: nobody
 * links a part of a number. A cell that is one link keeps its text.
 */
export function withLinkedMarks(text: string, links: readonly LinkedStretch[]): string {
  let rest = '';
  let marked = '';
  let isMarked = false;
  let at = 0;
  for (const [from, to] of links) {
    if (from < at) continue;
    const linked = text.slice(from, to);
    const plain = text.slice(at, from);
    rest += plain;
    const isMark = /\d/u.test(linked);
    isMarked ||= isMark;
    marked += plain + (isMark ? raised(linked) : linked);
    at = to;
  }
  rest += text.slice(at);
  return isMarked && /\d/u.test(rest) ? marked + text.slice(at) : text;
}
