import type { TextSpan } from '../../storage/contract/archive.js';

/** A stretch of text around hits. */
export interface Snippet {
  readonly text: string;
  /** Within the snippet. */
  readonly hits: readonly TextSpan[];
  /** The text continues before or after the snippet. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

const LENGTH = 80;

/**
 * The stretch of about `length` characters that has the most hits, the first of them a quarter from its beginning.
 * @param hits in order, not overlapping; without any it is the beginning
 */
export function snippetOf(text: string, hits: readonly TextSpan[], length = LENGTH): Snippet {
  const from = bestStart(text, hits, length);
  const start = wholeCharacter(text, from);
  const end = wholeCharacter(text, Math.min(text.length, start + length));
  const inside = hits.filter((hit) => hit.start < end && hit.end > start);
  return {
    text: text.slice(start, end),
    hits: inside.map((hit) => ({
      start: Math.max(0, hit.start - start),
      end: Math.min(end, hit.end) - start,
    })),
    cutBefore: start > 0,
    cutAfter: end < text.length,
  };
}

function bestStart(text: string, hits: readonly TextSpan[], length: number): number {
  let best = { start: 0, count: 0 };
  let next = 0;
  for (const [index, hit] of hits.entries()) {
    const start = Math.max(0, Math.min(hit.start - Math.floor(length / 4), text.length - length));
    next = Math.max(next, index);
    while ((hits[next]?.end ?? Number.POSITIVE_INFINITY) <= start + length) next++;
    const count = next - index;
    if (count > best.count) best = { start, count };
  }
  return best.start;
}

/** Not between the two halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/** The snippet on one line, its hits marked, without terminal control characters. */
export function markSnippet(snippet: Snippet, mark: (hit: string) => string): string {
  const part = (start: number, end?: number): string =>
    snippet.text.slice(start, end).replace(/[\s\p{Cc}]*[\p{Cc}\u2028\u2029][\s\p{Cc}]*/gu, ' ');
  let line = '';
  let at = 0;
  for (const { start, end } of snippet.hits) {
    line += part(at, start) + mark(part(start, end));
    at = end;
  }
  line = `${line}${part(at)}`.trim();
  return `${snippet.cutBefore ? '…' : ''}${line}${snippet.cutAfter ? '…' : ''}`;
}
