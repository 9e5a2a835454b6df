import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure, NullReason } from '../../src/report/model.js';
import { holds } from '../property.js';
import { blank, commitOf, indicator, OFFICE, openedArchive, value } from './builders.js';

const MANY = Array.from({ length: 60 }, (_, index) => indicator(`requests.row_${index}.total`));

const locator = fc.option(fc.record({ table: fc.nat(30), row: fc.nat(60), column: fc.nat(12) }), {
  nil: null,
});
const reason = fc.constantFrom<NullReason>('blank', 'dash', 'none', 'absent', 'unreadable');
const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
  // -0 is 0 in a count of applications, and in the archive.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => (double === 0 ? 0 : double)),
);
/** Any text, the number's own text, or none. */
const rawOf = (text: string) =>
  fc.oneof(fc.constant(text), fc.constant(`${text}件`), fc.string({ unit: 'binary' }), fc.constant(null));

const figureOf = (id: string): fc.Arbitrary<Figure> =>
  fc.oneof(
    number.chain((given) =>
      fc.record({
        indicator: fc.constant(id),
        value: fc.constant(given),
        reason: fc.constant(null),
        raw: rawOf(String(given)),
        locator,
      }),
    ),
    fc.record({ indicator: fc.constant(id), value: fc.constant(null), reason, raw: rawOf(''), locator }),
  );

const figures = fc
  .shuffledSubarray(MANY.map(({ id }) => id))
  .chain((ids) => fc.tuple(...ids.map((id) => figureOf(id))));

describe('figures', () => {
  it('come back exactly, in their order, whatever they are', async () => {
    const { archive } = await openedArchive(undefined, { indicators: MANY });
    let year = 0;
    await holds(
      fc.asyncProperty(figures, async (given) => {
        const report = { ...OFFICE, year: ++year };
        await archive.recordReport(commitOf({ report, page: `<p>${year}</p>`, figures: given }));
        expect((await archive.latestVersion(report))?.figures).toEqual(given);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    [0, '0'],
    [0, '０'],
    [0, '0.00'],
    [-3, '-3'],
    [-3, '减3'],
    [0.1, '0.1'],
    [25.1, '251000元'],
    [12000.55, '12,000.55'],
    [1e15, '1000000000000000'],
    [1e21, '1e+21'],
  ])('keep %d apart from its text "%s"', async (given, raw) => {
    const { archive } = await openedArchive();
    const figure = value('proactive.fees.amount', given, raw);
    await archive.recordReport(commitOf({ figures: [figure] }));
    expect((await archive.latestVersion(OFFICE))?.figures).toEqual([figure]);
  });

  it('never mix up 0 and null', async () => {
    const { archive } = await openedArchive();
    const given = [value('requests.new.total', 0), blank('requests.carried_in.total')];
    await archive.recordReport(commitOf({ figures: given }));
    const stored = (await archive.latestVersion(OFFICE))?.figures ?? [];
    expect(stored.map((figure) => figure.value)).toEqual([0, null]);
  });

  it('may be none at all, where the report has no statutory tables', async () => {
    const { archive } = await openedArchive();
    await archive.recordReport(commitOf({ figures: [] }));
    expect((await archive.latestVersion(OFFICE))?.figures).toEqual([]);
  });
});
