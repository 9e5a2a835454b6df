import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../src/document/pdf/read-pdf.js';
import type { DrawnPage, DrawnText } from '../layout/drawing.js';
import { LIMITS, linesOf, tablesOf } from '../layout/drawn-report.js';
import { FIRST_FREE, type PdfOptions, stream, ucs2, writePdf } from './writer.js';

function text(value: string, x: number, y: number, size = 12): DrawnText {
  return { text: value, x, y, size };
}

function page(...texts: DrawnText[]): DrawnPage {
  return { width: 595, height: 842, texts, rules: [] };
}

async function lines(drawn: DrawnPage, options: PdfOptions = {}): Promise<string[]> {
  return linesOf(await readPdf(writePdf([drawn], options), LIMITS));
}

/** Shows text at a place from the page's bottom left corner. */
const show = (value: string, x: number, y: number): string =>
  `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm <${ucs2(value)}> Tj ET`;

describe('what a PDF shows', () => {
  it('is text, radicals read as the ideographs that they stand for', async () => {
    expect(await lines(page(text('⽅案和⻋辆，１２件', 80, 100)))).toEqual(['方案和车辆，１２件']);
  });

  it('is text of forms that are drawn on the page', async () => {
    const form = stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 300 50] /Matrix [1 0 0 1 80 500] /Resources << /Font << /F1 3 0 R >> >>',
      show('表格之外', 0, 10),
    );
    const options = { objects: [form], resources: `/XObject << /X1 ${FIRST_FREE} 0 R >>`, after: '/X1 Do' };
    expect(await lines(page(), options)).toEqual(['表格之外']);
  });

  it('is no text outside of the page, outside of the clip, or slanted', async () => {
    const after = [
      show('页外', 700, 300),
      `q 0 0 100 100 re W n ${show('剪去', 300, 300)} Q`,
      `BT /F1 12 Tf 0.7 0.7 -0.7 0.7 200 200 Tm <${ucs2('水印')}> Tj ET`,
    ];
    expect(await lines(page(text('页内', 80, 100)), { after: after.join('\n') })).toEqual(['页内']);
  });

  it('is no white text on white, nor what is painted over', async () => {
    const after = [
      `1 g ${show('白字', 80, 500)} 0 g`,
      show('旧数', 80, 300),
      '1 g 70 290 100 30 re f 0 g',
      show('新数', 80, 300),
      '0.2 g 70 190 100 30 re f 1 g',
      show('反白', 80, 200),
    ];
    expect(await lines(page(), { after: after.join('\n') })).toEqual(['新数', '反白']);
  });

  it('is no layer that is switched off', async () => {
    const options: PdfOptions = {
      objects: ['<< /Type /OCG /Name (off) >>'],
      resources: `/Properties << /L1 ${FIRST_FREE} 0 R >>`,
      after: `/OC /L1 BDC ${show('隐藏', 80, 300)} EMC ${show('显示', 80, 200)}`,
    };
    const bytes = writePdf([page()], options);
    const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
    const off = `<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [${FIRST_FREE} 0 R] /D << /OFF [${FIRST_FREE} 0 R] >> >> >>`;
    // readers find the objects of a file whose table is off by searching them
    const changed = Buffer.from(Buffer.from(bytes).toString('latin1').replace(catalog, off), 'latin1');
    expect(linesOf(await readPdf(changed, LIMITS))).toEqual(['显示']);
  });

  it('is no number where the font does not say what its characters are', async () => {
    const objects = [
      '<< /Type /Font /Subtype /Type0 /BaseFont /Numbered /Encoding /Identity-H /DescendantFonts [7 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Numbered /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 >>',
    ];
    const options = {
      objects,
      resources: '',
      after: `BT /F2 12 Tf 1 0 0 1 80 500 Tm <00310032> Tj ET ${show('字', 200, 500)}`,
    };
    const bytes = Buffer.from(writePdf([page()], options)).toString('latin1');
    const changed = Buffer.from(bytes.replace('/F1 3 0 R', `/F1 3 0 R /F2 ${FIRST_FREE} 0 R`), 'latin1');
    expect(linesOf(await readPdf(changed, LIMITS))).toEqual(['\ufffd\ufffd 字']);
  });

  it('is a table of two where two stand on a page', async () => {
    const box = (y: number): string => [0, 1].map((i) => `${80 + i * 60} ${y} 60 20 re S`).join(' ');
    const after = `${box(700)} ${show('甲', 90, 705)} ${show('1', 150, 705)} ${box(600)} ${show('乙', 90, 605)} ${show('2', 150, 605)}`;
    const content = await readPdf(writePdf([page()], { after }), LIMITS);
    expect(tablesOf(content).map(({ rows }) => rows.flat().map(({ text: value }) => value))).toEqual([
      ['甲', '1'],
      ['乙', '2'],
    ]);
  });
});
