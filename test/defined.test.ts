import { describe, expect, it } from 'vitest';
import { defined } from '../src/defined.js';

describe('the fields that are given', () => {
  it('keeps every value but undefined, null and empty ones too, in the order given', () => {
    const fields = defined({ year: 2023, portal: undefined, agency: null, title: '', pages: 0 });
    expect(Object.entries(fields)).toEqual([
      ['year', 2023],
      ['agency', null],
      ['title', ''],
      ['pages', 0],
    ]);
  });

  it('is spread over defaults without wiping them out', () => {
    const asked: { pages?: number; zone?: string } = { zone: 'Asia/Shanghai' };
    expect({ pages: 5, zone: 'UTC', ...defined({ pages: asked.pages, zone: asked.zone }) }).toEqual({
      pages: 5,
      zone: 'Asia/Shanghai',
    });
  });

  it('types what may be undefined as optional, so that it fits where undefined does not', () => {
    const year: number | undefined = [2023].at(1);
    const query: { readonly year?: number; readonly kind: string } = defined({ year, kind: 'own' });
    expect(query).not.toHaveProperty('year');
  });
});
