import { appendFileSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One input that once made a property fail. */
const counterexample = z.union([
  /** The input itself, where JSON can say it: it outlasts changes of the generators. */
  z.strictObject({ example: z.array(z.unknown()) }),
  /** Seed and number of the run that invented it, so that the generators do it again. */
  z.strictObject({ seed: z.int(), run: z.int().nonnegative() }),
]);
type Counterexample = z.infer<typeof counterexample>;

/** test/seeds.json: what makes the property tests do the same every time. */
export const seedsSchema = z.strictObject({
  seed: z.int(),
  counterexamples: z.record(z.string(), z.array(counterexample)),
});

const { seed, counterexamples } = seedsSchema.parse(
  JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8')),
);

/** Set by `npm run test:seeds`, which looks for counterexamples with other seeds and more runs. */
const SEED = process.env.PROPERTY_SEED === undefined ? seed : Number(process.env.PROPERTY_SEED);
const TIMES = Number(process.env.PROPERTY_TIMES ?? 1);
const FOUND = process.env.PROPERTY_FOUND;

const asked = new Map<string, number>();

/** The running test by file and name, and by number where it asks for several properties. */
function nameOfProperty(): string {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const name = `${relative(ROOT, testPath).split(sep).join('/')} > ${currentTestName}`;
  const times = (asked.get(name) ?? 0) + 1;
  asked.set(name, times);
  return times === 1 ? name : `${name} #${times}`;
}

/**
 * Fails where the property does not hold: for the inputs that test/seeds.json keeps of it, then for `numRuns` (default
 * 100) invented ones. The same inputs each time: the seed is in that file, too. Every property test asks by this.
 */
export function holds<T>(
  property: fc.IAsyncProperty<T> | fc.IAsyncPropertyWithHooks<T>,
  options?: { numRuns?: number },
): Promise<void>;
export function holds<T>(
  property: fc.IProperty<T> | fc.IPropertyWithHooks<T>,
  options?: { numRuns?: number },
): void;
export function holds<T>(
  property: fc.IRawProperty<T>,
  { numRuns = 100 }: { numRuns?: number } = {},
): void | Promise<void> {
  const name = nameOfProperty();
  const calls = [
    ...(counterexamples[name] ?? []).map((known) => replay<T>(known)),
    { seed: SEED, numRuns: numRuns * TIMES },
  ];
  if (property.isAsync()) return holdsLater(name, property, calls);
  for (const call of calls) {
    const details = fc.check(property, call);
    if (!(details instanceof Promise)) judge(name, details);
  }
}

async function holdsLater<T>(
  name: string,
  property: fc.IRawProperty<T>,
  calls: readonly fc.Parameters<T>[],
): Promise<void> {
  for (const call of calls) judge(name, await fc.check(property, call));
}

/** The parameters that run one counterexample alone. */
function replay<T>(known: Counterexample): fc.Parameters<T> {
  // Nothing but the property itself knows the type of its inputs.
  if ('example' in known) return { examples: [known.example as T], numRuns: 1 };
  return { seed: known.seed, path: String(known.run), numRuns: 1 };
}

function judge<T>(name: string, details: fc.RunDetails<T>): void {
  if (!details.failed) return;
  if (FOUND !== undefined && details.counterexamplePath !== null) {
    const run = Number(details.counterexamplePath.split(':')[0]);
    const found: Counterexample = saidByJson(details.counterexample)
      ? { example: details.counterexample }
      : { seed: details.seed, run };
    appendFileSync(FOUND, `${JSON.stringify({ name, found })}\n`);
  }
  const report = fc.defaultReportMessage({
    ...details,
    runConfiguration: { ...details.runConfiguration, includeErrorInReport: true },
  });
  throw new Error(`${name}\n${report}`, { cause: details.errorInstance });
}

/** Whether JSON says the values as they are: bytes, dates, `undefined` and classes it does not. */
function saidByJson(values: unknown): values is unknown[] {
  return Array.isArray(values) && isDeepStrictEqual(JSON.parse(JSON.stringify(values)), values);
}
