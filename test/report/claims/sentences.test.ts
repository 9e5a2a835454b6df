import { describe, expect, it } from 'vitest';
import {
  asSum,
  claimsOf,
  contradictions,
  type Meant,
  PARTED,
  SENTENCES,
  type Sentence,
} from './sentences.js';

/** Does a claim say what a mark of the sentence does? A denial of several quantities denies each. */
function says(meant: Meant, claim: ReturnType<typeof claimsOf>[number]): boolean {
  if (meant.value !== claim.value) return false;
  const sums = claim.readings.map(asSum);
  const isTerm = (whole: string): boolean => claim.indicator.split('+').every((id) => whole.includes(id));
  return meant.readings.some((whole) => sums.includes(whole) || (meant.value === 0 && isTerm(whole)));
}

const SHAPES = [...new Set(SENTENCES.map(({ shape }) => shape))];
const of = (shape: string): Sentence[] => SENTENCES.filter((sentence) => sentence.shape === shape);

describe.each(SHAPES)('%s', (shape) => {
  it.each(of(shape).map((sentence) => [sentence.text, sentence] as const))('%s', (_, sentence) => {
    const claims = claimsOf(sentence.text, sentence.under);
    const required = sentence.meant.filter(({ optional }) => !optional);
    expect(required.filter((meant) => !claims.some((claim) => says(meant, claim)))).toEqual([]);
    expect(claims.filter((claim) => !sentence.meant.some((meant) => says(meant, claim)))).toEqual([]);
  });
});

describe('what is true contradicts nothing', () => {
  it.each([...PARTED])('%s', (_, isParted) => {
    const contradicted = SENTENCES.flatMap(({ text, under, report }) =>
      contradictions(claimsOf(text, under, isParted), report).map((message) => `${text}: ${message}`),
    );
    expect(contradicted).toEqual([]);
  });
});

/** At least this share of what was made untrue was found when the sentences were written down. */
const FOUND = 0.9;

it('most of what is untrue is found, and all that a required mark says', () => {
  const untrue = SENTENCES.flatMap((sentence) =>
    sentence.untrue.map((made, i) => ({ ...made, under: sentence.under, meant: sentence.meant[i] })),
  ).filter(({ meant }) => meant?.readings[0] !== 'processing_fee.amount'); // no figure of the tables
  const missed = untrue.filter(
    ({ text, under, report }) => contradictions(claimsOf(text, under), report).length === 0,
  );
  const share = 1 - missed.length / untrue.length;
  console.info(
    `${untrue.length - missed.length} of ${untrue.length} untrue sentences found (${(share * 100).toFixed(1)} %)`,
  );
  expect(missed.filter(({ meant }) => meant?.optional !== true).map(({ text }) => text)).toEqual([]);
  expect(share).toBeGreaterThanOrEqual(FOUND);
});

it('there are enough of them, of every shape', () => {
  expect(SENTENCES.length).toBeGreaterThanOrEqual(540);
  expect(of('neutral').length).toBeGreaterThanOrEqual(50);
});
