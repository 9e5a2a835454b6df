import { DocumentError } from '../../errors.js';

/** Attributes that one tag may have; the tokenizer compares each with all before it. */
const MOST_ATTRIBUTES = 2_000;
/** In a page shorter than this no tag can hold enough attributes to cost anything. */
const HARMLESS = 100_000;

/**
 * Looks over a page before it is parsed: the tokenizer's work on a tag grows with the square of its attributes.
 *
 * @throws DocumentError `too_large`
 */
export function refuseMonstrousTags(html: string): void {
  if (html.length < HARMLESS) return;
  let at = html.indexOf('<');
  while (at >= 0) at = html.indexOf('<', skipTag(html, at + 1));
}

/** From the name of a tag to behind its `>`, or behind the end tag of a script or style. */
function skipTag(html: string, from: number): number {
  if (!/[a-z]/i.test(html.charAt(from))) return from;
  const raw = /^(?:script|style)\b/i.exec(html.slice(from, from + 7))?.[0];
  if (raw !== undefined) return skipRawText(html, from, raw);
  let attributes = 0;
  let inWord = true;
  for (let at = from; at < html.length; at += 1) {
    const char = html.charAt(at);
    if (char === '>') return at + 1;
    if (char === '=') {
      const quote = /["']/.exec(html.charAt(at + 1))?.[0];
      const end = quote === undefined ? at : html.indexOf(quote, at + 2);
      if (end < 0) return html.length;
      inWord = quote === undefined;
      at = end;
    } else if (char === '/' || char <= ' ') {
      inWord = false;
    } else if (!inWord) {
      inWord = true;
      attributes += 1;
      if (attributes > MOST_ATTRIBUTES) {
        throw new DocumentError('too_large', `a tag has more than ${MOST_ATTRIBUTES} attributes`);
      }
    }
  }
  return html.length;
}

function skipRawText(html: string, from: number, name: string): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}
