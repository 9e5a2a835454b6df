import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/document/detect.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import { readDocument } from '../../../src/document/read.js';
import { readRtf } from '../../../src/document/rtf/read-rtf.js';
import { PLAIN } from '../../formats/layouts.js';
import { printReport } from '../../formats/printed.js';
import { rtfFile } from '../../formats/write-rtf.js';
import { cutFile, outcomes } from '../cut-parts.js';
import { codeOf } from '../helpers.js';
import { linesOf, report, tablesOf, wrongFigures } from '../layout/drawn-report.js';

const REPORT = report(2023);
const PRINTED = printReport(REPORT, PLAIN);

describe.each(['unicode', 'gbk'] as const)('a report as RTF in %s', (characters) => {
  const whole = rtfFile(PRINTED, characters);

  it('has every figure', async () => {
    expect(detectFormat(whole)).toBe('rtf');
    const document = await readDocument(whole);
    expect(document).toMatchObject({ format: 'rtf', encoding: null, issues: [] });
    expect(document.meta.title).toBe(REPORT.title);
    expect(wrongFigures(document, REPORT)).toEqual([]);
  });

  it('is refused at every tenth of itself', () => {
    const read = (bytes: Uint8Array) => readRtf(bytes, DEFAULT_LIMITS);
    for (const [what, outcome] of outcomes(cutFile(whole), whole, read))
      expect([what, outcome]).toEqual([what, 'damaged']);
  });
});

const HEAD = String.raw`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}{\f3\fcharset136 MingLiU;}{\f4\fcharset2 Symbol;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red192\green192\blue192;}`;
const rtf = (body: string, head = HEAD): Buffer => Buffer.from(`${head}${body}}`, 'latin1');
const read = (body: string, limits: Partial<DocumentLimits> = {}) =>
  readRtf(rtf(body), { ...DEFAULT_LIMITS, ...limits });
const lines = (body: string): string[] => linesOf(read(body));
const line = (body: string): string | undefined => lines(`${body}\\par`)[0];
const r = String.raw;

describe('the text of an RTF file', () => {
  it.each([
    ['bytes in the code page of its font', r`\'b9\'ab\'bf\'aa8\'bc\'fe`, '公开8件'],
    ['bytes that are not written as codes', '\xb9\xab\xbf\xaa', '公开'],
    ['bytes in a font without a character set', r`\f1\'b9\'ab`, '公'],
    ['bytes in another character set', r`\f3\'a4\'bd`, '公'],
    ['bytes over the end of a line', "\\'b9\r\n\\'ab", '公'],
    ['Unicode with one byte of two that stand for it', r`\u20844\'b9\'ab8`, '公\ufffd'],
    ['Unicode with two that stand for it', r`\uc2\u20844\'b9\'ab8`, '公8'],
    ['Unicode with nothing that stands for it', r`\uc0\u20844 8`, '公8'],
    ['Unicode with a symbol that stands for it', r`\u20844\~8`, '公8'],
    ['negative Unicode', r`\u-28584?`, '\u9058'],
    ['surrogates', r`\u-10179?\u-8704?`, '\u{1f600}'],
    ['Unicode whose stand-in ends with its group', r`{\uc2\u20844 a}8`, '公8'],
    ['signs with words of their own', r`\lquote 8\rquote\emdash\~8\_9\-0`, '‘8’— 8-90'],
    ['escaped signs', r`\{8\}\\`, '{8}\\'],
    ['symbols of a font', r`8{\f2 \'81}`, '8①'],
    ['symbols in Unicode', r`8{\f2\u-3967?}`, '8①'],
    ['figures of the font Symbol', r`{\f4 8}`, '8'],
  ])('is %s', (_name, body, shown) => {
    expect(line(body)).toBe(shown);
  });

  it('says how many characters could not be decoded', () => {
    expect(read(r`8\'ff\par`).issues).toMatchObject([{ code: 'encoding_damaged' }]);
  });

  it.each([
    ['raised', r`8{\super 1}`, '8¹'],
    ['raised until it is not', r`8\super 1\nosupersub\'bc\'fe`, '8¹件'],
    ['raised by half-points', r`8{\up6 1}`, '8¹'],
    ['set right by the eye', r`8{\up2 1}`, '81'],
    ['lowered', r`8{\sub 1}`, '8₁'],
    ['lowered by half-points', r`8{\dn6 1}`, '8₁'],
    ['struck', r`\strike 675\strike0 676`, '6̶7̶5̶676'],
    ['struck twice', r`{\striked1 5}6`, '5̶6'],
    ['hidden', r`8\v 9\v0\'bc\'fe`, '8件'],
    ['hidden until all is plain', r`8\v 9\plain\'bc\'fe`, '8件'],
    ['deleted', r`{\deleted 675}{\revised 676}`, '676'],
    ['white', r`8{\cf2 9}`, '8'],
    ['white on a ground of its own', r`8{\cf2\chcbpat1 9}`, '89'],
    ['white where the paragraph may be coloured', r`\cbpat3 8{\cf2 9}`, '8\ufffc'],
    ['tiny', r`8{\fs2 9}`, '8'],
  ])('shows what is %s', (_name, body, shown) => {
    expect(line(body)).toBe(shown);
  });

  it.each([
    ['notes', r`8{\super{\footnote\pard\plain 9\par}}`],
    ['headers and footers', r`{\header\pard 9\par}{\footerr\pard 9\par}8`],
    ['comments', r`8{\*\atnid a}{\*\annotation 9}`],
    ['what a reader may leave out', r`{\*\unknown{\b 9}9}8`],
    ['codes of fields', r`{\field{\*\fldinst =9}{\fldrslt 8}}`],
    ['index entries', r`8{\xe 9}`],
    ['binary data', r`{\pict\bin4 {}}98}8`.replace('{}}9', '{}}9')],
    ['what stands for Unicode beside itself', r`{\upr{9}{\*\ud{8}}}`],
  ])('is without %s', (_name, body) => {
    expect(line(body)).toBe('8');
  });

  it('has the numbers of lists, and runs on where a mark is deleted', () => {
    expect(line(r`{\listtext\pard\plain 1.\tab}{\*\pn\pnlvlbody}8`)).toBe('1. 8');
    expect(lines(r`a{\deleted\par}b\par`)).toEqual(['ab']);
    expect(lines('a\\\nb\\line c\\par')).toEqual(['a', 'b', 'c']);
  });

  it('says that text boxes were left out', () => {
    const box = r`{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard 9\par}}{\shprslt 9}}`;
    expect(read(`8${box}\\par`).issues).toMatchObject([{ code: 'left_out' }]);
    expect(line(`8${box}`)).toBe('8');
  });
});

describe('a table of an RTF file', () => {
  const row = (definition: string, ...cells: string[]): string =>
    `\\trowd${definition}${cells.map((text) => `\\pard\\intbl ${text}\\cell`).join('')}\\row`;
  const two = r`\cellx1000\cellx2000`;
  const grid = (body: string) =>
    tablesOf(read(body)).map(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)));
  const slots = (body: string) =>
    tablesOf(read(body))[0]
      ?.rows.flat()
      .map((cell) => [cell.text, cell.row, cell.column, cell.rowSpan, cell.columnSpan]);
  /** The text of a cell beside others. */
  const inCell = (inside: string) => grid(row(two, 'a', inside) + row(two, 'b', '7'))[0]?.[0]?.[1];

  it('is parted from the prose around it, and from the next by prose alone', () => {
    const one = row(two, 'a', '8') + row(two, 'b', '7');
    expect(grid(r`x\par${one}\pard y\par${one}\pard z\par`)).toEqual([
      [
        ['a', '8'],
        ['b', '7'],
      ],
      [
        ['a', '8'],
        ['b', '7'],
      ],
    ]);
    expect(lines(r`x\par${one}\pard y\par`)).toEqual(['x', 'y']);
  });

  it('has its columns by the edges of its cells, near ones being one', () => {
    expect(
      slots(row(r`\cellx1000\cellx3000`, 'a', 'b') + row(r`\cellx1010\cellx2000\cellx2995`, 'c', '1', '2')),
    ).toEqual([
      ['a', 0, 0, 1, 1],
      ['b', 0, 1, 1, 2],
      ['c', 1, 0, 1, 1],
      ['1', 1, 1, 1, 1],
      ['2', 1, 2, 1, 1],
    ]);
  });

  it('has merged cells, sideways and downwards', () => {
    const body =
      row(r`\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000`, 'a', 'b', '') +
      row(r`\clvmrg\cellx1000\cellx2000\cellx3000`, '', '1', '2');
    expect(slots(body)).toEqual([
      ['a', 0, 0, 2, 1],
      ['b', 0, 1, 1, 2],
      ['1', 1, 1, 1, 1],
      ['2', 1, 2, 1, 1],
    ]);
  });

  it('takes the definition that stands before the end of the row, wherever that is', () => {
    const late = r`\pard\intbl a\cell 8\cell{\trowd\cellx1000\cellx2000\row}`;
    expect(grid(`${late}${late}`)).toEqual([
      [
        ['a', '8'],
        ['a', '8'],
      ],
    ]);
    expect(tablesOf(read(`${late}${late}`))[0]?.aligned).toBe(true);
    expect(tablesOf(read(row(r`\cellx1000`, 'a', '8') + row(two, 'b', '7')))[0]?.aligned).toBe(false);
  });

  it('has several lines in a cell, and tables in a cell', () => {
    expect(inCell(r`8\par\intbl 9`)).toBe('8\n9');
    const inner = r`\pard\intbl\itap2 c\nestcell 1\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}{\nonesttables\par}`;
    expect(grid(`\\trowd\\cellx5000${inner}${inner}\\pard\\intbl\\cell\\row`)).toEqual([
      [
        ['c', '1'],
        ['c', '1'],
      ],
    ]);
  });

  it('shows that a picture or an object is in a cell, and what floats over a blank one', () => {
    expect(inCell(r`{\*\shppict{\pict\pngblip 00}}{\nonshppict{\pict 00}}`)).toBe('\ufffc');
    expect(inCell(r`{\object\objemb{\*\objdata 00}{\result{\pict 00}}}`)).toBe('\ufffc');
    expect(inCell(r`{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}}}`)).toBe('\ufffc');
    expect(inCell(r`8{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}}}`)).toBe('8');
  });

  it('has a link beside a number as a mark', () => {
    expect(inCell(r`8{\field{\*\fldinst HYPERLINK "#a"}{\fldrslt 1}}`)).toBe('8¹');
    expect(inCell(r`{\field{\*\fldinst HYPERLINK "#a"}{\fldrslt 81}}`)).toBe('81');
  });

  it('leaves white type in doubt where cells are coloured', () => {
    expect(
      grid(row(r`\cellx1000\clcbpat3\cellx2000`, 'a', r`{\cf2 9}`) + row(two, 'b', '7'))[0]?.[0],
    ).toEqual(['a', '\ufffc']);
  });
});

describe('the limits of an RTF file', () => {
  it('are kept', () => {
    expect(codeOf(() => read('{'.repeat(600) + '}'.repeat(600)))).toBe('too_deep');
    expect(codeOf(() => read(r`\pard\intbl\itap30000 8\par`))).toBe('too_deep');
    const rows = r`\trowd\cellx1\cellx2\pard\intbl 1\cell 2\cell\row`.repeat(20);
    expect(read(rows, { cells: 10 }).issues).toMatchObject([{ code: 'limit_reached' }]);
  });

  it('a data length that reaches over the end leaves it cut off', () => {
    expect(codeOf(() => read(r`8{\pict\bin9999999999 00}\par`))).toBe('damaged');
    expect(codeOf(() => read(r`8\bin-5 9\par`))).toBeUndefined();
  });

  it('a file that ends twice has lost what stands behind, blanks apart', () => {
    expect(read(r`8\par}{\b 9`).issues).toMatchObject([{ code: 'truncated' }]);
    expect(readRtf(Buffer.concat([rtf(r`8\par`), Buffer.from('\r\n\0 ')]), DEFAULT_LIMITS).issues).toEqual(
      [],
    );
  });

  it('are not needed for what is many and small', () => {
    expect(line('\\b0'.repeat(300_000) + r`\'b9\'ab`.repeat(1))).toBe('公');
    expect(line(r`{\field{\*\fldinst HYPERLINK}{\fldrslt 1}}`.repeat(20_000))).toHaveLength(20_000);
    expect(lines(r`{\f1 8}\par`.repeat(50_000))).toHaveLength(50_000);
  });
});
