import { describe, expect, it } from 'vitest';
import { counted, plural } from '../../src/text/plural.js';

describe('a number and its noun', () => {
  it.each([
    [0, '0 portals'],
    [1, '1 portal'],
    [2, '2 portals'],
  ])('%i: %s', (n, text) => expect(plural(n, 'portal')).toBe(text));

  it('has the plural it is given', () => expect(plural(2, 'agency', 'agencies')).toBe('2 agencies'));

  it.each([
    [1, 'figures_revised', '1 figure revision'],
    [2, 'figures_revised', '2 figure revisions'],
    [1, 'warning', '1 warning'],
    [3, 'withdrawn', '3 withdrawn'],
    [2, 'not_modified', '2 not modified'],
  ])('%i %s: %s', (n, name, text) => expect(counted(n, name)).toBe(text));
});
