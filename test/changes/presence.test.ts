import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leavesNothing,
  nightOf,
  type Sighting,
  vanishingSources,
  type Watched,
} from '../../src/changes/presence.js';
import { holds } from '../property.js';

const NIGHT = '2024-03-01';
const healthy = { night: NIGHT, complete: true, nights: 3 };

function watched(
  sighting: Sighting,
  more: Partial<Watched['source']> & { isListed?: boolean } = {},
): Watched {
  const { isListed = false, ...source } = more;
  return {
    sighting,
    isListed,
    source: {
      url: `https://www.example.gov.cn/art/${sighting}.html`,
      kind: 'page',
      portal: 'example',
      listing: {},
      report: { region: '330482', agency: '某局', year: 2023, kind: 'own' },
      etag: null,
      lastModified: null,
      payload: null,
      firstSeen: null,
      lastSeen: null,
      page: null,
      goneNights: 0,
      goneNight: null,
      withdrawnAt: null,
      ...source,
    },
  };
}

const found = watched('found', { isListed: true });
const vanishing = (sources: readonly Watched[], options = healthy) =>
  vanishingSources(sources, options).vanishing.map((one) => [
    one.url.replace(/^.*\/|\.html$/g, ''),
    one.goneNights,
  ]);

describe('a night', () => {
  it.each([
    ['2024-03-01T11:00:00+08:00', '2024-02-29'],
    ['2024-03-01T23:50:00+08:00', '2024-03-01'],
    ['2024-03-02T00:10:00+08:00', '2024-03-01'],
    ['2024-03-02T11:59:59+08:00', '2024-03-01'],
    ['2024-03-02T12:00:00+08:00', '2024-03-02'],
  ])('at %s is that of %s, from noon to noon in Shanghai', (instant, night) => {
    expect(nightOf(new Date(instant))).toBe(night);
  });
});

describe('a source is gone on a night', () => {
  it('that answered 404 where other reports were found, listed or not', () => {
    expect(vanishing([found, watched('gone', { isListed: true })])).toEqual([['gone', 1]]);
  });

  it('that no whole list names any more, and that shows another page', () => {
    expect(vanishing([found, watched('silent')])).toEqual([['silent', 1]]);
  });

  it('that answered 404 and left a whole list, though nothing else is known of the portal', () => {
    expect(vanishing([watched('gone')])).toEqual([['gone', 1]]);
  });

  it('as often as it was before, and once more', () => {
    const source = watched('gone', { goneNights: 2, goneNight: '2024-02-27' });
    expect(vanishingSources([found, source], healthy).vanishing).toMatchObject([
      { goneNights: 3, goneNight: NIGHT, isDue: true },
    ]);
  });
});

describe('a source is not gone', () => {
  it.each([
    [
      'that a list names, and whose page says it is not there',
      [found, watched('silent', { isListed: true })],
    ],
    ['that failed', [found, watched('unclear')]],
    ['on a portal that shows no report at all but still lists it', [watched('gone', { isListed: true })]],
    ['twice in one night', [found, watched('gone', { goneNights: 1, goneNight: NIGHT })]],
    ['once more, when it was already gone for good', [found, watched('gone', { goneNights: 3 })]],
  ])('%s', (_, sources) => {
    expect(vanishing(sources)).toEqual([]);
  });

  it('that left a list which could not be read to its end', () => {
    expect(vanishing([found, watched('silent')], { ...healthy, complete: false })).toEqual([]);
  });

  it('where more are gone than found: that is the portal', () => {
    const many = Array.from({ length: 5 }, (_, i) => watched('gone', { url: `https://example.gov.cn/${i}` }));
    const word = vanishingSources([found, ...many], healthy);
    expect(word.vanishing).toEqual([]);
    expect(word.problem).toMatch(/^5 known reports are gone at once, and 1 were found/);
  });
});

it('whatever a night brings, only gone and silent sources vanish, and never more than once a night', () => {
  const sighting = fc.constantFrom<Sighting>('found', 'gone', 'silent', 'unclear');
  const source = fc
    .tuple(sighting, fc.boolean(), fc.nat(4), fc.constantFrom(null, NIGHT, '2024-02-20'))
    .map(([seen, isListed, goneNights, goneNight]) => watched(seen, { isListed, goneNights, goneNight }));
  holds(
    fc.property(fc.array(source, { maxLength: 20 }), fc.boolean(), (sources, complete) => {
      const named = sources.map((one, i) => ({ ...one, source: { ...one.source, url: String(i) } }));
      const { vanishing: gone } = vanishingSources(named, { ...healthy, complete });
      for (const { url, goneNights } of gone) {
        const before = named[Number(url)];
        expect(['gone', 'silent']).toContain(before?.sighting);
        expect(goneNights).toBe((before?.source.goneNights ?? 0) + 1);
        expect(before?.source.goneNight).not.toBe(NIGHT);
      }
    }),
  );
});

describe('a report is withdrawn', () => {
  it('once its last published source is gone long enough; a local copy is no publication', () => {
    expect(leavesNothing([{ kind: 'page', goneNights: 3 }], 3)).toBe(true);
    expect(
      leavesNothing(
        [
          { kind: 'page', goneNights: 3 },
          { kind: 'file', goneNights: 0 },
        ],
        3,
      ),
    ).toBe(true);
  });

  it('not while another address has it, or has had it until lately', () => {
    for (const goneNights of [0, 2]) {
      expect(
        leavesNothing(
          [
            { kind: 'page', goneNights: 3 },
            { kind: 'attachment', goneNights },
          ],
          3,
        ),
      ).toBe(false);
    }
  });
});
