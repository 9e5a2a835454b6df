import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTextual } from '../../../src/document/textual.js';
import { loadEditions } from '../../../src/report/edition/editions.js';
import { PLAIN } from '../../formats/layouts.js';
import { score, truthOf } from '../../formats/truth.js';
import { holds } from '../../property.js';
import { diceOf, dumpOf, reportOf, SHAPES } from './dumps.js';

/** The share of cells that must be read. */
const ENOUGH = 0.95;

describe('a report whose tables are written as text', () => {
  it.each(SHAPES)('is read right in the shape of %s, or a finding says what is not', (shape) => {
    const editions = loadEditions();
    holds(
      fc.property(fc.nat(10_000), (seed) => {
        const { report, printed } = reportOf(seed);
        const text = dumpOf(printed, shape, diceOf(seed));
        const found = score(readTextual(Buffer.from(text)), truthOf(report, PLAIN), editions);
        expect(found.wrong).toEqual([]);
        expect(found.unflagged).toEqual([]);
        expect(found.sections).toBe(6);
        expect(found.right).toBeGreaterThan(found.cells * ENOUGH);
      }),
      { numRuns: 8 },
    );
  });
});
