import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { AWAITED } from './awaited.js';
import { type Habit, latestNight, ODD_NIGHT } from './habit.js';
import { GROUPS } from './kinds/all.js';
import { habitsPage } from './page.js';
import { emptyArchive, type Played, play } from './play.js';
import { AGENCIES, FIRST, REVISED } from './shelf.js';

const folder = mkdtempSync(join(tmpdir(), 'nianbao-habits-'));
const played = new Map<string, Played>();
let empty = '';
beforeAll(async () => {
  empty = await emptyArchive(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const habits = GROUPS.flatMap((group) => group.habits);

async function endsRight(habit: Habit): Promise<void> {
  const seen = await play(habit, empty);
  expect(seen.nights.map(told)).toEqual(seen.nights.map((_, at) => expectedOf(habit, at + 1)));

  const firsts = Object.values(AGENCIES).map((agency) => `1 first_seen ${agency}`);
  expect(seen.changes.slice(0, firsts.length)).toEqual(firsts);
  const [revision = '', ...others] = seen.changes.slice(firsts.length);
  expect(others).toEqual([]);
  const { ends } = habit;
  const [night, ...what] = revision.split(' ');
  expect(what).toEqual([ends === 'kept' ? 'text_revised' : 'figures_revised', AGENCIES.a]);
  expect(Number(night)).toBeLessThanOrEqual(latestNight(habit));
  expect(seen.reports).toEqual(ends === 'kept' ? reports(null, null) : reports(REVISED, FIRST));

  if (habit.saves) {
    const counted = seen.nights.reduce((sum, { counts }) => sum + (counts.captures.not_modified ?? 0), 0);
    expect(seen.saved).toBeGreaterThan(0);
    expect(counted).toBe(seen.saved);
  }
  if (habit.isLenient) for (const marks of seen.marks) expect(marks).toContain('lenient');
  played.set(habit.what, seen);
}

/** A night's record: quiet, or with a problem that it names. */
function told({ outcome, problems }: Played['nights'][number]): string {
  if (outcome === 'done' && problems.length === 0) return 'quiet';
  return outcome === 'done' || problems.length === 0 ? `${outcome} ${problems.join('; ')}` : 'told';
}

function expectedOf({ ends }: Habit, night: number): string {
  return ends === 'told' && night === ODD_NIGHT ? 'told' : 'quiet';
}

function reports(revised: number | null, other: number | null): string[] {
  return [`${AGENCIES.a} v2 ${revised}`, `${AGENCIES.b} v1 ${other}`, `${AGENCIES.c} v1 ${other}`].sort();
}

describe.each(GROUPS)('$title', ({ habits }) => {
  const [awaited = [], mastered = []] = [true, false].map((isAwaited) =>
    habits.filter(({ what }) => what in AWAITED === isAwaited),
  );
  if (mastered.length > 0) it.each(mastered)('$what', endsRight);
  if (awaited.length > 0) it.fails.each(awaited)('$what', endsRight);
});

describe('docs/habits.md', () => {
  it('names each habit once, and awaits none that is not there', () => {
    const all = new Set(habits.map(({ what }) => what));
    expect(all.size).toBe(habits.length);
    expect(Object.keys(AWAITED).filter((what) => !all.has(what))).toEqual([]);
  });

  it('says what each habit came to, as the nights above found', async (context) => {
    const open = habits.filter(({ what }) => !(what in AWAITED) && !played.has(what));
    if (open.length > 0) context.skip('only some of the habits were played');
    const page = habitsPage(GROUPS, played, AWAITED);
    await expect(page).toMatchFileSnapshot(join(packagePlace().root, 'docs/habits.md'));
  });
});
