import { type FoldedText, findPhrase, phraseTokens } from '../../../src/text/search-text.js';
import type { SearchNode, TextSpan } from '../../contract/archive.js';

/** The question in FTS5 syntax. Every token is quoted, so that none is taken for an operator. */
export function matchExpression(node: SearchNode): string {
  switch (node.kind) {
    case 'phrase': {
      const { tokens, isPrefix } = phraseTokens(node.phrase);
      return `"${tokens.join(' ')}"${isPrefix ? ' *' : ''}`;
    }
    case 'and':
    case 'or':
      return `(${node.parts.map(matchExpression).join(node.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'but':
      return `(${matchExpression(node.keep)} NOT ${matchExpression(node.drop)})`;
  }
}

/** Does the folded text match the question? The same test as the index applies, on the text itself. */
export function answers(node: SearchNode, folded: string): boolean {
  switch (node.kind) {
    case 'phrase':
      return findPhrase(folded, node.phrase).length > 0;
    case 'and':
      return node.parts.every((part) => answers(part, folded));
    case 'or':
      return node.parts.some((part) => answers(part, folded));
    case 'but':
      return answers(node.keep, folded) && !answers(node.drop, folded);
  }
}

/** The phrases to look for, each once, without the excluded ones. */
export function wantedPhrases(node: SearchNode): readonly string[] {
  switch (node.kind) {
    case 'phrase':
      return [node.phrase];
    case 'and':
    case 'or':
      return [...new Set(node.parts.flatMap(wantedPhrases))];
    case 'but':
      return wantedPhrases(node.keep);
  }
}

/** The ranges of phrases in the source of the folded text, in order; touching or overlapping ones are merged. */
export function hitsOf(folded: FoldedText, phrases: readonly string[]): readonly TextSpan[] {
  const spans = phrases
    .flatMap((phrase) =>
      findPhrase(folded.text, phrase).map((at) => ({
        start: folded.starts[at] ?? 0,
        end: folded.ends[at + phrase.length - 1] ?? 0,
      })),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}
