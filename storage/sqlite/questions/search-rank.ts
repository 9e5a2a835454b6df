import { findPhrase, foldText } from '../../../src/text/search-text.js';

export interface RankedText {
  readonly heading: string;
  readonly text: string;
}

/** BM25's usual constants: how soon repetition stops to count, and how much length does. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** A hit in the heading says more of what a section is about. */
const HEADING_WEIGHT = 3;

/**
 * BM25 scores, among the texts themselves: a phrase that few of them have weighs more.
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

/** Most texts have a phrase as it is, which spares folding them; those that have none are folded after all. */
function weighedCounts({ heading, text }: RankedText, phrases: readonly string[]): readonly number[] {
  const weigh = (head: string, body: string): number[] =>
    phrases.map(
      (phrase) => HEADING_WEIGHT * findPhrase(head, phrase).length + findPhrase(body, phrase).length,
    );
  const plain = weigh(heading.toLowerCase(), text.toLowerCase());
  return plain.some((count) => count > 0) ? plain : weigh(foldText(heading).text, foldText(text).text);
}
