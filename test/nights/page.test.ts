import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { changesPage } from './page.js';
import { GROUPS } from './scenarios/all.js';
import { AWAITED } from './scenarios/awaited.js';

const scenarios = GROUPS.flatMap((group) => group.scenarios);

describe('docs/changes.md', () => {
  it('says what the scenarios say', async () => {
    const file = join(packagePlace().root, 'docs', 'changes.md');
    await expect(changesPage(GROUPS)).toMatchFileSnapshot(file);
  });

  it('has scenarios of six nights and more, each told once', () => {
    expect(scenarios.filter(({ nights }) => nights < 6)).toEqual([]);
    const all = new Set(scenarios.map(({ what }) => what));
    expect(all.size).toBe(scenarios.length);
    expect(Object.keys(AWAITED).filter((what) => !all.has(what))).toEqual([]);
  });
});
