import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pdfPages } from '../../../src/document/pdf/document.js';
import { imageOf, isPicture } from '../../../src/document/pdf/images.js';
import { readPdf } from '../../../src/document/pdf/read-pdf.js';
import type { GreyImage } from '../../../src/document/scan/image/grey.js';
import { DocumentError } from '../../../src/errors.js';
import { holds } from '../../property.js';
import { type DrawnPage, drawReport } from '../layout/drawing.js';
import { LIMITS, linesOf, report } from '../layout/drawn-report.js';
import { FIRST_FREE, type PdfOptions, stream, ucs2, writePdf } from './writer.js';

const EMPTY: DrawnPage = { width: 200, height: 100, texts: [], rules: [] };

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await readPdf(bytes, LIMITS);
    return 'read';
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    throw error;
  }
}

describe('a PDF file that can not be read', () => {
  it('is encrypted where it asks for a password', async () => {
    const id = '<00112233445566778899aabbccddeeff>';
    const key = '/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <KEY> /U <KEY> >>';
    const trailer = `${key.replaceAll('KEY', 'ab'.repeat(32))} /ID [${id} ${id}]`;
    expect(await codeOf(writePdf([EMPTY], { trailer }))).toBe('encrypted');
  });

  it('is damaged where nothing of it makes sense', async () => {
    expect(await codeOf(new TextEncoder().encode('%PDF-1.4\nnothing else'))).toBe('damaged');
    expect(await codeOf(new Uint8Array([0, 1, 2]))).toBe('damaged');
  });

  it('leaves the bytes as they are', async () => {
    const bytes = writePdf([EMPTY]);
    const before = bytes.slice();
    await readPdf(bytes, LIMITS);
    expect(bytes).toEqual(before);
  });

  it('is searched for its pages where its table of objects is off', async () => {
    const bytes = writePdf(drawReport(report(2023), { borders: 'thin' }));
    const table = Buffer.from(bytes).lastIndexOf('xref\n0');
    const off = Buffer.from(bytes);
    // the content of one page is said to be where that of the next one is
    const entry = (number: number): number => table + 'xref\n0 00\n'.length + number * 20;
    off.copy(off, entry(FIRST_FREE + 1), entry(FIRST_FREE + 3), entry(FIRST_FREE + 4));
    const whole = await readPdf(bytes, LIMITS);
    expect((await readPdf(off, LIMITS)).blocks).toEqual(whole.blocks);
  });

  it('ends with content or an error wherever it is cut or changed', async () => {
    const whole = writePdf(drawReport(report(2023), { borders: 'thin' }).slice(0, 1));
    const change = fc.record({
      cut: fc.double({ min: 0.05, max: 1, noNaN: true }),
      flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 20 }),
    });
    await holds(
      fc.asyncProperty(change, async ({ cut, flips }) => {
        const bytes = whole.slice(0, Math.ceil(whole.length * cut));
        for (const [at, value] of flips) bytes[Math.floor(at * (bytes.length - 1))] = value;
        expect(['read', 'damaged', 'encrypted', 'too_large']).toContain(await codeOf(bytes));
      }),
      { numRuns: 25 },
    );
  });

  it('is read up to the limit of pages, and says so', async () => {
    const pages = [EMPTY, EMPTY, EMPTY];
    const { issues } = await readPdf(writePdf(pages), { ...LIMITS, pages: 2 });
    expect(issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'limit_reached: 1 of 3 pages were left out: allowed are 2 pages and 60 s',
    ]);
  });
});

/** How dark red is, as a shade of grey. */
const RED = 76;

/** A page that is a picture of 4 by 2 pixels: red in the top left corner, else white. */
const SCAN: PdfOptions = {
  objects: [
    stream(
      '/Type /XObject /Subtype /Image /Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /ASCIIHexDecode',
      `ff0000${'ffffff'.repeat(7)}>`,
    ),
  ],
  resources: `/XObject << /Im1 ${FIRST_FREE} 0 R >>`,
  after: 'q 200 0 0 100 0 0 cm /Im1 Do Q',
};

async function imagesOf(options: PdfOptions): Promise<GreyImage[]> {
  const images: GreyImage[] = [];
  for await (const page of pdfPages(writePdf([EMPTY], options), LIMITS, [])) {
    const image = isPicture(page) ? await imageOf(page) : null;
    if (image !== null) images.push(image);
  }
  return images;
}

/** As where the packages for recognition are missing. */
const NOT_INSTALLED = {
  engine: () => Promise.reject(new DocumentError('unsupported', 'nothing recognises them here')),
};

describe('a scanned page', () => {
  it('gives no blocks, and an issue, where nothing can recognise it', async () => {
    const content = await readPdf(writePdf([EMPTY], SCAN), LIMITS, NOT_INSTALLED);
    expect(content.blocks).toEqual([]);
    const message = 'the pages are pictures without text (scanned): nothing recognises them here';
    expect(content.issues).toEqual([{ code: 'no_reader', message }]);
  });

  it('gives nothing of the text that a recognition laid under or over it', async () => {
    const layer = `BT 3 Tr /F1 12 Tf 1 0 0 1 20 50 Tm <${ucs2('识别')}> Tj ET`;
    const after = `${SCAN.after}\n${layer}`;
    const content = await readPdf(writePdf([EMPTY], { ...SCAN, after }), LIMITS, NOT_INSTALLED);
    expect(content.blocks).toEqual([]);
    expect(content.issues.map(({ code }) => code)).toEqual(['no_reader']);
  });

  it('keeps the text that is printed on a picture', async () => {
    const after = `${SCAN.after}\nBT /F1 12 Tf 1 0 0 1 20 50 Tm <${ucs2('印在图上')}> Tj ET`;
    expect(linesOf(await readPdf(writePdf([EMPTY], { ...SCAN, after }), LIMITS))).toEqual(['印在图上']);
  });

  it('gives its picture in shades of grey, upright', async () => {
    const [image, ...others] = await imagesOf(SCAN);
    expect(others).toEqual([]);
    expect(image).toEqual({ width: 4, height: 2, data: Uint8Array.of(RED, ...Array(7).fill(255)) });
  });

  it('gives its picture as it is seen where the page is turned', async () => {
    const [image] = await imagesOf({ ...SCAN, rotate: 90 });
    expect(image).toEqual({ width: 4, height: 2, data: Uint8Array.of(RED, ...Array(7).fill(255)) });
  });
});
