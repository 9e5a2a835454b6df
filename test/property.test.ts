import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, seedsSchema } from './property.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const seeds = seedsSchema.parse(JSON.parse(readFileSync(join(ROOT, 'test/seeds.json'), 'utf8')));

function inputsOf(numRuns: number): number[] {
  const seen: number[] = [];
  holds(
    fc.property(fc.integer(), (n) => void seen.push(n)),
    { numRuns },
  );
  return seen;
}

describe('a property', () => {
  it('is asked of the same inputs each time', () => {
    const inputs = inputsOf(50);
    expect(inputs.length).toBeGreaterThanOrEqual(50);
    expect(inputsOf(50)).toEqual(inputs);
  });

  it('fails with the smallest input that it found', async () => {
    const small = (n: number): boolean => n < 10;
    expect(() => holds(fc.property(fc.nat(), small))).toThrow(/Counterexample: \[10\]/);
    await expect(holds(fc.asyncProperty(fc.nat(), async (n) => small(n)))).rejects.toThrow(
      /Counterexample: \[10\]/,
    );
  });
});

describe('test/seeds.json', () => {
  it.each(Object.keys(seeds.counterexamples))('knows %s', (name) => {
    expect(existsSync(join(ROOT, name.split(' > ')[0] ?? ''))).toBe(true);
  });

  it('is asked by every property test', () => {
    const around = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.test.ts') && /\bfc\s*\.assert\(/.test(readFileSync(join(ROOT, 'test', name), 'utf8')),
    );
    expect(around).toEqual([]);
  });
});
