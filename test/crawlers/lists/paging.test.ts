import { describe, expect, test } from 'vitest';
import {
  nextWalk,
  type Walk,
  type WalkAnswer,
  walkFrom,
  walkSchema,
  walkState,
} from '../../../crawlers/lists/paging.js';
import { range } from '../families/helpers.js';

/** Walks a list to its end; gives the number of requests and the problems. */
function walk(
  answer: (walk: Walk) => Partial<WalkAnswer> & { items: readonly string[] },
  total: number | null = null,
) {
  const problems: string[] = [];
  let requests = 0;
  for (let at: Walk | null = walkFrom(20, total); at !== null && requests < 20; ) {
    requests++;
    const given = answer(at);
    const step: ReturnType<typeof nextWalk> = nextWalk(
      at,
      { total: null, came: given.items.length, ...given },
      'the list',
    );
    problems.push(...step.problems);
    at = step.next;
  }
  return { requests, problems };
}

const items = (from: number, to: number) => range(from, to).map(String);
const of = (count: number) => (at: Walk) => items(at.start, Math.min(count, at.start + 19));

describe('a list ends', () => {
  test.each<[string, Parameters<typeof walk>[0], number]>([
    ['where its total is reached', (at) => ({ items: of(40)(at), total: 40 }), 2],
    ['at its last page', (at) => ({ items: of(45)(at), pages: 3 }), 3],
    ['at a short page, where it says nothing', (at) => ({ items: of(45)(at) }), 3],
    ['at an empty page, where it says nothing', (at) => ({ items: of(40)(at) }), 3],
    [
      'at a page that comes again, after others came',
      (at) => ({ items: items(at.pageNumber > 1 ? 21 : 1, at.pageNumber > 1 ? 40 : 20) }),
      3,
    ],
    ['beyond a total that is too low', (at) => ({ items: of(45)(at), total: 7 }), 3],
  ])('%s', (_, answer, requests) => {
    expect(walk(answer)).toEqual({ requests, problems: [] });
  });

  test.each<[string, Parameters<typeof walk>[0], string]>([
    ['empty at once', () => ({ items: [] }), 'the list is empty'],
    [
      'short of its total',
      (at) => ({ items: of(40)(at), total: 45 }),
      'says 45 records, but returned no link from record 41 on',
    ],
    [
      'short of its pages',
      (at) => ({ items: of(40)(at), pages: 3 }),
      'says 3 pages, but returned no link from record 41 on',
    ],
    [
      'with a page again before its total',
      () => ({ items: items(1, 20), total: 45 }),
      'the same records again at record 21 of 45',
    ],
    [
      'with its first page again, where it says nothing',
      () => ({ items: items(1, 20) }),
      'the same records again',
    ],
    ['with records, but no links', () => ({ items: [], came: 20, total: 45 }), 'returned no link'],
  ])('%s: a problem', (_, answer, problem) => {
    const { requests, problems } = walk(answer);
    expect(problems.join()).toContain(problem);
    expect(requests).toBeLessThan(5);
  });
});

test('a walk survives its travel in a state', () => {
  for (const total of [null, 0, 45]) {
    const at = { ...walkFrom(20, total), first: 'a' };
    expect(walkSchema.parse(walkState(at))).toEqual(at);
  }
});
