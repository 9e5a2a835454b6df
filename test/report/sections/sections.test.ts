import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/document/model.js';
import { readPart, readSections } from '../../../src/report/sections/sections.js';
import { edition } from '../helpers.js';

const FORM = edition('2021');

function blocks(lines: readonly string[]): Block[] {
  return lines.map((text) => ({ kind: 'paragraph', text }));
}

function sections(...lines: readonly string[]): [number, string][] {
  return readSections(blocks(lines), FORM).sections.map((s) => [s.number, s.text]);
}

describe('headings are known however they drift', () => {
  it.each([
    ['一、总体情况', 1],
    ['1、 总体情况', 1],
    ['一、 总体情况：', 1],
    ['一、概述', 1],
    ['总体情况', 1],
    ['## 二、主动公开政府信息情况', 2],
    ['二、行政机关主动公开政府信息情况', 2],
    ['### 三、收到和处理政府信息公开申请情况', 3],
    ['三、收到和处理政府信息公开申请的情况', 3],
    ['四、因政府信息公开工作被申请行政复议、提起行政诉讼情况', 4],
    ['四、政府信息公开行政复议和行政诉讼情况', 4],
    ['4.政府信息公开行政复议、行政诉讼的情况', 4],
    ['五、政府信息公开工作存在的主要问题及改进情况', 5],
    ['五、存在的问题和改进措施', 5],
    ['6、 其他需要报告的事项', 6],
    ['六、需要报告的其他事项', 6],
  ])('%s', (heading, number) => {
    expect(sections(heading, '正文。')).toEqual([[number, '正文。']]);
  });

  it.each([
    '（一）主动公开情况',
    '（一）主动公开政府信息情况',
    '（4） 平台建设情况',
    '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况等部分组成。',
    '一、加强领导',
    '2023年',
  ])('%s is none', (line) => {
    expect(sections(line, '正文。')).toEqual([]);
  });
});

const HEADINGS = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
];
const BODY = HEADINGS.flatMap((heading, i) => [heading, `正文${i + 1}。`]);
const ALL = HEADINGS.map((_, i): [number, string] => [i + 1, `正文${i + 1}。`]);

describe('sections', () => {
  it('are all there', () => {
    expect(sections(...BODY)).toEqual(ALL);
  });

  it('follow a table of contents that lists them first', () => {
    expect(sections('目录', ...HEADINGS, ...BODY)).toEqual(ALL);
  });

  it('may be missing', () => {
    const without = BODY.filter((_, i) => i !== 6 && i !== 7);
    expect(sections(...without)).toEqual(ALL.filter(([number]) => number !== 4));
  });

  it('keep their parts, of which none is a section', () => {
    const text = sections(
      '一、总体情况',
      '（一）主动公开情况',
      '甲。',
      '（二）依申请公开情况',
      '乙。',
      HEADINGS[1] ?? '',
    );
    expect(text).toEqual([
      [1, '（一）主动公开情况\n甲。\n（二）依申请公开情况\n乙。'],
      [2, ''],
    ]);
  });

  it('begin in the same line where the heading runs into its paragraph', () => {
    const long = `一、总体情况。${'2023年各项工作平稳推进，'.repeat(6)}`;
    expect(sections(long, '二、主动公开政府信息情况')[0]).toEqual([1, long.slice('一、总体情况。'.length)]);
  });

  it('leave out page numbers', () => {
    expect(sections('六、其他需要报告的事项', '正文。', '— 3 —', '12')).toEqual([[6, '正文。']]);
  });
});

describe('part （二） of section 一', () => {
  const part = (text: string): string | null => readPart({ number: 1, heading: '', text }, 'requests', FORM);

  it.each([
    [
      '（一）主动公开\n甲。\n（二）依申请公开情况\n乙。\n（三）政府信息管理\n丙。',
      '（二）依申请公开情况\n乙。',
    ],
    ['1.主动公开\n甲。\n2.依申请公开\n乙。\n丙。', '2.依申请公开\n乙。\n丙。'],
    ['（二）依申请公开。收到申请3件。\n（三）政府信息管理', '（二）依申请公开。收到申请3件。'],
    ['（一）主动公开\n甲。', ''],
    ['没有分段的正文。', null],
  ])('%j', (text, expected) => {
    expect(part(text)).toBe(expected);
  });
});
