import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports } from '../../src/questions/comparison.js';
import { differenceOf, signed } from '../../src/questions/difference.js';
import { markSnippet, snippetOf } from '../../src/questions/snippet.js';
import { GAP, sparkline } from '../../src/questions/sparkline.js';
import { trendOf } from '../../src/questions/trend.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { FoundReport, MissingReason } from '../../storage/contract/archive.js';
import { holds } from '../property.js';

const column = loadEditions().indicators.find(({ id }) => id === 'requests.new.total');
if (column === undefined) throw new Error('the form has lost an indicator');

function report(year: number, value: number | null, reason: MissingReason = 'blank'): FoundReport {
  const figure = { indicator: 'requests.new.total', raw: null, locator: null };
  return {
    report: { region: '330482', agency: '平湖市教育局', year, kind: 'own' },
    version: 1,
    edition: '2021',
    title: null,
    published: null,
    withdrawnAt: null,
    errors: 0,
    warnings: 0,
    figures: [{ ...figure, value, reason: value === null ? reason : null }],
  };
}

describe('a sparkline', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
    [[0, null, 10], `▁${GAP}█`],
    [[5, 5], '▅▅'],
    [[null, null], GAP.repeat(2)],
    [[-3, 0, 3], '▁▅█'],
  ])('of %j is %s', (values, bars) => expect(sparkline(values)).toBe(bars));
});

describe('a difference', () => {
  it.each([
    [10, 15, 5, 50],
    [0, 5, 5, null],
    [null, 5, null, null],
    [5, null, null, null],
    [0.1, 0.3, 0.2, 200],
    [-4, -2, 2, 50],
    [3, 3, 0, 0],
    [16, 3, -13, -81.3],
    [16, 29, 13, 81.3],
    [3, 2.999_999_9, 0, 0],
  ])('from %j to %j', (from, to, absolute, percent) =>
    expect(differenceOf(from, to)).toEqual({ absolute, percent }),
  );
  it('shows its sign', () =>
    expect([signed(3), signed(-3), signed(0), signed(null)]).toEqual(['+3', '-3', '0', '']));
});

describe('a trend', () => {
  it('has every year between the first and the last, and never bridges a gap', () => {
    const [series] = trendOf(
      [report(2019, 4), report(2020, null, 'dash'), report(2022, 6), report(2023, 9)],
      [column],
    );
    expect(series?.points.map(({ year, value, reason }) => [year, value, reason])).toEqual([
      [2019, 4, null],
      [2020, null, 'dash'],
      [2021, null, 'no_report'],
      [2022, 6, null],
      [2023, 9, null],
    ]);
    expect(series?.points.map(({ change }) => change.absolute)).toEqual([null, null, null, null, 3]);
    expect(series?.overall).toEqual({ absolute: 5, percent: 125 });
  });

  it('of one year has no change', () => {
    expect(trendOf([report(2023, 9)], [column])[0]?.overall).toEqual({ absolute: null, percent: null });
    expect(trendOf([], [column])[0]?.points).toEqual([]);
  });
});

describe('a comparison', () => {
  it('shows a null as null, never as 0', () => {
    const [compared] = compareReports(report(2023, 3), report(2023, null), [column]);
    expect(compared).toMatchObject({
      left: { value: 3 },
      right: { value: null, reason: 'blank' },
      difference: { absolute: null },
    });
  });
});

describe('a snippet', () => {
  it('shows the stretch with the most hits, and says where it was cut', () => {
    const text = `${'前'.repeat(100)}公开${'中'.repeat(100)}公开，公开${'后'.repeat(100)}`;
    const hits = [100, 202, 205].map((start) => ({ start, end: start + 2 }));
    const marked = markSnippet(snippetOf(text, hits, 20), (hit) => `【${hit}】`);
    expect(marked).toBe('…中中中中中【公开】，【公开】后后后后后后后后后后…');
  });

  it('is one line, and nothing in it is obeyed by a terminal', () => {
    const text = '第一段\n\n  第二段\u001b[31m公开\u0007';
    const start = text.indexOf('公开');
    expect(markSnippet(snippetOf(text, [{ start, end: start + 2 }]), (hit) => `<${hit}>`)).toBe(
      '第一段 第二段 [31m<公开>',
    );
  });

  it('marks exactly the hits, whatever text and length', () => {
    const spans = fc.array(fc.nat(60), { maxLength: 8 });
    holds(
      fc.property(
        fc.stringMatching(/^[\u4e00-\u4e20]{0,60}$/u),
        spans,
        fc.integer({ min: 1, max: 80 }),
        (text, at, length) => {
          const starts = [...new Set(at)]
            .sort((a, b) => a - b)
            .filter((start, i, all) => i === 0 || start > (all[i - 1] ?? 0) + 1);
          const hits = starts
            .map((start) => ({ start, end: start + 2 }))
            .filter(({ end }) => end <= text.length);
          const snippet = snippetOf(text, hits, length);
          expect(text).toContain(snippet.text);
          expect(snippet.text.length).toBeLessThanOrEqual(length);
          if (hits.length > 0 && length >= 4) expect(snippet.hits.length).toBeGreaterThan(0);
          for (const { start, end } of snippet.hits) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(snippet.text.length);
            expect(end).toBeGreaterThan(start);
          }
        },
      ),
    );
  });
});
