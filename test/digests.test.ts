import { describe, expect, it } from 'vitest';
import { type ContentDigest, type PayloadDigest, toFiguresDigest, toPayloadDigest } from '../src/digests.js';
import { sha256 } from '../src/sha256.js';

describe('a digest', () => {
  it.each(['', 'abc', sha256('abc').toUpperCase(), `${sha256('abc')}0`])('is no digest: %j', (text) => {
    expect(() => toPayloadDigest(text)).toThrow('SHA-256');
    expect(() => toFiguresDigest(text)).toThrow('SHA-256');
  });

  it('of one layer is not that of another, nor any text: neither compiles', () => {
    const payload: PayloadDigest = toPayloadDigest(sha256('abc'));
    // @ts-expect-error bytes are not content
    const content: ContentDigest = payload;
    // @ts-expect-error a text that nobody has looked at
    const unseen: PayloadDigest = sha256('abc');
    expect([content, unseen]).toEqual([payload, payload]);
  });
});
