import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import type { Content } from '../../../src/document/model.js';
import { holds } from '../../property.js';
import { cellText, countIn } from '../layout/one-cell.js';
import { book, bytesOf, readBook, readSheet, sheet } from './builder.js';

interface Dressing {
  /** The cell under test, as XML. */
  readonly cell?: string;
  /** What the fonts, fills and formats of the cell's style hold. */
  readonly font?: string;
  readonly fill?: string;
  /** What a rule changes of a cell. */
  readonly differential?: string;
  /** XML put in front of or behind the data of the sheet. */
  readonly before?: string;
  readonly after?: string;
  /** More parts, by their names. */
  readonly parts?: Readonly<Record<string, string>>;
}

const NUMBER = '<c r="B2" s="1"><v>676</v></c>';
const inline = (runs: string): string => `<c r="B2" s="1" t="inlineStr"><is>${runs}</is></c>`;
const run = (text: string, look = ''): string =>
  `<r>${look === '' ? '' : `<rPr>${look}<sz val="11"/></rPr>`}<t xml:space="preserve">${text}</t></r>`;

/** A sheet with a table whose second cell in its second row is dressed so. */
function dressed({
  cell = NUMBER,
  font = '',
  fill = '',
  before = '',
  after = '',
  differential = '',
  parts = {},
}: Dressing): Content {
  const rows = [
    ['名称', '件数'],
    ['规章', '8'],
    ['文件', '77'],
  ];
  const files = unzipSync(bytesOf(book([sheet(rows)])));
  const change = (part: string, edit: (xml: string) => string): void => {
    files[part] = strToU8(edit(strFromU8(files[part] ?? new Uint8Array())));
  };
  change('xl/worksheets/sheet1.xml', (xml) =>
    xml
      .replace(/<c r="B2".*?<\/c>/su, cell)
      .replace(/<sheetViews>.*?<\/sheetViews>/su, '')
      .replace('<sheetData>', `${before}<sheetData>`)
      .replace('</sheetData>', `</sheetData>${after}`),
  );
  const list = (name: string, ...items: string[]): string =>
    `<${name} count="${items.length}">${items.join('')}</${name}>`;
  change('xl/styles.xml', (xml) =>
    xml
      .replace(/<fonts.*?<\/fonts>/su, list('fonts', '<font/>', `<font>${font}</font>`))
      .replace(
        /<fills.*?<\/fills>/su,
        list('fills', '<fill/>', `<fill>${fill || '<patternFill patternType="none"/>'}</fill>`),
      )
      .replace(/<dxfs[^>]*\/>|<dxfs.*?<\/dxfs>/su, '')
      .replace(/<cellXfs.*?<\/cellXfs>/su, list('cellXfs', '<xf/>', '<xf fontId="1" fillId="1"/>'))
      .replace('</styleSheet>', `${list('dxfs', `<dxf>${differential}</dxf>`)}</styleSheet>`),
  );
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(xml);
  return readBook(zipSync(files));
}

const text = (dressing: Dressing): string => cellText(dressed(dressing));
const solid = (colour: string): string =>
  `<patternFill patternType="solid"><fgColor ${colour}/></patternFill>`;

describe('the style of a cell of a sheet', () => {
  it.each([
    ['strikes it', { font: '<strike/>' }, '6̶7̶6̶'],
    ['does not strike it where it says so', { font: '<strike val="0"/>' }, '676'],
    ['raises it', { font: '<vertAlign val="superscript"/>' }, '⁶⁷⁶'],
    ['lowers it', { font: '<vertAlign val="subscript"/>' }, '₆₇₆'],
    ['hides it in white', { font: '<color rgb="FFFFFFFF"/>' }, ''],
    ['hides it in the white of the theme', { font: '<color theme="0"/>' }, ''],
    ['hides it in the white of the palette', { font: '<color indexed="9"/>' }, ''],
    [
      'hides it in the colour of its fill',
      { font: '<color rgb="FF8EAADB"/>', fill: solid('rgb="FF8EAADB"') },
      '',
    ],
    [
      'hides it in one colour, whatever that is',
      { font: '<color indexed="44"/>', fill: solid('indexed="44"') },
      '',
    ],
    ['shows it white on blue', { font: '<color rgb="FFFFFFFF"/>', fill: solid('rgb="FF1F4E79"') }, '676'],
    ['shows it in a lighter black', { font: '<color theme="1" tint="0.3"/>' }, '676'],
    [
      'leaves it untold in white on a pattern',
      { font: '<color theme="0"/>', fill: '<patternFill patternType="gray125"/>' },
      '\ufffc',
    ],
    [
      'leaves it untold in white where rules colour the sheet',
      { font: '<color theme="0"/>', after: '<conditionalFormatting sqref="A1:B3"></conditionalFormatting>' },
      '\ufffc',
    ],
  ])('%s', (_, dressing, expected) => {
    expect(text(dressing)).toBe(expected);
  });
});

describe('a rule of a sheet', () => {
  const rule = (attributes: string, formula: string, format: string): Dressing => ({
    after: `<conditionalFormatting sqref="D1 B1:B2"><cfRule ${attributes} dxfId="0" priority="1"><formula>${formula}</formula></cfRule></conditionalFormatting>`,
    differential: format,
  });
  const white = '<font><color rgb="FFFFFFFF"/></font>';
  const is = 'type="cellIs" operator=';

  it.each<[string, Dressing, string]>([
    ['hides a number', rule(`${is}"equal"`, '676', white), ''],
    ['hides another number', rule(`${is}"equal"`, '0', white), '676'],
    [
      'hides numbers by their format',
      rule(`${is}"greaterThan"`, '5', '<numFmt numFmtId="200" formatCode=";;;"/>'),
      '',
    ],
    ['strikes a number', rule(`${is}"lessThan"`, '1000', '<font><strike/></font>'), '6̶7̶6̶'],
    ['colours a number', rule(`${is}"equal"`, '676', '<font><color rgb="FFFF0000"/></font>'), '676'],
    [
      'shows a number white on blue',
      rule(
        `${is}"equal"`,
        '676',
        `${white}<fill><patternFill><bgColor rgb="FF1F4E79"/></patternFill></fill>`,
      ),
      '676',
    ],
    ['hides a number if a formula says so', rule('type="expression"', 'A2=0', white), '\ufffc'],
  ])('that %s', (_, dressing, expected) => {
    expect(text(dressing)).toBe(expected);
  });
});

describe('the runs of a text of a sheet', () => {
  it.each([
    ['may be a mark above the line', run('676') + run('1', '<vertAlign val="superscript"/>'), '676¹'],
    ['may be a mark below the line', run('676') + run('1', '<vertAlign val="subscript"/>'), '676₁'],
    ['may be struck', run('675', '<strike/>') + run('676'), '6̶7̶5̶676'],
    ['may be hidden', run('676') + run('9', '<color rgb="FFFFFFFF"/>'), '676'],
    ['may all look alike', run('67') + run('6', '<b/>'), '676'],
    ['say no reading', `${run('676')}<rPh sb="0" eb="1"><t>9</t></rPh>`, '676'],
  ])('%s', (_, runs, expected) => {
    expect(text({ cell: inline(runs) })).toBe(expected);
  });

  it('are the same among the texts that sheets share', () => {
    const mark = run('676') + run('1', '<vertAlign val="superscript"/>');
    const rich = { t: 's' as const, v: '6761', r: mark };
    const files = unzipSync(
      bytesOf(
        book([
          sheet([
            ['名称', '件数'],
            ['规章', rich],
            ['文件', '77'],
          ]),
        ]),
      ),
    );
    const name = 'xl/worksheets/sheet1.xml';
    files[name] = strToU8(
      strFromU8(files[name] ?? new Uint8Array()).replace(
        /<c r="B2".*?<\/c>/su,
        '<c r="B2" t="s"><v>0</v></c>',
      ),
    );
    files['xl/sharedStrings.xml'] = strToU8(
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>${mark}</si></sst>`,
    );
    const rels = 'xl/_rels/workbook.xml.rels';
    files[rels] = strToU8(
      strFromU8(files[rels] ?? new Uint8Array()).replace(
        '</Relationships>',
        '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      ),
    );
    const types = '[Content_Types].xml';
    files[types] = strToU8(
      strFromU8(files[types] ?? new Uint8Array()).replace(
        '</Types>',
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
      ),
    );
    expect(cellText(readBook(zipSync(files)))).toBe('676¹');
  });

  test('never give other digits for a mark beside a number', () => {
    const look = fc.constantFrom(
      '<vertAlign val="superscript"/>',
      '<vertAlign val="subscript"/>',
      '<strike/>',
    );
    const marks = fc.constantFrom('1', '2', '12', '①', '注1', '[3]', '*', '²', 'a');
    holds(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        marks,
        look,
        fc.boolean(),
        (number, mark, how, inFront) => {
          const parts = [run(String(number)), run(mark, how)];
          const told = countIn(dressed({ cell: inline((inFront ? parts.reverse() : parts).join('')) }));
          expect([number, 'unreadable']).toContain(told);
        },
      ),
    );
  });
});

describe('a number of a sheet', () => {
  const shown = (v: number, z: string): string =>
    cellText(
      readSheet([
        ['名称', '件数'],
        ['规章', { t: 'n', v, z }],
        ['文件', '77'],
      ]),
    );

  it.each([
    [676, '[$-804]0', '676'],
    [676, '[DBNum1][$-804]General', '676'],
    [1234, '#,##0', '1,234'],
    [5, '"￥"0', '￥5'],
    [5, '¥#,##0', '¥5'],
    [1234, '[$￥-804]#,##0', '￥1,234'],
    [0, '0;;', ''],
    [5, ';;;', ''],
    [0, '0"件";;"无"', '无'],
    [0, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', '-'],
    [-5, '0_);[Red]\\(0\\)', '(5)'],
    [5, '0"万元"', '5万元'],
  ])('%s in %s is what a reader sees: %s', (value, format, expected) => {
    expect(shown(value, format)).toBe(expected);
  });

  it.each([
    ['thousands as units', 676, '0,', '1\ufffc'],
    ['a digit beside it', 8, '0"1"', '81\ufffc'],
    ['no sign', -5, '0;[Red]0', '5\ufffc'],
    ['a fraction', 0.5, '# ?/?', '1/2\ufffc'],
    ['what it can not be set in here', 12_345, '0!.0,"万"', '.12万\ufffc'],
  ])('is untold where its format shows %s', (_, value, format, expected) => {
    expect(shown(value, format)).toBe(expected);
    expect(
      countIn(
        readSheet([
          ['名称', '件数'],
          ['规章', { t: 'n', v: value, z: format }],
          ['文件', '77'],
        ]),
      ),
    ).toBe('unreadable');
  });

  it('is not shown where it is nought and the sheet hides noughts', () => {
    const before = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>';
    expect(text({ cell: '<c r="B2"><v>0</v></c>', before })).toBe('');
    expect(text({ cell: '<c r="B2"><v>8</v></c>', before })).toBe('8');
  });

  test('is never another one than the cell holds, in whatever format', () => {
    const piece = fc.constantFrom(
      '0',
      '#',
      ',',
      '.',
      '0.0',
      '#,##0',
      '"件"',
      '"1"',
      '%',
      '_ ',
      '[$-804]',
      ';',
      '!1',
      '(',
      ')',
      '-',
      '[Red]',
      '万',
    );
    const format = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    holds(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), format, (value, z) => {
        const told = countIn(
          readSheet([
            ['名称', '件数'],
            ['规章', { t: 'n', v: value, z }],
            ['文件', '77'],
          ]),
        );
        expect([value, 'unreadable', 'blank', 'dash']).toContain(told);
      }),
    );
  });
});

describe('a cell of a sheet with a picture', () => {
  const anchored = (from: readonly [number, number], to: readonly [number, number], more = ''): Dressing => ({
    after:
      '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>',
    parts: {
      'xl/worksheets/_rels/sheet1.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
      'xl/drawings/drawing1.xml': `<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><twoCellAnchor><from><col>${from[1]}</col><colOff>90000</colOff><row>${from[0]}</row><rowOff>0</rowOff></from><to><col>${to[1]}</col><colOff>400000</colOff><row>${to[0]}</row><rowOff>90000</rowOff></to><pic><nvPicPr><cNvPr id="2" name="x" ${more}/></nvPicPr></pic></twoCellAnchor></wsDr>`,
    },
  });

  it('is not blank, and its number is not told', () => {
    expect(text({ ...anchored([1, 1], [1, 1]), cell: '' })).toBe('\ufffc');
    expect(countIn(dressed(anchored([1, 1], [1, 1])))).toBe('unreadable');
  });

  it('is what it is where the picture is hidden, or a seal over other cells with text', () => {
    expect(text(anchored([1, 1], [1, 1], 'hidden="1"'))).toBe('676');
    expect(text(anchored([0, 0], [2, 1]))).toBe('676');
  });

  it('is not blank under a control of a form', () => {
    const vml =
      '<xml><x:ClientData ObjectType="Checkbox"><x:Anchor>1, 5, 1, 2, 1, 40, 1, 18</x:Anchor></x:ClientData></xml>';
    const { after, parts } = anchored([9, 9], [9, 9]);
    const changed = {
      'xl/worksheets/_rels/sheet1.xml.rels': (parts?.['xl/worksheets/_rels/sheet1.xml.rels'] ?? '')
        .replace('relationships/drawing', 'relationships/vmlDrawing')
        .replace('drawing1.xml', 'vmlDrawing1.vml'),
      'xl/drawings/vmlDrawing1.vml': vml,
    };
    expect(
      text({ cell: '', after: after?.replace('<drawing', '<legacyDrawing') ?? '', parts: changed }),
    ).toBe('\ufffc');
    const note = { ...changed, 'xl/drawings/vmlDrawing1.vml': vml.replace('Checkbox', 'Note') };
    expect(text({ after: after?.replace('<drawing', '<legacyDrawing') ?? '', parts: note })).toBe('676');
  });
});
