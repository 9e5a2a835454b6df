import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EVENTS, PRESETS } from '../../src/config/settings/notice-settings.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { sign } from '../../src/notices/signature.js';
import { holds } from '../property.js';
import { fenced, guide, printedCheck } from './setup.js';

const AT = new Date('2024-02-01T18:30:00Z');

describe('docs/notices.md', () => {
  it('shows a configuration that is valid', () => {
    expect(() => parseSettings(parse(fenced('yaml')))).not.toThrow();
  });

  it('explains every event and preset', () => {
    for (const word of [...EVENTS, ...PRESETS]) expect(guide).toContain(`\`${word}\``);
  });

  it('shows a check that knows our signatures, and no others', async () => {
    const isGenuine = await printedCheck();
    holds(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1 }),
        (body, secret, n) => {
          const header = sign(body, secret, AT);
          const now = AT.getTime();
          expect(isGenuine(header, body, secret, now)).toBe(true);
          expect(isGenuine(header, `${body}x`, secret, now)).toBe(false);
          expect(isGenuine(header, body, `${secret}x`, now)).toBe(false);
          expect(isGenuine(header, body, secret, now + 301_000)).toBe(false);
          const other = `t=${Math.floor(now / 1000) + (n % 300)},${header.split(',')[1]}`;
          expect(isGenuine(other, body, secret, now)).toBe(n % 300 === 0);
        },
      ),
      { numRuns: 30 },
    );
    for (const header of ['', 't=,v1=', 'v1=00', `t=1,v1=${'0'.repeat(63)}`])
      expect(isGenuine(header, '', 'x', 0)).toBe(false);
  });
});
