import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparable, expectedOf, LONGEST_WAIT } from './expected.js';
import { emptyArchive, play } from './player.js';
import type { Group, Scenario } from './scenario.js';
import { AWAITED } from './scenarios/awaited.js';

/** Plays the scenarios of these groups; those that are awaited have to fail. */
export function playGroups(groups: readonly Group[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-nights-'));
  let empty = '';
  beforeAll(async () => {
    empty = await emptyArchive(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const isToldRight = async (scenario: Scenario): Promise<void> => {
    const told = await play(scenario, empty);
    expect(comparable(told, scenario)).toEqual(expectedOf(scenario));
    expect(told.longestWait).toBeLessThan(LONGEST_WAIT);
  };

  describe.each(groups)('$title', ({ scenarios }) => {
    const [awaited, told] = [true, false].map((isAwaited) =>
      scenarios.filter((scenario) => scenario.what in AWAITED === isAwaited),
    );
    if (told !== undefined && told.length > 0) it.each(told)('$what $outcome', isToldRight);
    if (awaited !== undefined && awaited.length > 0) it.fails.each(awaited)('$what $outcome', isToldRight);
  });
}
