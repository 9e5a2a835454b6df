import { describe, expect, test } from 'vitest';
import { outline, paragraphs } from '../../helpers.js';
import { item, list, paragraph, readBody, row, run, table, use } from './helpers.js';

const read = (body: string, numbering: string, styles?: string): string[] =>
  paragraphs(readBody(body, styles === undefined ? { numbering } : { numbering, styles }));

describe('Numbers that Word generates stand before the text', () => {
  const FORMATS: readonly (readonly [format: string, text: string, first: string, eleventh: string])[] = [
    ['chineseCounting', '%1、', '一、', '十一、'],
    ['chineseCountingThousand', '第%1章', '第一章', '第十一章'],
    ['ideographTraditional', '%1.', '甲.', '11.'],
    ['decimal', '（%1）', '（1）', '（11）'],
    ['decimalFullWidth', '%1．', '１．', '１１．'],
    ['decimalEnclosedCircle', '%1', '①', '⑪'],
    ['chineseLegalSimplified', '%1', '壹', '壹拾壹'],
    ['upperRoman', '%1', 'I', 'XI'],
    ['lowerLetter', '%1)', 'a)', 'k)'],
    ['none', '注：', '注：', '注：'],
    ['bullet', '\uf06c', '', ''],
  ];

  test.each(FORMATS)('in the format %s', (format, text, first, eleventh) => {
    const items = Array.from({ length: 11 }, () => item(1, 0, '文')).join('');
    const lines = read(items, list(1, [[format, text]]) + use(1, 1));
    expect([lines[0], lines[10]]).toEqual([`${first}文`, `${eleventh}文`]);
  });

  test('in cells as well, and before nothing at all', () => {
    const body = table(
      row(`<w:tc>${item(1, 0, '属于国家秘密')}</w:tc>`, '3'),
      row(`<w:tc>${item(1, 0, '')}</w:tc>`, '4'),
    );
    expect(outline(readBody(body, { numbering: list(1, [['decimal', '%1.']]) + use(1, 1) }))).toEqual([
      [
        ['1.属于国家秘密', '3'],
        ['2.', '4'],
      ],
    ]);
  });

  test('parted from it by what the list says', () => {
    const tabbed = list(1, [['decimal', '%1.']]).replace('w:val="nothing"', 'w:val="tab"');
    expect(read(item(1, 0, '文'), tabbed + use(1, 1))).toEqual(['1. 文']);
  });

  test('but not before paragraphs that are wholly deleted or hidden, which do not count', () => {
    const numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>';
    const deleted = `<w:p><w:pPr>${numbered}<w:rPr><w:del/></w:rPr></w:pPr><w:del>${run('文')}</w:del></w:p>`;
    const hidden = `<w:p><w:pPr>${numbered}<w:rPr><w:vanish/></w:rPr></w:pPr>${run('文', '<w:vanish/>')}</w:p>`;
    const body = item(1, 0, '甲') + deleted + hidden + item(1, 0, '乙');
    expect(read(body, list(1, [['decimal', '%1.']]) + use(1, 1))).toEqual(['1.甲', '2.乙']);
  });
});

describe('Levels of a list', () => {
  const LEVELS: Parameters<typeof list>[1] = [
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
    ['decimal', '%1.%2.%3', '<w:isLgl/>'],
  ];
  const lists = list(1, LEVELS) + use(1, 1);

  test('begin anew behind every level above', () => {
    const body = [0, 1, 1, 0, 1].map((level) => item(1, level, '')).join('');
    expect(read(body, lists)).toEqual(['一、', '（一）', '（二）', '二、', '（一）']);
  });

  test('show the numbers of the levels above, in decimal where the law wants it', () => {
    expect(read([0, 0, 1, 2].map((level) => item(1, level, '')).join(''), lists).at(-1)).toBe('2.1.1');
  });

  test('that were skipped count as begun', () => {
    expect(read([1, 0].map((level) => item(1, level, '')).join(''), lists)).toEqual(['（一）', '二、']);
  });

  test('restart behind the level that they name, or never', () => {
    const numbering = list(1, [
      ['decimal', '%1.'],
      ['decimal', '%2)', '<w:lvlRestart w:val="0"/>'],
      ['decimal', '%3]', '<w:lvlRestart w:val="1"/>'],
    ]);
    const body = [0, 1, 2, 1, 2, 0, 1, 2].map((level) => item(1, level, '')).join('');
    expect(read(body, numbering + use(1, 1))).toEqual(['1.', '1)', '1]', '2)', '2]', '2.', '3)', '1]']);
  });

  test('are counted on by every list of the same definition, unless it starts anew', () => {
    const numbering =
      list(1, [['decimal', '%1.']]) +
      use(1, 1) +
      use(2, 1) +
      use(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>');
    const body = [1, 2, 3, 3, 1].map((id) => item(id, 0, '')).join('');
    expect(read(body, numbering)).toEqual(['1.', '2.', '5.', '6.', '7.']);
  });
});

describe('A paragraph gets its number by its style', () => {
  const style = (id: string, properties: string, basedOn = ''): string =>
    `<w:style w:type="paragraph" w:styleId="${id}">${basedOn && `<w:basedOn w:val="${basedOn}"/>`}<w:pPr>${properties}</w:pPr></w:style>`;
  const numbering =
    list(1, [
      ['chineseCounting', '%1、', '<w:pStyle w:val="one"/>'],
      ['chineseCounting', '（%2）', '<w:pStyle w:val="two"/>'],
    ]) + use(1, 1);
  const styles =
    style('one', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
    style('two', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
    style('three', '', 'two');

  test('at the level that names the style', () => {
    const body = ['one', 'two', 'three'].map((id) => paragraph(id, `<w:pStyle w:val="${id}"/>`)).join('');
    expect(read(body, numbering, styles)).toEqual(['一、one', '（一）two', '（二）three']);
  });

  test('unless it says that it has none', () => {
    const without = '<w:pStyle w:val="one"/><w:numPr><w:numId w:val="0"/></w:numPr>';
    expect(read(paragraph('总体情况', without), numbering, styles)).toEqual(['总体情况']);
  });

  test('or by a numbering style that has the list', () => {
    const linked = `<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="numbers"/></w:abstractNum>${use(9, 9)}`;
    const link = `<w:style w:type="numbering" w:styleId="numbers"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
    expect(read(item(9, 0, '文'), numbering + linked, styles + link)).toEqual(['一、文']);
  });
});
