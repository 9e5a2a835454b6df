import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, multiply, rational, toNumber } from '../../src/measures/rational.js';
import { holds } from '../property.js';

describe('exact arithmetic', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }))
    .map(([n, d]) => Number(`${n}e-${d}`));

  it('adds decimals as people do', () => {
    expect(toNumber(add(rational(0.1), rational(0.2)))).toBe(0.3);
    expect(toNumber(rational(1e21))).toBe(1e21);
    expect(toNumber(rational(1.5e-7))).toBe(1.5e-7);
  });

  it('keeps every number, and undoes what it did', () => {
    holds(
      fc.property(decimal, decimal, (a, b) => {
        expect(toNumber(rational(a))).toBe(a === 0 ? 0 : a);
        const quotient = divide(rational(a), rational(b));
        if (b === 0) expect(quotient).toBeNull();
        else if (quotient !== null) expect(toNumber(multiply(quotient, rational(b)))).toBeCloseTo(a, 6);
      }),
    );
  });

  it('rounds a quotient of counts as one division does', () => {
    holds(
      fc.property(fc.nat(), fc.integer({ min: 1 }), (a, b) => {
        const quotient = divide(rational(a), rational(b));
        expect(quotient === null ? null : toNumber(quotient)).toBe(a / b);
      }),
    );
  });
});
