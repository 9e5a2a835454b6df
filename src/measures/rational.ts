/** Exact fractions: 0.1 + 0.2 is 0.3, and a rate is rounded once, when it is done. */
export interface Rational {
  readonly over: bigint;
  /** Above 0. */
  readonly under: bigint;
}

export const ZERO: Rational = { over: 0n, under: 1n };

/** The number as its shortest decimal text says it: 25.1 is 251/10, as the source has it. */
export function rational(value: number): Rational {
  if (Number.isSafeInteger(value)) return { over: BigInt(value), under: 1n };
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  return power >= 0
    ? { over: digits * 10n ** BigInt(power), under: 1n }
    : { over: digits, under: 10n ** BigInt(-power) };
}

export function add(a: Rational, b: Rational): Rational {
  if (a.under === b.under) return { over: a.over + b.over, under: a.under };
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function negate(a: Rational): Rational {
  return { over: -a.over, under: a.under };
}

export function multiply(a: Rational, b: Rational): Rational {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** Null where it would be division by zero. */
export function divide(a: Rational, b: Rational): Rational | null {
  if (b.over === 0n) return null;
  const [over, under] = [a.over * b.under, a.under * b.over];
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

/** Fraction bits kept where a quotient is too large for one exact division. */
const BITS = 64n;

/** The number nearest to it. */
export function toNumber({ over, under }: Rational): number {
  if (under === 1n) return Number(over);
  const [a, b] = [Number(over), Number(under)];
  // Both exact: the division is rounded once, as IEEE 754 asks.
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a / b;
  return Number((over << BITS) / under) / 2 ** Number(BITS);
}
