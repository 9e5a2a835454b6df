import { describe, expect, it } from 'vitest';
import { formTable, recogniseText, table, valuesOf } from './helpers.js';

const titled = (agency: string, year: number): string => `<p>${agency}${year}年政府信息公开工作年度报告</p>`;

function tables(value: number): string {
  return (['proactive', 'requests', 'disputes'] as const)
    .map((id) => table(formTable('2021', id, () => value)))
    .join('');
}

function values(text: string, hints = {}): (number | string)[] {
  return [...new Set(Object.values(valuesOf(recogniseText(text, hints))))];
}

function page(...parts: readonly string[]): string {
  return `<!doctype html><html><body>${parts.join('<p>一、总体情况</p><p>本节的正文。</p>')}</body></html>`;
}

const told = (text: string, hints = {}): string[] =>
  recogniseText(text, hints)
    .findings.filter(({ rule }) => rule === 'report.several')
    .map(({ message }) => message);

describe('two reports in one document are never mixed', () => {
  const both = page(titled('甲市乙局', 2022), tables(3), titled('甲市乙局', 2023), tables(8));
  const organs = page(titled('甲市乙局', 2023), tables(3), titled('甲市丙局', 2023), tables(8));

  it('the first is read, and both are named', () => {
    for (const [text, other] of [
      [both, '甲市乙局2023年'],
      [organs, '甲市丙局2023年'],
    ] as const) {
      expect(values(text)).toEqual([3]);
      expect(told(text).join()).toContain('holds 2 reports');
      expect(told(text).join()).toContain(other);
    }
    expect(recogniseText(both).report).toMatchObject({ agency: '甲市乙局', year: 2022 });
  });

  it('or the one that the listing means', () => {
    const second = { listing: { title: '甲市乙局2023年政府信息公开工作年度报告' } };
    expect(values(both, second)).toEqual([8]);
    expect(recogniseText(both, second).report.year).toBe(2023);
    expect(values(organs, { listing: { title: '甲市丙局2023年政府信息公开工作年度报告' } })).toEqual([8]);
  });
});

describe('one report stays whole', () => {
  it.each([
    ['whose title is repeated', [titled('甲市乙局', 2023), tables(3), titled('甲市乙局', 2023)]],
    ['over links to others', [titled('甲市乙局', 2022), titled('甲市乙局', 2023), tables(3)]],
    ['with links to others below', [titled('甲市乙局', 2023), tables(3), titled('甲市乙局', 2022)]],
  ])('%s', (_name, parts) => {
    const text = page(...parts);
    expect(told(text)).toEqual([]);
    expect(values(text)).toEqual([3]);
    expect(recogniseText(text).report.year).toBe(2023);
  });
});
