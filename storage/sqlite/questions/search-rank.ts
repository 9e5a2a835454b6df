import { findPhrase, foldText } from '../../../src/text/search-text.js';

export interface RankedText {
  readonly heading: string;
  readonly text: string;
}

/** BM25's usual constants: how soon repetition stops counting (k1), and how much length counts (b). */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** A hit in the heading says more about a section's subject. */
const HEADING_WEIGHT = 3;

/**
 * BM25 scores within the given texts: a phrase that few of them contain weighs more.
 * @param phrases folded
 */
export function rankTexts(texts: readonly RankedText[], phrases: readonly string[]): readonly number[] {
  const counts = texts.map((text) => weighedCounts(text, phrases));
  const weights = phrases.map((_, i) => {
    const having = counts.filter((row) => (row[i] ?? 0) > 0).length;
    return Math.log(1 + (texts.length + 1) / (having + 0.5));
  });
  const lengths = texts.map(({ heading, text }) => heading.length + text.length);
  const average = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length));
  return counts.map((row, index) => {
    const norm = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * (lengths[index] ?? 0)) / average);
    return row.reduce(
      (score, count, i) => score + ((weights[i] ?? 0) * count * (SATURATION + 1)) / (count + norm),
      0,
    );
  });
}

/** Most texts contain the phrase unfolded, which spares folding them; only the others are folded. */
function weighedCounts({ heading, text }: RankedText, phrases: readonly string[]): readonly number[] {
  const weigh = (head: string, body: string): number[] =>
    phrases.map(
      (phrase) => HEADING_WEIGHT * findPhrase(head, phrase).length + findPhrase(body, phrase).length,
    );
  const plain = weigh(heading.toLowerCase(), text.toLowerCase());
  return plain.some((count) => count > 0) ? plain : weigh(foldText(heading).text, foldText(text).text);
}
