const NUMBER = /(\d[\d,]*(?:\.(\d+))?|\.(\d+))(?:E([+-]\d+))?/giu;
const NEGATIVE = /[-−(（减降↓负]/u;
/** Powers of ten. */
const UNITS: Readonly<Record<string, number>> = {
  '%': -2,
  '‰': -3,
  百: 2,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  万亿: 12,
};
const UNIT = /^\s*(%|‰|万亿|百万|千万|百|千|万|亿)/u;

/** Does the text show this number, or none? A unit behind it may be its scale, or what the number counts. */
export function states(text: string, value: number): boolean {
  const found = [...text.matchAll(NUMBER)];
  const [match] = found;
  if (match === undefined) return true;
  if (found.length > 1) return false;
  const [all, digits = '', decimals = match[3] ?? '', , power = '0'] = match;
  const size = Number(digits.replaceAll(',', '')) * 10 ** Number(power);
  const isNegative = NEGATIVE.test(text.slice(0, match.index));
  const seen = isNegative ? -size : size;
  const step = 10 ** (Number(power) - decimals.length) / 2;
  const unit = UNITS[UNIT.exec(text.slice(match.index + all.length))?.[1] ?? ''] ?? 0;
  return [1, 10 ** unit].some((scale) => Math.abs(seen * scale - value) <= step * scale * (1 + 1e-6));
}
