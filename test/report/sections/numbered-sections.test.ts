import { describe, expect, it } from 'vitest';
import { recogniseText } from '../helpers.js';

const TITLE = '甲市乙局2016年政府信息公开工作年度报告';

function read(title: string, ...lines: readonly string[]): ReturnType<typeof recogniseText> {
  return recogniseText([title, ...lines].join('\n'));
}

describe('a report on a year before there was a form', () => {
  const SEVEN = ['概述', '主动公开', '依申请公开', '咨询处理', '复议诉讼', '收费减免', '问题和打算'];
  const NUMERALS = '一二三四五六七';
  const lines = SEVEN.flatMap((name, i) => [
    `${NUMERALS.charAt(i)}、${name}情况`,
    `本节的正文第${i + 1}段。`,
  ]);

  it('keeps its own sections apart, says so, and has no figures', () => {
    const { report, findings } = read(TITLE, ...lines);
    expect(report.sections.map(({ number, text }) => [number, text])).toEqual(
      SEVEN.map((_, i) => [i + 1, `本节的正文第${i + 1}段。`]),
    );
    expect(report).toMatchObject({ year: 2016, agency: '甲市乙局', edition: null, figures: [], claims: [] });
    expect(findings.map(({ rule }) => rule)).toEqual(['form.before_2019']);
  });

  it('is not divided by the numbers of lists inside a section, nor by a table of contents', () => {
    const contents = SEVEN.map((name, i) => `${NUMERALS.charAt(i)}、${name}情况`);
    const inside = ['1.第一项工作', '（一）分项', '一、这一句是正文，它以句号结束。'];
    const { report } = read(TITLE, ...contents, ...lines.slice(0, 2), ...inside, ...lines.slice(2));
    expect(report.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(report.sections[0]?.text.split('\n')).toEqual(['本节的正文第1段。', ...inside]);
  });

  it('is known by its year alone: without tables, one of a later year is not', () => {
    const { report, findings } = read(TITLE.replace('2016', '2023'), ...lines);
    expect(findings.map(({ rule }) => rule)).not.toContain('form.before_2019');
    expect(report.sections.length).toBeLessThan(7);
  });
});
