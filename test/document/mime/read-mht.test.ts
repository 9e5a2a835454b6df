import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/document/detect.js';
import { readMht } from '../../../src/document/mime/read-mht.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import { readDocument } from '../../../src/document/read.js';
import { quotedPrintable } from '../../formats/write-mht.js';
import { cutFile } from '../cut-parts.js';
import { codeOf } from '../helpers.js';
import { linesOf, tablesOf } from '../layout/drawn-report.js';

const page = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head>${head}</head><body><p>一、总体情况</p>${body}</body></html>`;
const TABLE =
  '<table><tr><td>规章</td><td>8</td></tr><tr><td>规范性文件</td><td class="n">3</td></tr></table>';

interface Part {
  readonly type: string;
  readonly fields?: string;
  readonly body: string;
}
const SAVED =
  'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a b"\r\n\r\n';

function mht(...parts: readonly Part[]): Buffer {
  const written = parts.map(
    ({ type, fields = '', body }) => `--a b\r\nContent-Type: ${type}\r\n${fields}\r\n${body}\r\n`,
  );
  return Buffer.from(`${SAVED}${written.join('')}--a b--\r\n`, 'latin1');
}
const QUOTED = 'Content-Transfer-Encoding: quoted-printable\r\n';
const quoted = (html: string): Part => ({
  type: 'text/html',
  fields: QUOTED,
  body: quotedPrintable(Buffer.from(html)),
});
const read = (bytes: Uint8Array, limits: Partial<DocumentLimits> = {}) =>
  readMht(bytes, { ...DEFAULT_LIMITS, ...limits });
const cells = (bytes: Uint8Array) =>
  tablesOf(read(bytes)).map(({ rows }) => rows.flat().map(({ text }) => text));

describe('a page saved in one file', () => {
  it('is read as the page that it is, in quoted-printable', async () => {
    const bytes = mht(quoted(page(TABLE)));
    expect(detectFormat(bytes)).toBe('mht');
    expect(await readDocument(bytes)).toMatchObject({ format: 'mht', encoding: 'utf-8', issues: [] });
    expect(cells(bytes)).toEqual([['规章', '8', '规范性文件', '3']]);
    expect(linesOf(read(bytes))).toEqual(['一、总体情况']);
  });

  it.each([
    ['declared by its part', 'text/html; charset="gb2312"', ''],
    ['declared by the page', 'text/html', '<meta charset="gbk">'],
    ['declared by nobody', 'text/html', ''],
  ])('is read in base64 and in GBK: %s', (_name, type, head) => {
    const body = iconv.encode(page(TABLE, head), 'gbk').toString('base64').replace(/.{76}/g, '$&\r\n');
    const bytes = mht({ type, fields: 'Content-Transfer-Encoding: base64\r\n', body });
    expect(read(bytes)).toMatchObject({ encoding: 'gb18030', issues: [] });
    expect(cells(bytes)).toEqual([['规章', '8', '规范性文件', '3']]);
  });

  it('is read as it stands, behind a line for those who cannot, and alone', () => {
    const plain = { type: 'TEXT/HTML; charset=utf-8', fields: 'Content-Transfer-Encoding: 8bit\r\n' };
    const body = Buffer.from(page(TABLE)).toString('latin1');
    const word = Buffer.from(
      mht({ ...plain, body })
        .toString('latin1')
        .replace('\r\n\r\n', '\r\n\r\nThis is a web archive.\r\n'),
      'latin1',
    );
    expect(cells(word)).toEqual([['规章', '8', '规范性文件', '3']]);
    const single = Buffer.from(
      `MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n${page(TABLE)}`,
    );
    expect(cells(single)).toEqual([['规章', '8', '规范性文件', '3']]);
  });

  it('is read in parts of parts', () => {
    const inner = mht(quoted(page(TABLE)))
      .toString('latin1')
      .replace(/^[\s\S]*?\r\n\r\n/, '')
      .replaceAll('a b', 'inner');
    expect(cells(mht({ type: 'multipart/alternative; boundary=inner', body: inner }))).toEqual([
      ['规章', '8', '规范性文件', '3'],
    ]);
  });

  it('without pictures and scripts beside it', () => {
    const picture = {
      type: 'image/png',
      fields: 'Content-Location: cid:a\r\nContent-Transfer-Encoding: base64\r\n',
      body: 'AAAA',
    };
    const bytes = mht(picture, quoted(page(`${TABLE}<img src="cid:a">`)));
    expect(cells(bytes)).toEqual([['规章', '8', '规范性文件', '3']]);
  });

  it('is seen by the style sheets beside it, wherever the browser put them', () => {
    const sheet = (fields: string): Part => ({ type: 'text/css', fields, body: '.n { display: none }' });
    const linked = (href: string): Part =>
      quoted(page(TABLE, `<link rel="stylesheet" type="text/css" href="${href}">`));
    const hidden = [['规章', '8', '规范性文件']];
    expect(cells(mht(linked('cid:css-1@x'), sheet('Content-Location: cid:css-1@x\r\n')))).toEqual(hidden);
    expect(cells(mht(linked('cid:css-1@x'), sheet('Content-ID: <css-1@x>\r\n')))).toEqual(hidden);
    const address = 'http://www.example.gov.cn/a.css?a=1&amp;b=2';
    expect(
      cells(mht(linked(address), sheet(`Content-Location: ${address.replace('&amp;', '&')}\r\n`))),
    ).toEqual(hidden);
    expect(cells(mht(linked('cid:other'), sheet('Content-ID: <css-1@x>\r\n')))).not.toEqual(hidden);
  });

  it('that frames another is read there, and says so', () => {
    const bytes = mht(
      quoted(page('<iframe src="cid:f"></iframe>', '<title>某局年报</title>')),
      quoted(page(TABLE)),
    );
    expect(read(bytes)).toMatchObject({ meta: { title: '某局年报' }, issues: [{ code: 'several_files' }] });
    expect(cells(bytes)).toHaveLength(1);
  });

  it('is refused where it is not packed as it says, and where there is no page', () => {
    const spoilt = (encoding: string, body: string): string | undefined =>
      codeOf(() =>
        read(mht({ type: 'text/html', fields: `Content-Transfer-Encoding: ${encoding}\r\n`, body })),
      );
    expect(spoilt('quoted-printable', '<p>=E4=B8=ZZ</p>')).toBe('damaged');
    expect(spoilt('base64', 'PHA+8*==')).toBe('damaged');
    expect(spoilt('x-uuencode', 'begin')).toBe('damaged');
    expect(codeOf(() => read(mht({ type: 'image/png', body: '' })))).toBe('damaged');
    expect(codeOf(() => read(mht(...Array.from({ length: 4 }, () => quoted(page('')))), { pages: 3 }))).toBe(
      'too_large',
    );
  });

  it('is never whole at any tenth of itself', () => {
    const base64 = { type: 'text/html', fields: 'Content-Transfer-Encoding: base64\r\n' };
    const packed = mht({ ...base64, body: Buffer.from(page(TABLE.repeat(40))).toString('base64') });
    for (const whole of [mht(quoted(page(TABLE.repeat(40)))), packed]) {
      for (const { what, bytes } of cutFile(whole).slice(1)) {
        const code = codeOf(() => {
          const issues = read(bytes).issues.map((issue) => issue.code);
          expect([what, issues]).toEqual([what, expect.arrayContaining(['cut_off'])]);
        });
        if (code !== undefined) expect([what, code]).toEqual([what, 'damaged']);
      }
    }
  });

  it('that ends behind its page has lost what stands beside it', () => {
    const whole = mht(quoted(page(TABLE)), { type: 'image/png', body: 'AAAA' });
    expect(read(whole.subarray(0, whole.length - 8)).issues).toMatchObject([{ code: 'truncated' }]);
  });

  it('is unpacked in time that grows with its length', () => {
    const lines = '--a\r\n-- \r\n=\r\n'.repeat(200_000);
    expect(codeOf(() => read(mht({ type: 'text/plain', body: lines }, quoted(page(TABLE)))))).toBeUndefined();
    const fields = `X: ${'a;b="'.repeat(100_000)}\r\n`;
    expect(cells(mht({ ...quoted(page(TABLE)), fields: QUOTED + fields }))).toHaveLength(1);
  });
});
