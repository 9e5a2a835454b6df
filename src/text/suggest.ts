import { likeness } from './label.js';

const ALIKE = 0.4;

/** The candidates most like the word, best first; none where none is. */
export function closest(word: string, candidates: Iterable<string>, most = 3): readonly string[] {
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of candidates) {
    const score = likeness(word.toLowerCase(), candidate.toLowerCase());
    if (score >= ALIKE) scored.push({ candidate, score });
  }
  scored.sort((a, b) => b.score - a.score || a.candidate.length - b.candidate.length);
  return scored.slice(0, most).map(({ candidate }) => candidate);
}
