import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/text/charset.js';
import { holds } from '../../property.js';

const text = '平湖市财政局2022年政府信息公开工作年度报告，收到申请3件。';
const page = (label: string) => `<html><head><meta charset="${label}"></head><body>${text}</body></html>`;

describe('the bytes decide how a page is read', () => {
  const cases: [
    name: string,
    bytes: Uint8Array,
    header: string | null,
    encoding: string,
    mismatch: string | null,
  ][] = [
    ['UTF-8, declared so', iconv.encode(page('utf-8'), 'utf8'), 'text/html; charset=UTF-8', 'utf-8', null],
    ['UTF-8, declared GB2312', iconv.encode(page('gb2312'), 'utf8'), null, 'utf-8', 'gb2312'],
    [
      'GBK, declared UTF-8 in the header',
      iconv.encode(page('gbk'), 'gbk'),
      'text/html;charset=utf-8',
      'gb18030',
      'utf-8',
    ],
    ['GBK, declared GB2312', iconv.encode(page('gb2312'), 'gbk'), null, 'gb18030', null],
    [
      'GBK, declared GBK in the header only',
      iconv.encode(text, 'gbk'),
      'text/html; charset="GBK"',
      'gb18030',
      null,
    ],
    ['GBK, declared nowhere', iconv.encode(text, 'gbk'), null, 'gb18030', null],
    ['GB18030 with four-byte characters', iconv.encode(`${text}㐂`, 'gb18030'), null, 'gb18030', null],
    [
      'GBK, declared as nothing known',
      iconv.encode(text, 'gbk'),
      'text/html; charset=chinois',
      'gb18030',
      'chinois',
    ],
    ['UTF-8 with a byte order mark, declared GBK', Buffer.from(`\uFEFF${page('gbk')}`), null, 'utf-8', 'gbk'],
    [
      'UTF-16 with a byte order mark',
      iconv.encode(text, 'utf16le', { addBOM: true }),
      null,
      'utf-16le',
      null,
    ],
    [
      'UTF-16BE with a byte order mark',
      iconv.encode(text, 'utf16be', { addBOM: true }),
      null,
      'utf-16be',
      null,
    ],
    ['UTF-16 by the header', iconv.encode(text, 'utf16le'), 'text/html; charset=utf-16', 'utf-16le', null],
    ['UTF-8 that claims UTF-16', Buffer.from(text), 'text/html; charset=utf-16', 'utf-8', 'utf-16'],
    [
      'Big5, declared so',
      iconv.encode('政府資訊公開年度報告書', 'big5'),
      'text/html; charset=big5',
      'big5',
      null,
    ],
    [
      'XML in GBK',
      iconv.encode(`<?xml version='1.0' encoding='gb2312'?><a>${text}</a>`, 'gbk'),
      null,
      'gb18030',
      null,
    ],
  ];
  test.each(cases)('%s', (_, bytes, header, encoding, mismatch) => {
    const decoded = decodeText(bytes, { header });
    expect({ encoding: decoded.encoding, mismatch: decoded.mismatch, damaged: decoded.damaged }).toEqual({
      encoding,
      mismatch,
      damaged: 0,
    });
    expect(decoded.text).toContain(encoding === 'big5' ? '年度報告書' : text);
    expect(decoded.text.startsWith('\uFEFF')).toBe(false);
  });
});

describe('damage', () => {
  test.each([1, 2])('a UTF-8 page cut %i bytes into its last character stays UTF-8', (kept) => {
    const whole = Buffer.from(text.slice(0, -1));
    const cut = Buffer.concat([whole, Buffer.from('件').subarray(0, kept)]);
    for (const header of [null, 'text/html; charset=gbk', 'text/html; charset=utf-8']) {
      const decoded = decodeText(cut, { header });
      expect(decoded.encoding).toBe('utf-8');
      expect(decoded.text.startsWith(text.slice(0, -1))).toBe(true);
      expect(decoded.damaged).toBe(1);
    }
  });

  test('one stray byte in a long UTF-8 page does not make it GBK', () => {
    const bytes = Buffer.concat([
      Buffer.from(text.repeat(5)),
      Buffer.from([0xb0]),
      Buffer.from(text.repeat(5)),
    ]);
    const decoded = decodeText(bytes, { header: 'text/html; charset=gb2312' });
    expect(decoded).toMatchObject({ encoding: 'utf-8', damaged: 1, mismatch: 'gb2312' });
  });

  test('a replacement character that stands in the source is no damage', () => {
    expect(decodeText(Buffer.from(`${text}\uFFFD`)).damaged).toBe(0);
    expect(
      decodeText(Buffer.concat([Buffer.from('\uFEFF'), Buffer.from(`${text}\uFFFD`), Buffer.from([0xff])]))
        .damaged,
    ).toBe(1);
  });

  test('a few characters of GBK that could be UTF-8 go by the declaration', () => {
    const bytes = iconv.encode('模', 'gbk');
    expect(decodeText(bytes, { header: 'gbk' }).text).toBe('模');
  });

  test.each([['幛测，'], ['濮龟，']])(
    '%s of GBK, which is sound as two characters of UTF-8 too, goes by the declaration',
    (short) => {
      const bytes = iconv.encode(`<p>${short}2022</p>`, 'gbk');
      expect(isUtf8(bytes)).toBe(true);
      const header = 'text/html; charset=gbk';
      expect(decodeText(bytes, { header }).text).toBe(`<p>${short}2022</p>`);
      expect(decodeText(bytes.subarray(0, 7), { header }).text).toBe(`<p>${short.slice(0, 2)}`);
      expect(decodeText(bytes).encoding).toBe('utf-8');
    },
  );

  test('four characters of UTF-8 are too many for an accident, whatever is declared', () => {
    const bytes = Buffer.from('年度报告');
    expect(new TextDecoder('gbk', { fatal: true }).decode(bytes)).toBe('骞村害鎶ュ憡');
    expect(decodeText(bytes, { header: 'gbk' })).toMatchObject({ text: '年度报告', mismatch: 'gbk' });
  });

  test('nothing, and plain ASCII, are UTF-8 without a mismatch', () => {
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', mismatch: null, damaged: 0 });
    expect(decodeText(Buffer.from('<p>ok</p>'), { header: 'gbk' }).mismatch).toBeNull();
  });
});

const chinese = fc
  .array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { minLength: 2, maxLength: 60 })
  .map((codes) => `<p>${String.fromCharCode(...codes)}，2022</p>`);

test('text in UTF-8 comes back whatever is declared', () => {
  holds(
    fc.property(
      chinese,
      fc.constantFrom(null, 'utf-8', 'gbk', 'gb2312', 'big5', 'iso-8859-1'),
      (given, header) => {
        expect(decodeText(iconv.encode(given, 'utf8'), { header })).toMatchObject({
          text: given,
          damaged: 0,
        });
      },
    ),
  );
});

test('text in GBK and GB18030 comes back when it is declared', () => {
  holds(
    fc.property(chinese, fc.constantFrom('gbk', 'gb18030'), (given, encoding) => {
      expect(
        decodeText(iconv.encode(given, encoding), { header: `text/html; charset=${encoding}` }).text,
      ).toBe(given);
    }),
  );
});

test('no bytes make it fail', () => {
  holds(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(null, 'gbk', 'utf-16', 'utf-8', 'x'),
      (bytes, header) => {
        expect(decodeText(bytes, { header }).damaged).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('a page in UTF-8 with a piece of GBK inside stays UTF-8, and the piece is marked', () => {
  const text = '本年收到政府信息公开申请三件，均已在法定期限内答复。'.repeat(12);
  const piece = iconv.encode('首页 政务公开 办事服务 互动交流 数据开放', 'gbk');
  const page = Buffer.concat([iconv.encode(text, 'utf8'), piece, iconv.encode(text, 'utf8')]);
  for (const header of [null, 'utf-8', 'gbk']) {
    const read = decodeText(page, { header });
    expect(read.encoding).toBe('utf-8');
    expect(read.text.startsWith(text) && read.text.endsWith(text)).toBe(true);
    expect(read.damaged).toBeGreaterThan(20);
  }
});

test('a page in GBK with a piece of UTF-8 inside stays GBK', () => {
  const text = '本年收到政府信息公开申请三件，均已在法定期限内答复。'.repeat(12);
  const page = Buffer.concat([
    iconv.encode(text, 'gbk'),
    iconv.encode('首页，政务公开', 'utf8'),
    iconv.encode(text, 'gbk'),
  ]);
  expect(decodeText(page, { header: 'gbk' }).encoding).toBe('gb18030');
});
