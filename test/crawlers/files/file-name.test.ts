import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePercent, fileNameOf } from '../../../crawlers/files/file-name.js';
import { effortOf } from '../../effort.js';
import { holds } from '../../property.js';

const NAME = '2023年政府信息公开年报.pdf';
/** 年报 in GBK. */
const GBK = '%C4%EA%B1%A8';
const bytes = (percent: string) =>
  percent.replace(/%(..)/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const named = (disposition: string, url = 'http://www.example.gov.cn/download.do?id=7') =>
  fileNameOf({ 'content-disposition': disposition }, url);
const addressed = (url: string) => fileNameOf({}, url);

describe('the header names a file', () => {
  test.each<[string, string, string]>([
    ['in ASCII', 'attachment; filename=report.pdf', 'report.pdf'],
    ['in quotes, with escapes', 'attachment; filename="a \\"b\\"; c.pdf"', 'a "b"; c.pdf'],
    ['in single quotes', "attachment;filename='report.pdf'", 'report.pdf'],
    ['with blanks and without quotes', 'attachment; filename=my report.pdf ; size=3', 'my report.pdf'],
    ['in capitals', 'ATTACHMENT; FileName="report.pdf"', 'report.pdf'],
    ['with the quote left open', 'attachment; filename="report.pdf', 'report.pdf'],
    ['in UTF-8 bytes', `attachment; filename="${latin1(NAME)}"`, NAME],
    ['in GBK bytes', `attachment; filename=${bytes(GBK)}.doc`, '年报.doc'],
    ['in GBK whose second byte is a backslash', 'attachment; filename="\xd5\x5c.doc"', '誠.doc'],
    ['percent-encoded in UTF-8', `attachment; filename=${encodeURIComponent(NAME)}`, NAME],
    ['percent-encoded twice', `attachment; filename=${encodeURIComponent(encodeURIComponent(NAME))}`, NAME],
    ['percent-encoded in GBK', `attachment; filename="${GBK}.doc"`, '年报.doc'],
    ['by RFC 8187', `attachment; filename*=UTF-8''${encodeURIComponent(NAME)}`, NAME],
    ['by RFC 8187 with a language, in GBK', `attachment; filename*=GBK'zh-CN'${GBK}.doc`, '年报.doc'],
    ['by RFC 8187 under a wrong charset', `attachment; filename*=UTF-8''${GBK}.doc`, '年报.doc'],
    ['by RFC 8187 in quotes', `attachment; filename*="utf-8''${encodeURIComponent(NAME)}"`, NAME],
    ['by RFC 8187 without a charset', `attachment; filename*=${encodeURIComponent(NAME)}`, NAME],
    ['in Base64 words', `attachment; filename="=?UTF-8?B?${Buffer.from(NAME).toString('base64')}?="`, NAME],
    ['in quoted-printable words', 'attachment; filename="=?GB2312?Q?=C4=EA_=B1=A8.doc?="', '年 报.doc'],
    [
      'in words that part a character',
      'attachment; filename="=?gbk?Q?=C4=EA=B1?= =?GBK?q?=A8.doc?="',
      '年报.doc',
    ],
    [
      'in continuations, in any order',
      'attachment; filename*1*=%B4.p; filename*0*=UTF-8\'\'%E5%B9; filename*2="d%41"',
      '年.pd%41',
    ],
  ])('%s', (_, header, name) => {
    expect(named(header)).toBe(name);
  });

  test('the extended name wins wherever it stands', () => {
    const extended = `filename*=UTF-8''${encodeURIComponent(NAME)}`;
    expect(named(`attachment; filename="a.pdf"; ${extended}`)).toBe(NAME);
    expect(named(`attachment; ${extended}; filename="a.pdf"`)).toBe(NAME);
    expect(named("attachment; filename*=UTF-8''; filename=a.pdf")).toBe('a.pdf');
  });

  test('a plus is a plus, for it is no query', () => {
    expect(named('attachment; filename="a+b.pdf"')).toBe('a+b.pdf');
  });

  test('one that names nothing leaves it to the address', () => {
    expect(named('inline', 'http://a.cn/x/b.pdf')).toBe('b.pdf');
    expect(named('attachment; filename=""', 'http://a.cn/x/b.pdf')).toBe('b.pdf');
  });
});

describe('the address names a file', () => {
  test.each<[string, string | null]>([
    ['http://a.cn/upload/2024/report.PDF?v=3#page=2', 'report.PDF'],
    ['http://a.cn/report.pdf;jsessionid=ABC', 'report.pdf'],
    [`http://a.cn/x/${encodeURIComponent(NAME)}`, NAME],
    [`http://a.cn/x/${GBK}.doc`, '年报.doc'],
    ['http://a.cn/x/a+b.pdf', 'a+b.pdf'],
    ['/x/年报.pdf', '年报.pdf'],
    [`http://a.cn/module/download/downfile.jsp?classid=0&filename=${GBK}+1.doc`, '年报 1.doc'],
    ['http://a.cn/downfile.jsp?filename=4e59.pdf&showname=%E5%B9%B4%E6%8A%A5.pdf', '年报.pdf'],
    ['http://a.cn/download?fileName=%25E5%25B9%25B4.doc', '年.doc'],
    ['http://a.cn/download?file=%2Fupload%2Fa.ofd', 'a.ofd'],
    ['http://a.cn/download?name=%u5E74%u62A5.doc', '年报.doc'],
    ['http://a.cn/download?name=zhang', null],
    ['http://a.cn/download.do?id=7', null],
    ['http://a.cn/art/2024/1/17/art_1_2.html', null],
    ['http://a.cn/attachment/7', null],
    ['http://www.example.gov.cn', null],
    ['', null],
  ])('%s: %s', (url, name) => {
    expect(addressed(url)).toBe(name);
  });
});

describe('a name is safe', () => {
  test.each([
    ['C:\\docs\\a.pdf', 'a.pdf'],
    ['..%2F..%2Fetc%2Fpasswd.txt', 'passwd.txt'],
    ['/x/y/a.pdf', 'a.pdf'],
    ['a%00b.pdf', 'ab.pdf'],
    ['a%E2%80%AEfdp.exe', 'afdp.exe'],
    ['  a.pdf . ', 'a.pdf'],
    ['..a.pdf', 'a.pdf'],
  ])('%s is cut to %s', (given, name) => {
    expect(named(`attachment; filename=${given}`)).toBe(name);
  });

  test.each(['.', '..', '.pdf', '/', '%00'])('%s is none', (given) => {
    expect(named(`attachment; filename=${given}`)).toBeNull();
  });

  test('an over-long one keeps its extension', () => {
    const name = named(`attachment; filename="${encodeURIComponent('报'.repeat(400))}.docx"`) ?? '';
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^报+\.docx$/);
  });

  const header = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'filename',
          '*',
          '*0',
          '=',
          '"',
          '\\',
          ';',
          "UTF-8''",
          'GBK',
          "'",
          '%E5',
          '%C4%EA',
          '%',
          '=?',
          '?B?',
          '?=',
          '/',
          '\0',
          '\xd5',
          '.',
          'a',
          ' ',
          '%u5E74',
          '%u',
          '\ud800',
        ),
        { maxLength: 40 },
      )
      .map((parts) => `attachment; filename=${parts.join('')}`),
  );

  test('whatever header and address hold', () => {
    holds(
      fc.property(header, fc.oneof(fc.webUrl(), header), (disposition, url) => {
        const name = named(disposition, url);
        if (name === null) return;
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(name).not.toMatch(/^[\s.]|[\s.]$/);
        expect(name).not.toBe('');
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
      { numRuns: 1000 },
    );
  });

  test('a monstrous header costs nothing', () => {
    const pieces = ['filename', 'filename=', ' ', '"', '=?a?b?', '%E5', ';filename*0=', '\\'];
    const headers = pieces.map((piece) => `attachment; filename="${piece.repeat(60_000 / piece.length)}`);
    expect(effortOf(() => headers.map((header) => named(header)))).toBeLessThan(2);
  });
});

describe('percent-encoding', () => {
  test('is undone one layer deep, each part in its own encoding', () => {
    expect(decodePercent(`/${GBK}/%E5%B9%B4/a%2520b`)).toBe('/年报/年/a%20b');
  });

  test('a second byte of GBK may stand as a letter', () => {
    expect(decodePercent('%81A.doc')).toBe(decodePercent('%81%41.doc'));
    expect(decodePercent('%81A.doc')).toMatch(/^\p{Script=Han}\.doc$/u);
  });

  test('what is no code stands as it is', () => {
    expect(decodePercent('100%, %zz %u12 年')).toBe('100%, %zz %u12 年');
  });

  test('of UTF-8 gives back every text', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodePercent(encodeURIComponent(text))).toBe(text);
      }),
    );
  });

  test('never throws', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof decodePercent(`%${text}%C4`) === 'string'),
    );
  });
});
