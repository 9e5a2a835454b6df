import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/document/read.js';
import { readTextual } from '../../src/document/textual.js';
import { DocumentError } from '../../src/errors.js';
import { effortOf } from '../effort.js';
import { holds } from '../property.js';
import { codeOf, fixture, outline, paragraphs, read } from './helpers.js';

describe('bytes that are no document are refused with a reason', () => {
  it('nothing at all', () => {
    expect(codeOf(() => readTextual(new Uint8Array()))).toBe('empty');
    expect(codeOf(() => read(' \n'))).toBe('empty');
  });

  it('a picture that is named .html', () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
    const action = () => readTextual(png, { contentType: 'text/html; charset=utf-8' });
    expect(action).toThrow(DocumentError);
    expect(action).toThrow(/PNG image/);
    expect(codeOf(action)).toBe('unsupported');
  });

  it.each([
    ['an empty archive', {}, 'the archive is empty'],
    [
      'an archive of other files',
      { 'a.rar': strToU8('Rar!\x1a\x07\x00') },
      'the archive has no report, only a RAR archive',
    ],
  ])('%s', async (_, files, message) => {
    await expect(readDocument(zipSync(files))).rejects.toMatchObject({ code: 'unsupported', message });
  });

  it('a page of 50 MB, before it is looked at', () => {
    const bytes = Buffer.alloc(50 * 1024 * 1024, '<p>文');
    expect(effortOf(() => expect(codeOf(() => readTextual(bytes))).toBe('too_large'))).toBeLessThan(0.5);
  });

  it('a page over the limit that the caller sets', () => {
    expect(codeOf(() => read('<p>一二三</p>', { bytes: 10 }))).toBe('too_large');
    expect(codeOf(() => read('<p>一</p>', { bytes: 10 }))).toBeUndefined();
  });

  it('10,000 nested tables, and 100,000 nested boxes', () => {
    expect(codeOf(() => read('<table><tr><td>'.repeat(10_000)))).toBe('too_deep');
    expect(codeOf(() => read('<div>'.repeat(100_000)))).toBe('too_deep');
  });

  it('elements deeper than the limit that the caller sets', () => {
    expect(codeOf(() => read('<div><div><div>文', { depth: 4 }))).toBe('too_deep');
    expect(codeOf(() => read('<div><div>文', { depth: 4 }))).toBeUndefined();
  });

  it('but nesting up to the deepest that is ever allowed is read', () => {
    const deep = `${'<div>'.repeat(990)}文`;
    expect(paragraphs(read(deep, { depth: 100_000 }))).toEqual(['文']);
    expect(paragraphs(read(`${'<form><div></form>'.repeat(980)}文`, { depth: 100_000 }))).toEqual(['文']);
    expect(codeOf(() => read('<div>'.repeat(5_000), { depth: 100_000 }))).toBe('too_deep');
  });
});

describe('charsets', () => {
  it('GBK that is declared as UTF-8 is read, and said to be', () => {
    const source = `<html><head><meta charset="utf-8"></head><body><p>青禾市粮食局的年度报告，共收到申请三件。</p></body></html>`;
    const found = readTextual(iconv.encode(source, 'gbk'), { contentType: 'text/html; charset=utf-8' });
    expect(paragraphs(found)).toEqual(['青禾市粮食局的年度报告，共收到申请三件。']);
    expect(found.encoding).toBe('gb18030');
    expect(found.issues.map(({ code }) => code)).toEqual(['encoding_mismatch']);
  });

  it('bytes that belong to none are counted', () => {
    const source = Buffer.from(`<p>${'青禾市粮食局的年度报告。'.repeat(20)}</p>`);
    const damaged = Buffer.concat([source.subarray(0, 4), Buffer.from([0xff]), source.subarray(4)]);
    expect(readTextual(damaged).issues.map(({ code }) => code)).toContain('encoding_damaged');
  });

  it('UTF-16 with its mark is read', () => {
    const found = readTextual(Buffer.from('\ufeff<html><body><p>年度报告</p></body></html>', 'utf16le'));
    expect(found.format).toBe('html');
    expect(paragraphs(found)).toEqual(['年度报告']);
  });
});

describe('a page that ends too soon', () => {
  const codes = (source: string) => read(source).issues.map(({ code }) => code);

  it('is called cut off where it ends in its main text', () => {
    expect(codes('<!DOCTYPE html><html><body><p>一、总体')).toEqual(['cut_off']);
    expect(codes('<!-- made --><html><body><div id="zoom"><p>一、总体</p><p')).toEqual(['cut_off']);
  });

  it('is called truncated when it began as a whole one', () => {
    const article =
      '<div id="zoom"><p>一、总体情况。本年度工作情况如下，按照规定予以公布，欢迎监督，并请提出意见和建议。</p></div>';
    expect(codes(`<!DOCTYPE html><html><body>${article}<div>主办`)).toEqual(['truncated']);
    expect(codes(`<!DOCTYPE html><html><body>${article}`)).toEqual(['truncated']);
  });

  it('is not, when its end mark or that of the body is there', () => {
    expect(codes('<!DOCTYPE html><html><body><p>一</body></html>')).toEqual([]);
    expect(codes('<html><body><p>一</BODY >')).toEqual([]);
    expect(
      codes(`<html><body><p>一</p></body></html>${'<script src="/count.js"></script>'.repeat(50)}`),
    ).toEqual([]);
  });

  it('is not, when it never was a whole page', () => {
    expect(codes('<div><p>一</p>')).toEqual([]);
  });
});

/** Anything but a document or a DocumentError is a defect. */
function survives(bytes: Uint8Array): void {
  try {
    const { blocks } = readTextual(bytes);
    for (const block of blocks) if (block.kind === 'paragraph') expect(block.text.trim()).not.toBe('');
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
}

describe('no bytes break the reader', () => {
  it('random ones', () => {
    holds(fc.property(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: 500 });
  });

  it('random ones behind the start of a page or of a table', () => {
    holds(
      fc.property(
        fc.constantFrom('<html><p>', '<table><tr><td', '\t0\n'),
        fc.uint8Array({ maxLength: 400 }),
        (start, bytes) => survives(Buffer.concat([Buffer.from(start), bytes])),
      ),
      { numRuns: 500 },
    );
  });

  it('a real page cut anywhere, or with a piece missing', () => {
    const page = fixture('report-2021.html');
    const cut = fc.nat(page.length);
    holds(
      fc.property(cut, cut, (from, to) => {
        survives(page.subarray(0, from));
        survives(Buffer.concat([page.subarray(0, Math.min(from, to)), page.subarray(Math.max(from, to))]));
      }),
      { numRuns: 200 },
    );
  });

  it('and the same bytes give the same document', () => {
    const page = fixture('report-2021.html');
    expect(outline(readTextual(page))).toEqual(outline(readTextual(page)));
  });
});
