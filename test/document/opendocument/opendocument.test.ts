import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/document/detect.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import {
  readFlatOpenDocument,
  readOpenDocument,
} from '../../../src/document/opendocument/read-opendocument.js';
import { readDocument } from '../../../src/document/read.js';
import { PLAIN } from '../../formats/layouts.js';
import { printReport } from '../../formats/printed.js';
import { flatOpenDocument, openDocumentPackage } from '../../formats/write-opendocument.js';
import { cutFile, cutParts, outcomes } from '../cut-parts.js';
import { codeOf } from '../helpers.js';
import { linesOf, report, tablesOf, wrongFigures } from '../layout/drawn-report.js';

const REPORT = report(2023);
const PRINTED = printReport(REPORT, PLAIN);
const KINDS = [
  ['odt', openDocumentPackage('odt', PRINTED), 'opendocument'],
  ['ods', openDocumentPackage('ods', PRINTED), 'opendocument'],
  ['fodt', flatOpenDocument(PRINTED), 'flat-opendocument'],
] as const;

describe.each(KINDS)('a report as .%s', (format, whole, type) => {
  const readWhole = type === 'opendocument' ? readOpenDocument : readFlatOpenDocument;
  const read = (bytes: Uint8Array) => readWhole(bytes, DEFAULT_LIMITS).content;

  it('has every figure', async () => {
    expect(detectFormat(whole)).toBe(type);
    const document = await readDocument(whole);
    expect(document).toMatchObject({ format, encoding: null, issues: [] });
    expect(wrongFigures(document, REPORT)).toEqual([]);
  });

  it('is refused at every tenth of itself and of its parts', () => {
    const cuts = [...cutFile(whole), ...(type === 'opendocument' ? cutParts(whole) : [])];
    for (const [what, outcome] of outcomes(cuts, whole, read))
      expect([what, outcome]).toEqual([what, 'damaged']);
  });
});

const NAMESPACES = ['office', 'style', 'text', 'table', 'meta']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ');

function flat(kind: 'text' | 'spreadsheet', body: string, automatic = '', common = ''): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?>\n<office:document ${NAMESPACES}><office:meta><dc:title>海宁市粮食局年度报告</dc:title></office:meta><office:styles>${common}</office:styles><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`,
  );
}
type Limits = Partial<DocumentLimits>;
const text = (body: string, automatic = '', common = '', limits: Limits = {}) =>
  readFlatOpenDocument(flat('text', body, automatic, common), { ...DEFAULT_LIMITS, ...limits }).content;
const sheets = (body: string, automatic = '', limits: Limits = {}) =>
  readFlatOpenDocument(flat('spreadsheet', body, automatic), { ...DEFAULT_LIMITS, ...limits }).content;

const p = (inside: string): string => `<text:p>${inside}</text:p>`;
const cell = (inside: string, more = ''): string =>
  `<table:table-cell${more}>${p(inside)}</table:table-cell>`;
const row = (cells: string, more = ''): string => `<table:table-row${more}>${cells}</table:table-row>`;
const table = (rows: string, more = ''): string => `<table:table${more}>${rows}</table:table>`;
const spans = (columns: number, rows: number): string =>
  ` table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}"`;
const covered = (times = 1): string => `<table:covered-table-cell table:number-columns-repeated="${times}"/>`;
const value = (shown: string, held: number, more = ''): string =>
  cell(shown, ` office:value-type="float" office:value="${held}"${more}`);
const style = (family: string, name: string, inside: string, more = ''): string =>
  `<style:style style:family="${family}" style:name="${name}"${more}>${inside}</style:style>`;
const textStyle = (name: string, properties: string): string =>
  style('text', name, `<style:text-properties ${properties}/>`);

type Read = ReturnType<typeof text>;
const grid = (read: Read): string[][] | undefined =>
  tablesOf(read)[0]?.rows.map((cells) => cells.map((one) => one.text));
const slots = (read: Read): unknown[] | undefined =>
  tablesOf(read)[0]
    ?.rows.flat()
    .map((one) => [one.text, one.row, one.column, one.rowSpan, one.columnSpan]);

describe('the text of a paragraph', () => {
  const line = (inside: string, automatic = ''): string | undefined => linesOf(text(p(inside), automatic))[0];

  it('is what stands in it and in its parts, in their order', () => {
    expect(line('共<text:span>8</text:span>件<text:s text:c="3"/>，<text:a>见附件</text:a>。')).toBe(
      '共8件 ，见附件。',
    );
    expect(linesOf(text(p('一\n 行<text:line-break/>二<text:tab/>行')))).toEqual(['一 行', '二 行']);
  });

  it('is without comments, deletions, hidden text and the bodies of notes', () => {
    expect(line('8<office:annotation><text:p>9</text:p></office:annotation>件')).toBe('8件');
    expect(line('8<text:hidden-text text:is-hidden="true">9</text:hidden-text>件')).toBe('8件');
    expect(linesOf(text(`${p('8<text:hidden-paragraph text:is-hidden="true"/>')}${p('9')}`))).toEqual(['9']);
    const deleted =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>675</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    expect(linesOf(text(deleted + p('<text:change text:change-id="a"/>676')))).toEqual(['676']);
    expect(linesOf(text(`<text:section text:display="none">${p('9')}</text:section>${p('8')}`))).toEqual([
      '8',
    ]);
    expect(
      line(
        '8<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>',
      ),
    ).toBe('8¹');
  });

  it.each([
    ['raised', 'style:text-position="super 58%"', '8¹'],
    ['raised by a share', 'style:text-position="33% 100%"', '8¹'],
    ['on the line', 'style:text-position="0% 100%"', '81'],
    ['lowered', 'style:text-position="sub 58%"', '8₁'],
    ['struck', 'style:text-line-through-style="solid"', '81̶'],
    ['not struck', 'style:text-line-through-style="none"', '81'],
    ['hidden', 'text:display="none"', '8'],
    ['white', 'fo:color="#FFFFFF"', '8'],
    ['white on a ground of its own', 'fo:color="#ffffff" fo:background-color="#000000"', '81'],
    ['tiny', 'fo:font-size="0.5pt"', '8'],
  ])('shows what its style makes of it: %s', (_name, properties, shown) => {
    expect(line('8<text:span text:style-name="T1">1</text:span>', textStyle('T1', properties))).toBe(shown);
  });

  it('has the styles of its paragraph, and those that styles derive from', () => {
    const common = style('paragraph', 'Gone', '<style:text-properties text:display="none"/>');
    const derived = style('paragraph', 'P1', '', ' style:parent-style-name="Gone"');
    expect(linesOf(text(`<text:p text:style-name="P1">9</text:p>${p('8')}`, derived, common))).toEqual(['8']);
    const circle = style('text', 'A', '', ' style:parent-style-name="A"');
    expect(line('<text:span text:style-name="A">8</text:span>', circle)).toBe('8');
  });
});

describe('numbers before paragraphs', () => {
  const level = (format: string, suffix: string, more = ''): string =>
    `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="${format}" style:num-suffix="${suffix}"${more}/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>`;
  const item = (inside: string, more = ''): string => `<text:list-item${more}>${inside}</text:list-item>`;
  const list = (inside: string, more = ''): string =>
    `<text:list text:style-name="L"${more}>${inside}</text:list>`;

  it('count the items of a list, and go on where it says so', () => {
    const style = level('一, 二, 三, ...', '、');
    const body = list(item(p('总体情况') + p('情况')) + item(p('主动公开')));
    expect(linesOf(text(body + list(item(p('申请')), ' text:continue-numbering="true"'), style))).toEqual([
      '一、总体情况',
      '情况',
      '二、主动公开',
      '三、申请',
    ]);
    expect(linesOf(text(body + list(item(p('申请'))), style)).at(-1)).toBe('一、申请');
    expect(linesOf(text(list(item(p('甲'), ' text:start-value="5"') + item(p('乙'))), style))).toEqual([
      '五、甲',
      '六、乙',
    ]);
    const nested = list(item(p('甲') + list(item(p('乙')) + item(p('丙')))));
    expect(linesOf(text(nested, level('1', '.')))).toEqual(['1.甲', '1.1.乙', '1.2.丙']);
  });

  it('count headings by the outline', () => {
    const outline =
      '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>';
    const h = (at: number, inside: string): string => `<text:h text:outline-level="${at}">${inside}</text:h>`;
    expect(linesOf(text(h(1, '总体情况') + h(2, '概述') + h(1, '主动公开'), '', outline))).toEqual([
      '一、总体情况',
      '概述',
      '二、主动公开',
    ]);
  });
});

describe('a table of a text', () => {
  it('has the spans of its cells', () => {
    const rows =
      row(cell('甲', spans(1, 2)) + cell('乙', spans(2, 1)) + covered()) +
      row(covered() + cell('1') + cell('2'));
    expect(slots(text(table(rows)))).toEqual([
      ['甲', 0, 0, 2, 1],
      ['乙', 0, 1, 1, 2],
      ['1', 1, 1, 1, 1],
      ['2', 1, 2, 1, 1],
    ]);
  });

  it('repeats cells and rows that stand for several', () => {
    const rows = row(
      cell('甲') + cell('8', ' table:number-columns-repeated="2"'),
      ' table:number-rows-repeated="2"',
    );
    expect(grid(text(table(rows)))).toEqual([
      ['甲', '8', '8'],
      ['甲', '8', '8'],
    ]);
  });

  it('has rows in its head and in groups, and none that are hidden', () => {
    const head = `<table:table-header-rows>${row(cell('项') + cell('数'))}</table:table-header-rows>`;
    const group = `<table:table-row-group>${row(cell('甲') + cell('8'))}</table:table-row-group>`;
    const read = text(table(head + group + row(cell('乙') + cell('9'), ' table:visibility="collapse"')));
    expect(grid(read)).toEqual([
      ['项', '数'],
      ['甲', '8'],
    ]);
    expect(tablesOf(read)[0]?.rows[0]?.[0]?.header).toBe(true);
  });

  it('shows that something is drawn in a cell', () => {
    const frame = (anchor: string): string =>
      `<draw:frame text:anchor-type="${anchor}"><draw:image/></draw:frame>`;
    const rows = row(cell('甲') + cell(frame('as-char'))) + row(cell('乙') + cell(frame('char')));
    expect(grid(text(table(rows)))).toEqual([
      ['甲', '\ufffc'],
      ['乙', '\ufffc'],
    ]);
  });

  it('whose cells stand where others reach does not line up', () => {
    const rows = row(cell('甲', spans(1, 2)) + cell('1')) + row(cell('乙') + cell('2'));
    expect(tablesOf(text(table(rows)))[0]?.aligned).toBe(false);
  });

  it('takes no more than the limits allow, however often a row stands there', () => {
    const many = table(row(cell('甲') + cell('8'), ' table:number-rows-repeated="1000000"'));
    expect(text(many, '', '', { cells: 50 }).issues).toMatchObject([{ code: 'limit_reached' }]);
  });
});

describe('a sheet', () => {
  it('shows numbers as they are written, and none that is another one', () => {
    const rows =
      row(cell('甲') + value('1,234', 1234)) +
      row(cell('乙') + value('1', 1234)) +
      row(cell('丙') + value('45%', 0.45));
    expect(grid(sheets(table(rows)))).toEqual([
      ['甲', '1,234'],
      ['乙', '1\ufffc'],
      ['丙', '45%'],
    ]);
  });

  it('shows a number without a text as it is, unless it has a format', () => {
    const held = (more = ''): string =>
      `<table:table-cell office:value-type="float" office:value="8"${more}/>`;
    const ce = style('table-cell', 'ce', '', ' style:data-style-name="N1"');
    const rows = row(cell('甲') + held()) + row(cell('乙') + held(' table:style-name="ce"'));
    expect(grid(sheets(table(rows), ce))).toEqual([
      ['甲', '8'],
      ['乙', '8\ufffc'],
    ]);
  });

  it('has merged cells, and blank ones where nothing is written', () => {
    const rows =
      row(cell('甲', spans(1, 2)) + cell('乙', spans(2, 1)) + covered()) +
      row(`${covered()}<table:table-cell/>${cell('2')}`);
    expect(slots(sheets(table(rows)))).toEqual([
      ['甲', 0, 0, 2, 1],
      ['乙', 0, 1, 1, 2],
      ['', 1, 1, 1, 1],
      ['2', 1, 2, 1, 1],
    ]);
  });

  it('has no hidden rows, columns and sheets, and says so', () => {
    const columns =
      '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>';
    const rows =
      row(cell('甲') + cell('9') + cell('8')) +
      row(cell('乙') + cell('9') + cell('7')) +
      row(cell('丙'), ' table:visibility="filter"');
    const hidden = table(row(cell('丁') + cell('6')), ' table:style-name="ta"');
    const ta = style('table', 'ta', '<style:table-properties table:display="false"/>');
    const read = sheets(table(columns + rows) + hidden, ta);
    expect(grid(read)).toEqual([
      ['甲', '8'],
      ['乙', '7'],
    ]);
    expect(read.issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'left_out: a hidden sheet was left out',
      'left_out: sheet 1: 3 hidden cell(s) were left out',
    ]);
  });

  it('has the looks of its cells, of its columns, and doubts those that hang on a condition', () => {
    const struck = style(
      'table-cell',
      'gone',
      '<style:text-properties style:text-line-through-style="solid"/>',
    );
    const map = style(
      'table-cell',
      'maybe',
      '<style:map style:condition="value()=1" style:apply-style-name="gone"/>',
    );
    const columns = '<table:table-column/><table:table-column table:default-cell-style-name="gone"/>';
    const rows =
      row(cell('甲') + value('8', 8)) + row(cell('乙') + value('1', 1, ' table:style-name="maybe"'));
    expect(grid(sheets(table(columns + rows), struck + map))).toEqual([
      ['甲', '8̶'],
      ['乙', '1\ufffc'],
    ]);
  });

  it('keeps a drawn blank row, and ends its table at one that nobody drew', () => {
    const drawn = style(
      'table-cell',
      'box',
      '<style:table-cell-properties fo:border="0.5pt solid #000000"/>',
    );
    const box = '<table:table-cell table:style-name="box" table:number-columns-repeated="2"/>';
    const rows =
      row(cell('甲') + cell('8')) +
      row(box) +
      row(cell('乙') + cell('7')) +
      row('<table:table-cell/>') +
      row(cell('丙') + cell('6'));
    expect(tablesOf(sheets(table(rows), drawn)).map(({ rows: read }) => read.length)).toEqual([3, 1]);
  });

  it('shows that something is drawn in a blank cell, and formulas without a result', () => {
    const picture = '<table:table-cell><draw:frame><draw:image/></draw:frame></table:table-cell>';
    const formula = '<table:table-cell table:formula="of:=[.A1]+1"/>';
    expect(grid(sheets(table(row(cell('甲') + picture) + row(cell('乙') + formula))))).toEqual([
      ['甲', '\ufffc'],
      ['乙', '=of:=[.A1]+1'],
    ]);
  });

  it('is as large as what stands in it, whatever its last row and column are', () => {
    const rest = '<table:table-cell table:number-columns-repeated="16382"/>';
    const end = row(
      '<table:table-cell table:number-columns-repeated="16384"/>',
      ' table:number-rows-repeated="1048574"',
    );
    expect(
      grid(sheets(table(row(cell('甲') + cell('8') + rest) + row(cell('乙') + cell('7') + rest) + end))),
    ).toEqual([
      ['甲', '8'],
      ['乙', '7'],
    ]);
  });

  it('takes no more than the limits allow', () => {
    const wide = row(
      cell('8', ' table:number-columns-repeated="16384"'),
      ' table:number-rows-repeated="1000000"',
    );
    expect(codeOf(() => sheets(table(wide.repeat(100)), '', { cells: 2000 }))).toBe('too_large');
    const long = row(cell('甲') + cell('8'), ' table:number-rows-repeated="1000000"').repeat(20);
    expect(sheets(table(long), '', { cells: 2000 }).issues).toMatchObject([{ code: 'limit_reached' }]);
    const piled = row(cell('8', spans(1000, 100_000)).repeat(1000)).repeat(60);
    expect(codeOf(() => sheets(table(piled), '', { cells: 2000 }))).toBe('too_large');
  });
});

describe('a file of OpenDocument', () => {
  const packed = (files: Record<string, string>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, inside]) => [name, Buffer.from(inside)])));

  it('under a password is refused as such', () => {
    const manifest =
      '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>';
    const file = packed({ 'META-INF/manifest.xml': manifest, 'content.xml': '\u0001' });
    expect(codeOf(() => readOpenDocument(file, DEFAULT_LIMITS))).toBe('encrypted');
  });

  it('that is a presentation, or has no content, is refused', () => {
    const slides = flat('text', '').toString().replaceAll('office:text', 'office:presentation');
    expect(codeOf(() => readFlatOpenDocument(Buffer.from(slides), DEFAULT_LIMITS))).toBe('unsupported');
    expect(codeOf(() => readOpenDocument(packed({ mimetype: 'x' }), DEFAULT_LIMITS))).toBe('damaged');
  });

  it('has the title that its text shows too', () => {
    expect(text(p('海宁市粮食局年度报告')).meta).toEqual({ title: '海宁市粮食局年度报告' });
    expect(text(p('另一份报告')).meta).toEqual({});
  });

  it('is refused with entities, nested too deep, and unpacked too large', () => {
    const bomb = flat('text', p('&b;'))
      .toString()
      .replace('<?xml version="1.0"?>', '<!DOCTYPE a [<!ENTITY b "x">]>');
    expect(codeOf(() => readFlatOpenDocument(Buffer.from(bomb), DEFAULT_LIMITS))).toBe('damaged');
    expect(codeOf(() => text('<text:section>'.repeat(600) + '</text:section>'.repeat(600)))).toBe('too_deep');
    const zip = packed({ mimetype: 'x', 'content.xml': ' '.repeat(5_000_000) });
    expect(codeOf(() => readOpenDocument(zip, { ...DEFAULT_LIMITS, unpacked: 1_000_000 }))).toBe('too_large');
  });
});
