import { describe, expect, it } from 'vitest';
import { compare, pairOf } from './compare.js';
import { row, run } from './runs.js';

/** What became of one row between two commits. */
function verdict(
  ...[before, after, more]: [readonly number[], readonly number[], Parameters<typeof row>[2]?]
) {
  const pair = { before: [run('a', [row('x', before, more)])], after: [run('b', [row('x', after, more)])] };
  return compare(pair)[0]?.verdict;
}

describe('a row of two commits', () => {
  it('is slower where its figure is worse by more than the rounds of both are apart', () => {
    expect(verdict([10, 10.5, 11], [13, 13.5, 14])).toBe('slower');
    expect(verdict([10, 10.5, 11], [10.6, 11.2, 11.8])).toBe('same');
    expect(verdict([13, 13.5, 14], [10, 10.5, 11])).toBe('faster');
  });

  it('is judged by which way is better', () => {
    expect(verdict([100, 101, 102], [80, 81, 82], { better: 'more' })).toBe('slower');
    expect(verdict([80, 81, 82], [100, 101, 102], { better: 'more' })).toBe('faster');
  });

  it('is not judged where it is a baseline or a peer, or where nobody can tell how far rounds are apart', () => {
    expect(verdict([10, 10, 10], [90, 90, 90], { better: 'neither' })).toBe('not judged');
    expect(verdict([10, 10], [90, 90])).toBe('not judged');
  });

  it('is judged from one figure where it is the same in each run', () => {
    expect(verdict([1000], [1001], { isExact: true })).toBe('slower');
    expect(verdict([1000], [1000], { isExact: true })).toBe('same');
  });

  it('takes the rounds of all runs of a commit together', () => {
    const before = [run('a', [row('x', [10, 10, 10])]), run('a', [row('x', [20, 20, 20])])];
    const [compared] = compare({ before, after: [run('b', [row('x', [18, 18, 18])])] });
    expect(compared).toMatchObject({ before: 15, after: 18, noise: 10, verdict: 'same' });
  });

  it('is left out where one of the commits has not measured it', () => {
    const skipped = row('x', [], { measured: { skipped: 'pandas is not installed' } });
    expect(
      compare({ before: [run('a', [skipped])], after: [run('b', [row('x', [1]), row('y', [1])])] }),
    ).toEqual([]);
  });
});

describe('the two commits', () => {
  const runs = [run('aaa1', []), run('bbb2', []), run('bbb2', [], { isChanged: true }), run('ccc3', [])];
  const commits = (names: string[], of = runs) => {
    const { before, after } = pairOf(of, names);
    return [before, after].map((each) =>
      each.map(({ commit, isChanged }) => commit + (isChanged ? '+' : '')),
    );
  };

  it('are the last two that were measured, where none is named', () => {
    expect(commits([])).toEqual([['bbb2+'], ['ccc3']]);
  });

  it('are those named, by their beginnings; one alone is compared with the last', () => {
    expect(commits(['aaa', 'bbb2'])).toEqual([['aaa1'], ['bbb2']]);
    expect(commits(['aaa'])).toEqual([['aaa1'], ['ccc3']]);
    expect(commits(['ccc3', 'aaa1'])).toEqual([['ccc3'], ['aaa1']]);
  });

  it('must have been measured, and on one machine', () => {
    expect(() => pairOf(runs, ['ddd'])).toThrow('ddd was not measured; these were: aaa1, bbb2, bbb2+, ccc3');
    const elsewhere = [run('aaa1', [], { cores: 64 }), run('bbb2', [])];
    expect(() => pairOf(elsewhere, [])).toThrow('on one machine');
    expect(commits([], [run('aaa1', []), ...elsewhere])).toEqual([['aaa1'], ['bbb2']]);
  });
});
