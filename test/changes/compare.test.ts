import { describe, expect, it } from 'vitest';
import { changedCells, compareVersions } from '../../src/changes/compare.js';
import { toContentDigest, toFiguresDigest } from '../../src/digests.js';
import { contentDigest, figuresDigest, payloadDigest } from '../../src/report/digest.js';
import type { Figure, NullReason } from '../../src/report/model.js';
import { sha256 } from '../../src/sha256.js';
import { PINGHU_SCIENCE_BUREAU_2023 } from '../../src/simulation/reports/corpus-reports.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { documentOf, EDITIONS, pageOf, recogniseText } from '../report/helpers.js';

function figure(indicator: string, value: number | NullReason, raw = String(value)): Figure {
  const at = { indicator, raw, locator: null };
  return typeof value === 'number' ? { ...at, value, reason: null } : { ...at, value: null, reason: value };
}

function state(figures: string, content: string, of: readonly Figure[], sections: readonly string[] = []) {
  return {
    digests: {
      payload: payloadDigest(Buffer.from('p')),
      content: toContentDigest(sha256(content)),
      figures: toFiguresDigest(sha256(figures)),
    },
    figures: of,
    sections: sections.map((text, i) => ({ number: i + 1, heading: '', text })),
  };
}

describe('a change is named by the first layer that is broken', () => {
  const before = state('f', 'c', [figure('a', 1)], ['甲乙', '丙']);

  it('figures', () => {
    const after = state('f2', 'c2', [figure('a', 2)], ['甲乙', '丁']);
    expect(compareVersions(before, after)).toEqual({
      kind: 'figures_revised',
      cells: [
        {
          indicator: 'a',
          before: { value: 1, reason: null, raw: '1' },
          after: { value: 2, reason: null, raw: '2' },
        },
      ],
      sections: [{ section: 2, before: '丙', after: '丁' }],
      movedFrom: null,
    });
  });

  it('content', () => {
    const after = state('f', 'c2', [figure('a', 1)], ['甲 乙', '丁']);
    expect(compareVersions(before, after)).toMatchObject({
      kind: 'text_revised',
      cells: [],
      sections: [{ section: 2, before: '丙', after: '丁' }],
    });
  });

  it('neither', () => {
    expect(compareVersions(before, state('f', 'c', [figure('a', 1)], ['甲\n乙', '丙']))).toMatchObject({
      kind: 'cosmetic',
      cells: [],
      sections: [],
    });
  });

  it('a section that comes or goes is a change of text', () => {
    const after = state('f', 'c2', [figure('a', 1)], ['甲乙']);
    expect(compareVersions(before, after).sections).toEqual([{ section: 2, before: '丙', after: null }]);
    expect(compareVersions(after, before).sections).toEqual([{ section: 2, before: null, after: '丙' }]);
  });
});

describe('changed cells', () => {
  const cells = (was: readonly Figure[], is: readonly Figure[]) =>
    changedCells({ figures: was }, { figures: is }).map((c) => [
      c.indicator,
      c.before.value ?? c.before.reason,
      c.after.value ?? c.after.reason,
    ]);

  it.each([
    ['a number for another', [figure('a', 1)], [figure('a', 2)], [['a', 1, 2]]],
    ['a blank filled with zero', [figure('a', 'blank')], [figure('a', 0)], [['a', 'blank', 0]]],
    ['a blank that became a dash', [figure('a', 'blank')], [figure('a', 'dash')], [['a', 'blank', 'dash']]],
    ['another spelling of the number', [figure('a', 12, '12')], [figure('a', 12, '１２件')], []],
    [
      'a form that has no such cell',
      [figure('a', 1), figure('b', 2)],
      [figure('a', 1)],
      [['b', 2, 'not_in_form']],
    ],
    [
      'a form that has a new cell',
      [figure('a', 1)],
      [figure('b', 2), figure('a', 1)],
      [['b', 'not_in_form', 2]],
    ],
  ])('%s', (_name, was, is, expected) => {
    expect(cells(was, is)).toEqual(expected);
  });
});

describe('the three layers of sameness of a page', () => {
  const digests = (report: SimulatedReport, change: (html: string) => string = (html) => html) => {
    const html = change(pageOf(report));
    return [
      payloadDigest(new TextEncoder().encode(html)),
      contentDigest(documentOf(html)),
      figuresDigest(recogniseText(html).report),
    ];
  };
  const report = PINGHU_SCIENCE_BUREAU_2023;
  const same = digests(report);
  const kept = (other: string[]): boolean[] => other.map((digest, i) => digest === same[i]);

  it('a counter and a date of today break the first only', () => {
    expect(kept(digests(report, (html) => html.replace('>12</span>', '>13</span>')))).toEqual([
      false,
      true,
      true,
    ]);
    expect(kept(digests(report, (html) => html.replace('2024年3月5日', '2024年3月6日')))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('white space in the text breaks the first only', () => {
    expect(kept(digests(report, (html) => html.replaceAll('本年新收到', '本年 新收到')))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('another word breaks the second', () => {
    expect(kept(digests(report, (html) => html.replace('解读材料偏少', '解读材料较少')))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('another figure, or a blank for a zero, breaks the third', () => {
    const revised = (value: number | null): SimulatedReport => ({
      ...report,
      figures: { ...report.figures, 'requests.new.business': value },
    });
    expect(kept(digests(revised(1)))).toEqual([false, false, false]);
    expect(kept(digests(revised(null)))).toEqual([false, false, false]);
  });

  it('are the same each time', () => {
    expect(digests(report)).toEqual(same);
    expect(EDITIONS.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});
