import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrase, foldText, indexTokens, phraseTokens } from '../../src/text/search-text.js';
import { holds } from '../property.js';

const fold = (text: string): string => foldText(text).text;

describe('text is folded so that what drifts between sources makes no difference', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123'],
    ['收到 申请 3 件', '收到申请3件'],
    ['收到\u3000申请', '收到申请'],
    ['申请，答复', '申请 答复'],
    ['（一）主动公开', '一 主动公开'],
    ['Open  Data', 'open data'],
    ['3.5万元', '3 5万元'],
    ['1,137件', '1137件'],
    ['1，234，567', '1234567'],
    ['第3，1234号', '第3 1234号'],
    ['有3，4件', '有3 4件'],
    ['段一\n段二', '段一 段二'],
    ['⾏政', '行政'],
    ['信\u200b息', '信息'],
    ['。，！', ''],
  ])('%j is searched as %j', (source, folded) => expect(fold(source)).toBe(folded));

  it('and every folded character knows where it comes from', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme' }), (source) => {
        const { text, starts, ends } = foldText(source);
        expect(starts).toHaveLength(text.length);
        expect(ends).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) {
          const [start = -1, end = -1] = [starts[i], ends[i]];
          expect(start).toBeGreaterThanOrEqual(starts[i - 1] ?? 0);
          if (text[i] !== ' ') expect(fold(source.slice(start, end))).toContain(text[i]);
        }
      }),
    );
  });
});

describe('the tokens of the index', () => {
  it.each([
    ['信息公开3件', ['信息', '息公', '公开', '开', '3', '件']],
    ['税', ['税']],
    ['公开。信息', ['公开', '开', '信息', '息']],
    ['A、公司', ['a', '\u00a6', '公司', '司']],
    ['𠮷野家', ['𠮷野', '野家', '家']],
  ])('of %j', (source, tokens) => expect(indexTokens(fold(source))).toEqual(tokens));

  it.each([
    ['公开', ['公开'], false],
    ['不予公开', ['不予', '予公', '公开'], false],
    ['税', ['税'], true],
    ['2023年', ['2023', '年'], true],
    ['年度3件数', ['年度', '度', '3', '件数'], false],
  ])('of the phrase %j', (phrase, tokens, isPrefix) =>
    expect(phraseTokens(fold(phrase))).toEqual({ tokens, isPrefix }),
  );
});

describe('a phrase in a text', () => {
  it.each([
    ['收到13件', '3件', 0],
    ['收到3件', '3件', 1],
    ['公开公开公开', '公开', 3],
    ['人人人', '人人', 1],
    ['公开。信息', '公开信息', 0],
    ['公开 信息', '公开信息', 1],
    ['cats', 'cat', 0],
    ['總體情況', '总体情况', 1],
    ['总体情况', '總體情況', 1],
    ['線上直播，關於後續', '关于后续', 1],
    ['乾隆', '干隆', 1],
  ])('%j has %j %i times', (text, phrase, times) =>
    expect(findPhrase(fold(text), fold(phrase))).toHaveLength(times),
  );
});
