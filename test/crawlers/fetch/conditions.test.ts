import { describe, expect, it } from 'vitest';
import { conditionalHeaders, contradicts } from '../../../crawlers/fetch/conditions.js';

const NOW = Date.UTC(2025, 2, 1);
const PAST = 'Mon, 20 Jan 2025 00:00:00 GMT';
const FUTURE = 'Thu, 20 Mar 2031 00:00:00 GMT';

describe('a conditional request', () => {
  it.each([
    ['names the validators of the last capture', { etag: '"v1"', lastModified: PAST }, ['"v1"', PAST]],
    ['leaves out a date in the future', { etag: null, lastModified: FUTURE }, [undefined, undefined]],
    ['leaves out what is no date', { lastModified: '2024-01-20 ?' }, [undefined, undefined]],
    ['leaves out what is no header', { etag: 'v1\r\nx: y' }, [undefined, undefined]],
  ])('%s', (_what, conditions, [tag, date]) => {
    const headers = conditionalHeaders(conditions, NOW);
    expect([headers['if-none-match'], headers['if-modified-since']]).toEqual([tag, date]);
  });
});

describe('a 304', () => {
  it.each([
    ['names another tag', '"v1"', '"v2"', true],
    ['names the same tag', '"v1"', '"v1"', false],
    ['calls it weak', '"v1"', 'W/"v1"', false],
    ['leaves out the quotes', '"v1"', 'v1', false],
    ['leaves out what says that it is compressed', '"v1-gzip"', '"v1"', false],
    ['says it otherwise', '"v1"', '"v1;gzip"', false],
    ['names none', '"v1"', undefined, false],
  ])('that %s contradicts the request: %s, %s, %s', (_what, asked, own, isOther) => {
    const answered = own === undefined ? {} : { etag: own };
    expect(contradicts({ 'if-none-match': asked }, answered)).toBe(isOther);
  });

  it('that names a later date contradicts a request with a date alone', () => {
    const later = { 'last-modified': 'Tue, 21 Jan 2025 00:00:00 GMT' };
    expect(contradicts({ 'if-modified-since': PAST }, later)).toBe(true);
    expect(contradicts({ 'if-modified-since': PAST }, { 'last-modified': PAST })).toBe(false);
    expect(contradicts({ 'if-modified-since': PAST }, { 'last-modified': 'soon' })).toBe(false);
    const both = { 'if-none-match': '"v1"', 'if-modified-since': PAST };
    expect(contradicts(both, { ...later, etag: '"v1"' })).toBe(false);
  });
});
