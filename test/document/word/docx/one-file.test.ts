import { beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../../src/document/detect.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../../src/document/model.js';
import { readDocument } from '../../../../src/document/read.js';
import { readFlatOpc, readWordMl } from '../../../../src/document/word/docx/read-docx.js';
import { flatOpcFile, wordMlFile } from '../../../formats/flat-word.js';
import { cutFile, outcomes } from '../../cut-parts.js';
import { codeOf } from '../../helpers.js';
import { linesOf, report, tablesOf, wrongFigures } from '../../layout/drawn-report.js';
import { reportAsDocx } from './report.js';

const REPORT = report(2023);
const KINDS = [
  ['flat OPC', flatOpcFile, readFlatOpc, 'flat-opc'],
  ['Word 2003 XML', wordMlFile, readWordMl, 'wordml'],
] as const;

describe.each(KINDS)('a report as %s', (_name, make, readBytes, format) => {
  const read = (bytes: Uint8Array) => readBytes(bytes, DEFAULT_LIMITS);
  let whole: Uint8Array;
  beforeAll(async () => {
    whole = make(await reportAsDocx(REPORT));
  });

  it('has every figure, and the numbers that Word puts before its sections', async () => {
    expect(detectFormat(whole)).toBe(format);
    const document = await readDocument(whole);
    expect(document).toMatchObject({ format, encoding: null, issues: [] });
    expect(wrongFigures(document, REPORT)).toEqual([]);
    expect(linesOf(document)).toContain('一、总体情况');
  });

  it('is refused at every tenth of itself', () => {
    for (const [what, outcome] of outcomes(cutFile(whole), whole, read)) {
      expect([what, outcome]).toEqual([what, 'damaged']);
    }
  });
});

const WORD = 'http://schemas.microsoft.com/office/word/2003/wordml';

function wordMl(body: string, before = ''): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?><w:wordDocument xmlns:w="${WORD}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:st1="urn:schemas-microsoft-com:office:smarttags" xml:space="preserve">${before}<w:body><wx:sect>${body}<w:sectPr/></wx:sect></w:body></w:wordDocument>`,
  );
}
const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const line = (inside: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${inside}</w:p>`;
const cell = (inside: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${line(inside)}</w:tc>`;
const table = (...rows: string[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells}</w:tr>`).join('')}</w:tbl>`;
const readMl = (body: string, before = '', limits: Partial<DocumentLimits> = {}) =>
  readWordMl(wordMl(body, before), { ...DEFAULT_LIMITS, ...limits });
const lines = (body: string, before = ''): string[] => linesOf(readMl(body, before));
/** The text of the first cell, whose table has others. */
const firstCell = (inside: string): string | undefined =>
  tablesOf(readMl(table(cell(inside) + cell(run('项')), cell(run('一')) + cell(run('二')))))[0]?.rows[0]?.[0]
    ?.text;

describe('Word 2003 XML', () => {
  it('merges cells downwards by w:vmerge and sideways by w:hmerge and w:gridSpan', () => {
    const [read] = tablesOf(
      readMl(
        table(
          cell(run('甲'), '<w:vmerge w:val="restart"/>') + cell(run('乙'), '<w:gridSpan w:val="2"/>'),
          cell('', '<w:vmerge/>') + cell(run('丙'), '<w:hmerge w:val="restart"/>') + cell('', '<w:hmerge/>'),
        ),
      ),
    );
    expect(read?.rows.flat().map((one) => [one.text, one.column, one.rowSpan, one.columnSpan])).toEqual([
      ['甲', 0, 2, 1],
      ['乙', 1, 1, 2],
      ['丙', 1, 1, 2],
    ]);
  });

  it('has marks, strokes and hidden text as .docx has', () => {
    expect(firstCell(run('8') + run('1', '<w:vertAlign w:val="superscript"/>'))).toBe('8¹');
    expect(firstCell(run('675', '<w:strike w:val="on"/>') + run('676'))).toBe('6̶7̶5̶676');
    expect(firstCell(run('676') + run('9', '<w:vanish/>'))).toBe('676');
    expect(firstCell(run('8', '<w:strike w:val="off"/>'))).toBe('8');
  });

  it('accepts tracked changes, and leaves comments and bookmarks out', () => {
    const change = (type: string, inside: string): string =>
      `<aml:annotation aml:id="1" w:type="Word.${type}" aml:author="a"><aml:content>${inside}</aml:content></aml:annotation>`;
    const deleted = change('Deletion', '<w:r><w:delText>675</w:delText></w:r>');
    expect(firstCell(deleted + change('Insertion', run('676')))).toBe('676');
    expect(firstCell(`${run('676')}<w:r>${change('Comment', line(run('9')))}</w:r>`)).toBe('676');
    expect(
      firstCell(`<aml:annotation aml:id="2" w:type="Word.Bookmark.Start" w:name="b"/>${run('676')}`),
    ).toBe('676');
    const mark = '<w:rPr><aml:annotation aml:id="3" w:type="Word.Deletion"/></w:rPr>';
    expect(lines(line(run('一、总体'), mark) + line(run('情况')))).toEqual(['一、总体情况']);
    const gone = `<w:tr><w:trPr><aml:annotation aml:id="4" w:type="Word.Deletion"/></w:trPr>${cell(run('9'))}</w:tr>`;
    const rows = table(cell(run('甲')) + cell(run('1')), cell(run('乙')) + cell(run('2')));
    const [read] = tablesOf(readMl(rows.replace('</w:tbl>', `${gone}</w:tbl>`)));
    expect(read?.rows).toHaveLength(2);
  });

  it('is read through smart tags and sections', () => {
    expect(
      lines(line(`${run('2')}<st1:chmetcnv w:st="on" UnitName="件">${run('3件')}</st1:chmetcnv>`)),
    ).toEqual(['23件']);
    expect(
      lines(
        `<wx:sub-section>${line(run('一'))}<wx:sub-section>${line(run('二'))}</wx:sub-section></wx:sub-section>`,
      ),
    ).toEqual(['一', '二']);
  });

  it('keeps blanks between runs, as its root says', () => {
    expect(firstCell(run('12 ') + run('34'))).toBe('12 34');
  });

  it('numbers paragraphs by its lists', () => {
    const level =
      '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="39"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl>';
    const lists = `<w:lists><w:listDef w:listDefId="7">${level}</w:listDef><w:list w:ilfo="2"><w:ilst w:val="7"/></w:list></w:lists>`;
    const numbered = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="2"/><wx:t wx:val="一、"/></w:listPr>';
    expect(lines(line(run('总体情况'), numbered) + line(run('主动公开'), numbered), lists)).toEqual([
      '一、总体情况',
      '二、主动公开',
    ]);
  });

  it('takes the results of fields, and the styles in the file', () => {
    const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    expect(
      firstCell(
        `${field('begin')}<w:r><w:instrText>=1+2</w:instrText></w:r>${field('separate')}${run('3')}${field('end')}`,
      ),
    ).toBe('3');
    const styles =
      '<w:styles><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>';
    expect(lines(line(run('2') + run('9', '<w:rStyle w:val="a"/>')), styles)).toEqual(['2']);
  });

  it('has the title that its text shows too', () => {
    const named = '<o:DocumentProperties><o:Title>海宁市粮食局年度报告</o:Title></o:DocumentProperties>';
    expect(readMl(line(run('海宁市粮食局年度报告')), named).meta).toEqual({ title: '海宁市粮食局年度报告' });
  });

  it('is refused with entities, and beyond the limits', () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>';
    const bytes = Buffer.from(
      wordMl(line(run('&b;')))
        .toString()
        .replace('<?xml version="1.0"?>', bomb),
    );
    expect(codeOf(() => readWordMl(bytes, DEFAULT_LIMITS))).toBe('damaged');
    expect(codeOf(() => readMl('<wx:sect>'.repeat(600) + '</wx:sect>'.repeat(600)))).toBe('too_deep');
    const rows = table(...Array.from({ length: 9 }, () => cell(run('1')) + cell(run('2'))));
    expect(readMl(rows, '', { cells: 4 }).issues).toMatchObject([{ code: 'limit_reached' }]);
  });
});

describe('flat OPC', () => {
  const opc = (...parts: string[]): Buffer =>
    Buffer.from(
      `<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">${parts.join('')}</pkg:package>`,
    );
  const part = (name: string, root: string): string =>
    `<pkg:part pkg:name="${name}"><pkg:xmlData>${root}</pkg:xmlData></pkg:part>`;
  const main = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${line(run('甲'))}</w:body></w:document>`;

  it('finds its main part without relations, and passes over binary parts', () => {
    const picture = '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>';
    expect(linesOf(readFlatOpc(opc(picture, part('/word/document.xml', main)), DEFAULT_LIMITS))).toEqual([
      '甲',
    ]);
  });

  it('is refused without a main part, with two of one name, and where it is no Word file', () => {
    const codes = [
      opc(part('/word/styles.xml', main)),
      opc(part('/word/document.xml', main), part('/word/Document.xml', main)),
      opc(part('/word/document.xml', '<p:presentation xmlns:p="urn:p"/>')),
    ].map((bytes) => codeOf(() => readFlatOpc(bytes, DEFAULT_LIMITS)));
    expect(codes).toEqual(['damaged', 'damaged', 'unsupported']);
  });
});
