import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { AWAITED } from './awaited.js';
import { type Check, checksOf, type Readings, readingsOf } from './checks.js';
import type { Kind } from './kind.js';
import { KINDS } from './kinds/all.js';
import { listsPage } from './page.js';
import type { Reading } from './play.js';

const played = new Map<string, Promise<Readings>>();

function readings(kind: Kind): Promise<Readings> {
  const known = played.get(kind.id) ?? readingsOf(kind);
  played.set(kind.id, known);
  return known;
}

async function holds(kind: Kind, check: Check): Promise<void> {
  const { whole, emptyYear, harvest, cut } = await readings(kind);
  if (check === 'taken') {
    for (const [name, { taken, expected, said }] of whole)
      expect(taken, `${name}\n${said}`).toEqual(expected);
  } else if (check === 'whole') {
    for (const [name, reading] of whole) expect(verdict(reading), `${name}\n${reading.said}`).toEqual(WHOLE);
    expect({ taken: emptyYear?.taken, isComplete: emptyYear?.isComplete }).toEqual({
      taken: [],
      isComplete: true,
    });
  } else if (check === 'harvested') {
    expect(harvest?.fetched, harvest?.said).toEqual(harvest?.expected);
    expect(harvest?.versions, harvest?.said).toBe(harvest?.pages);
  } else if (check === 'told') {
    for (const [name, { state, isComplete, isWritten, taken, expected, said }] of whole) {
      const told = `${name}\n${said}`;
      expect({ isWritten, isComplete }, told).toEqual({ isWritten: true, isComplete: false });
      expect(state, told).not.toBe('sound');
      expect(expected, told).toEqual(expect.arrayContaining([...taken]));
    }
  } else {
    for (const [name, { how, reading }] of cut) {
      if (check !== `cut ${how}`) continue;
      const said = `${name}\n${reading.said}`;
      expect(reading.isWritten, said).toBe(true);
      expect(reading.state, said).not.toBe('sound');
      expect(reading.isComplete, said).toBe(false);
    }
  }
}

/** What the commands say of a list that was read whole. */
const WHOLE: Verdict = { isDoubted: false, isComplete: true, problems: [] };

interface Verdict {
  readonly isDoubted: boolean;
  readonly isComplete: boolean;
  readonly problems: readonly string[];
}

function verdict({ state, isComplete, problems }: Reading): Verdict {
  return { isDoubted: state !== null && state !== 'sound', isComplete, problems };
}

describe.each(KINDS)('$id', (kind) => {
  for (const check of checksOf(kind)) {
    const test = AWAITED[kind.id]?.includes(check) === true ? it.fails : it;
    test(check, () => holds(kind, check));
  }
});

describe('docs/lists.md', () => {
  it('says what the kinds say', async () => {
    const file = join(packagePlace().root, 'docs', 'lists.md');
    await expect(listsPage(KINDS)).toMatchFileSnapshot(file);
  });

  it('names each kind once, and awaits only checks that are made', () => {
    const checks = new Map(KINDS.map((kind) => [kind.id, checksOf(kind)]));
    expect(checks.size).toBe(KINDS.length);
    for (const [id, awaited] of Object.entries(AWAITED))
      expect(checks.get(id)).toEqual(expect.arrayContaining([...awaited]));
  });
});
