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

const ONLY_HAN = /^\p{Script=Han}+$/u;

/**
 * BM25 scores, among the texts themselves: a phrase that few of them have weighs more.
 * @param phrases folded
 */
export function rankTexts(texts: readonly RankedText[], phrases: readonly string[]): readonly number[] {
  const counters = phrases.map(phraseCounter);
  const counts = texts.map(({ heading, text }) =>
    counters.map((count) => HEADING_WEIGHT * count(heading) + count(text)),
  );
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

/** Counts a phrase in a text. Han phrases are mostly there as they are, which spares folding the text. */
function phraseCounter(phrase: string): (text: string) => number {
  const folded = (text: string): number => findPhrase(foldText(text).text, phrase).length;
  if (!ONLY_HAN.test(phrase)) return folded;
  return (text) => {
    let count = 0;
    for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length)) count++;
    return count;
  };
}
