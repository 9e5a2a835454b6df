import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfd } from '../../../src/document/ofd/read-ofd.js';
import { DocumentError } from '../../../src/errors.js';
import { holds } from '../../property.js';
import { type BorderStyle, drawReport } from '../layout/drawing.js';
import { LIMITS, linesOf, report, tablesOf, written, wrongFigures } from '../layout/drawn-report.js';
import { type OfdOptions, writeOfd, zip } from './writer.js';

const REPORTS = [written(report(2020)), written(report(2023))];

function codeOf(bytes: Uint8Array, limits = LIMITS): string {
  try {
    readOfd(bytes, limits);
    return 'read';
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    throw error;
  }
}

describe('a report as an OFD file', () => {
  const variants: readonly [string, BorderStyle, OfdOptions][] = [
    ['with borders painted as rectangles', 'thin', { ink: 'filled' }],
    ['with borders drawn as lines', 'thin', { ink: 'stroked' }],
    ['with double lines', 'double', { ink: 'stroked' }],
    ['with dashes', 'dashed', {}],
    ['with its borders on template pages', 'thin', { template: true }],
    ['in units of graphics', 'thin', { composite: true }],
    ['with locations from the root', 'thin', { absolute: true }],
    ['with type set by a matrix', 'thin', { scaled: true }],
  ];

  it.each(variants)('%s has every figure', (_, borders, options) => {
    for (const drawn of REPORTS) {
      const pages = drawReport(drawn, { borders, pageNumbers: true, bottom: 150 });
      const content = readOfd(writeOfd([pages], options), LIMITS);
      expect(wrongFigures(content, drawn)).toEqual([]);
      expect(content.issues).toEqual([]);
      expect(tablesOf(content)).toHaveLength(3);
    }
  });

  it('has its sentences whole', () => {
    const drawn = report(2023);
    const lines = linesOf(readOfd(writeOfd([drawReport(drawn, { borders: 'thin' })]), LIMITS));
    for (const text of drawn.prose.overview) expect(lines).toContain(text);
  });

  it('is read with all documents of the file', () => {
    const one = (text: string) => [
      { width: 595, height: 842, rules: [], texts: [{ text, x: 80, y: 100, size: 12 }] },
    ];
    const content = readOfd(writeOfd([one('第一个文档。'), one('第二个文档。')]), LIMITS);
    expect(linesOf(content)).toEqual(['第一个文档。', '第二个文档。']);
  });

  it('is read without what is invisible, and with radicals as the ideographs that they stand for', () => {
    const more =
      '<ofd:TextObject ID="7" Visible="false" Boundary="20 20 50 5" Size="4"><ofd:TextCode X="0" Y="4">看不见</ofd:TextCode></ofd:TextObject>' +
      '<ofd:TextObject ID="8" Boundary="20 40 50 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4">⽅案</ofd:TextCode></ofd:TextObject>';
    const page = { width: 595, height: 842, rules: [], texts: [] };
    expect(linesOf(readOfd(writeOfd([[page]], { more }), LIMITS))).toEqual(['方案']);
  });
});

describe('an OFD file that can not be read', () => {
  const page = { width: 595, height: 842, rules: [], texts: [{ text: '一页', x: 80, y: 100, size: 12 }] };

  it('is damaged where it is no archive, or names no document', () => {
    expect(codeOf(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))).toBe('damaged');
    expect(codeOf(zip({ 'OFD.xml': '<ofd:OFD/>' }))).toBe('damaged');
  });

  it('is encrypted where its archive or its parts are', () => {
    const bytes = Buffer.from(writeOfd([[page]]));
    const entry = bytes.indexOf('PK\x01\x02');
    bytes.writeUInt16LE(1, entry + 8);
    expect(codeOf(bytes)).toBe('encrypted');
    expect(codeOf(zip({ 'OFD.xml': '', 'Encryptions.xml': '<ofd:Encryptions/>' }))).toBe('encrypted');
  });

  it('is too large where it unpacks beyond the limit, and too deep where its elements are', () => {
    expect(codeOf(writeOfd([[page]]), { ...LIMITS, unpacked: 100 })).toBe('too_large');
    expect(codeOf(zip({ 'OFD.xml': '<a>'.repeat(2000) }))).toBe('too_deep');
  });

  it('is no endless drawing of units that draw one another', () => {
    const more = '<ofd:CompositeObject ID="7" Boundary="0 0 1 1" ResourceID="200"/>';
    expect(codeOf(writeOfd([[page]], { composite: true, more }))).toBe('read');
  });

  it('says which pages are missing, and which are left out', () => {
    const { issues } = readOfd(writeOfd([[page, page, page]]), { ...LIMITS, pages: 2 });
    expect(issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });

  it('ends with content or an error wherever it is cut or changed', () => {
    const whole = writeOfd([drawReport(report(2023), { borders: 'thin' })]);
    const change = fc.record({
      cut: fc.double({ min: 0.05, max: 1, noNaN: true }),
      flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 20 }),
    });
    holds(
      fc.property(change, ({ cut, flips }) => {
        const bytes = whole.slice(0, Math.ceil(whole.length * cut));
        for (const [at, value] of flips) bytes[Math.floor(at * (bytes.length - 1))] = value;
        expect(['read', 'damaged', 'encrypted', 'too_large', 'too_deep']).toContain(codeOf(bytes));
      }),
      { numRuns: 60 },
    );
  });
});
