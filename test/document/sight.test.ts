import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lowered, raised, struck, withoutStruck, wordsOf } from '../../src/document/sight.js';
import { holds } from '../property.js';

describe('what a reader sees is written as plain text', () => {
  it.each([
    [raised('1'), '¹'],
    [raised(' 12 '), '¹²'],
    [raised('[1]'), '⁽¹⁾'],
    [raised('注1'), '⁽注1⁾'],
    [raised('①'), '⁽①⁾'],
    [raised('¹'), '¹'],
    [raised(''), ''],
    [lowered('2'), '₂'],
    [lowered('a'), '₍a₎'],
    [struck('67 5'), '6̶7̶ 5̶'],
    [struck(struck('8')), '8̶'],
  ])('%j', (written, expected) => {
    expect(written).toBe(expected);
  });
});

test('what is raised, lowered or struck is no word, whatever it holds', () => {
  const characters = fc.string({ unit: fc.constantFrom(...'0189注甲a ()[]①（）') });
  const mark = fc.constantFrom(raised, lowered, struck);
  holds(
    fc.property(characters, mark, (text, write) => {
      expect(wordsOf(`规章${write(text)}数`).replace(/\s/gu, '')).toBe('规章数');
    }),
  );
});

test('struck text leaves what is not struck as it was', () => {
  const characters = fc.string({ unit: fc.constantFrom(...'0189甲a ') });
  holds(
    fc.property(characters, characters, (a, b) => {
      expect(withoutStruck(a + struck(b).trimEnd()).trim()).toBe(a.trim());
    }),
  );
});
