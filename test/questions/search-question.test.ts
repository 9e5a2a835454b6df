import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { parseSearch } from '../../src/questions/search-question.js';
import { holds } from '../property.js';

const phrase = (text: string) => ({ kind: 'phrase', phrase: text }) as const;

describe('the words of a full-text question', () => {
  it.each([
    ['公开', phrase('公开')],
    ['公开 申请', { kind: 'and', parts: [phrase('公开'), phrase('申请')] }],
    ['公开 AND 申请', { kind: 'and', parts: [phrase('公开'), phrase('申请')] }],
    ['公开\u3000申请', { kind: 'and', parts: [phrase('公开'), phrase('申请')] }],
    ['复议 OR 诉讼', { kind: 'or', parts: [phrase('复议'), phrase('诉讼')] }],
    ['公开 -诉讼', { kind: 'but', keep: phrase('公开'), drop: phrase('诉讼') }],
    ['公开 NOT 诉讼', { kind: 'but', keep: phrase('公开'), drop: phrase('诉讼') }],
    ['-诉讼 公开', { kind: 'but', keep: phrase('公开'), drop: phrase('诉讼') }],
    ['「行政 复议」', phrase('行政复议')],
    ['"open data"', phrase('open data')],
    ['“不予公开”', phrase('不予公开')],
    ['第二十条第（一）项', phrase('第二十条第 一 项')],
    ['2022-2023', phrase('2022 2023')],
    ['a (b OR c)', { kind: 'and', parts: [phrase('a'), { kind: 'or', parts: [phrase('b'), phrase('c')] }] }],
    ['a OR b c', { kind: 'or', parts: [phrase('a'), { kind: 'and', parts: [phrase('b'), phrase('c')] }] }],
    ['or and not', { kind: 'and', parts: [phrase('or'), phrase('and'), phrase('not')] }],
  ])('%j', (text, tree) => expect(parseSearch(text)).toEqual(tree));

  it.each([
    ['', /empty/],
    ['  ', /empty/],
    ['公开 OR', /a word is missing at character 6/],
    ['OR 公开', /a word is missing before OR at character 1/],
    ['AND', /a word is missing before AND at character 1/],
    ['(公开', /missing closing \) for the bracket that opens at character 1/],
    ['公开)', /unexpected \) at character 3/],
    ['()', /a word is missing before \) at character 2/],
    ['公开 "申请', /missing closing " for the phrase that opens at character 4/],
    ['NOT 公开', /only words to exclude at character 1/],
    ['公开 OR -诉讼', /only words to exclude at character 7/],
    ['公开 ，', /has no letter, digit or Chinese character at character 4/],
    ['a NOT NOT b', /a word is missing before NOT/],
    [`${'('.repeat(30)}a${')'.repeat(30)}`, /more than 20 deep/],
    ['a '.repeat(50), /50 words/],
    ['a'.repeat(2000), /2000 characters/],
  ])('%j is refused', (text, message) => {
    expect(() => parseSearch(text)).toThrow(UsageError);
    expect(() => parseSearch(text)).toThrow(message);
  });

  it('whatever is typed is understood or refused, with no other error', () => {
    const piece = fc.constantFrom('公开', 'a', '(', ')', 'OR', 'AND', 'NOT', '-', '"', '「', '」', ' ', '，');
    holds(
      fc.property(
        fc.oneof(
          fc.array(piece).map((p) => p.join(' ')),
          fc.string(),
        ),
        (text) => {
          try {
            parseSearch(text);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});
