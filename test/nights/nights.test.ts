import { describe, expect, it } from 'vitest';
import { comparable, expectedOf, LONGEST_WAIT } from './expected.js';
import { play } from './player.js';
import type { Scenario } from './scenario.js';
import { GROUPS } from './scenarios/all.js';
import { AWAITED } from './scenarios/awaited.js';

async function isToldRight(scenario: Scenario): Promise<void> {
  const told = await play(scenario);
  expect(comparable(told, scenario)).toEqual(expectedOf(scenario));
  expect(told.longestWait).toBeLessThan(LONGEST_WAIT);
}

describe.each(GROUPS)('$title', ({ scenarios }) => {
  const [awaited, told] = [true, false].map((isAwaited) =>
    scenarios.filter((scenario) => scenario.what in AWAITED === isAwaited),
  );
  if (told !== undefined && told.length > 0) it.each(told)('$what $outcome', isToldRight);
  if (awaited !== undefined && awaited.length > 0) it.fails.each(awaited)('$what $outcome', isToldRight);
});
