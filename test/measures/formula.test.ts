import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError, formulaText, parseFormula } from '../../src/measures/formula.js';
import { loadMeasures, parseMeasures } from '../../src/measures/measures.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { holds } from '../property.js';

const editions = loadEditions();
const shipped = loadMeasures(editions);

describe('a formula', () => {
  it('may differ between editions', () => {
    const given = { id: 'a', zh: '甲', en: 'a', note_zh: '甲', note_en: 'a', unit: 'ratio' };
    const measure = {
      ...given,
      formula: {
        '2019': 'requests.other.total.total / requests.new.total',
        '2021': 'requests.other.other.total / requests.new.total',
      },
    };
    const { all } = parseMeasures({ measures: [measure] }, editions);
    expect(all[0]?.text.size).toBe(2);
  });

  it('is shown with its terms written out, and means the same when it is read again', () => {
    const texts = shipped.all.flatMap(({ text }) => [...text.values()]);
    for (const text of texts) expect(formulaText(parseFormula(text), new Map())).toBe(text);
    expect(texts).toContain(
      'sum(requests.refused.*.total) / sum(requests.granted.total, requests.partial.total, requests.refused.*.total, requests.unavailable.*.total, requests.rejected.*.total, requests.other.*.total)',
    );
    const terms = new Map([['b', parseFormula('1 + 2')]]);
    expect(formulaText(parseFormula('-b / (2 - previous(a.b)) * b'), terms)).toBe(
      '(-(1 + 2) / (2 - previous(a.b))) * (1 + 2)',
    );
  });

  it('of any nonsense is refused by a FormulaError, and nothing else', () => {
    const words = fc.constantFrom(
      'a.b',
      'sum',
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      '/',
      '1',
      '2.5',
      'previous',
      'agencies',
      'x',
      '🙂',
      ' ',
      '.*',
      'a.*',
    );
    holds(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        try {
          parseFormula(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
    );
    expect(() => parseFormula('('.repeat(100_000))).toThrow(FormulaError);
    expect(() => parseFormula('-'.repeat(100_000))).toThrow(FormulaError);
  });
});
