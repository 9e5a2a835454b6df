import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type Member, openArchiveFile, pickReport } from '../../../src/document/containers/archive.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import { codeOf } from '../helpers.js';

const TEXT = strToU8('某局2023年政府信息公开工作年度报告');
const PDF = strToU8(`%PDF-1.4\n${'0'.repeat(200)}`);
const DOCX = zipSync({ 'word/document.xml': strToU8('<w:document/>') });
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);

function open(bytes: Uint8Array, limits: Partial<DocumentLimits> = {}): Member[] {
  return openArchiveFile(bytes, { ...DEFAULT_LIMITS, ...limits });
}
const names = (members: readonly Member[]): string[] => members.map(({ name }) => name);

/** The archive with the name of a member, which must be as long in bytes, written in another encoding. */
function renamed(zip: Uint8Array, from: string, to: Buffer): Buffer {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.set(to, at);
  return bytes;
}

describe('the files in an archive', () => {
  it('come in its order, without folders and what systems leave behind', () => {
    const zip = zipSync({
      '年报/': new Uint8Array(),
      '年报/2023年年报.txt': TEXT,
      '__MACOSX/年报/._2023年年报.txt': TEXT,
      '年报/Thumbs.db': TEXT,
      '年报/b.pdf': PDF,
    });
    expect(names(open(zip))).toEqual(['年报/2023年年报.txt', '年报/b.pdf']);
    expect(Buffer.from(open(zip)[0]?.bytes ?? []).toString()).toBe(Buffer.from(TEXT).toString());
  });

  it('bear names in GBK as well as in UTF-8', () => {
    const gbk = iconv.encode('年报', 'gbk');
    expect(names(open(renamed(zipSync({ 'abcd.txt': TEXT }), 'abcd', gbk)))).toEqual(['年报.txt']);
  });

  it('are taken out of archives in the archive, two deep and no deeper', () => {
    const inner = zipSync({ 'c.zip': zipSync({ 'd.txt': TEXT }), 'e.docx': DOCX });
    expect(names(open(zipSync({ 'a.zip': inner })))).toEqual(['a.zip/c.zip', 'a.zip/e.docx']);
  });

  it('are one in gzip data, with the name that its header gives', () => {
    const plain = gzipSync(TEXT);
    expect(names(open(plain))).toEqual(['']);
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([8]),
      plain.subarray(4, 10),
      Buffer.from('a.txt\0'),
      plain.subarray(10),
    ]);
    expect(names(open(named))).toEqual(['a.txt']);
  });
});

describe('an archive is refused', () => {
  it('as RAR or 7z, saying what to do', () => {
    for (const bytes of [strToU8('Rar!\x1a\x07\x00'), Buffer.from('377abcaf271c0004', 'hex')]) {
      expect(() => open(bytes)).toThrow(/cannot unpack/);
      expect(codeOf(() => open(bytes))).toBe('unsupported');
    }
  });

  it('as encrypted, damaged or too large', () => {
    const zip = Buffer.from(zipSync({ 'a.txt': TEXT }, { level: 0 }));
    const locked = Buffer.from(zip);
    const directory = locked.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    locked[directory + 8] = (locked[directory + 8] ?? 0) | 1;
    expect(codeOf(() => open(locked))).toBe('encrypted');
    const flipped = Buffer.from(zip);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    expect(codeOf(() => open(flipped))).toBe('damaged');
    expect(codeOf(() => open(zip.subarray(0, 60)))).toBe('damaged');
    expect(codeOf(() => open(gzipSync(TEXT).subarray(0, 20)))).toBe('damaged');
    expect(codeOf(() => open(zip, { unpacked: 10 }))).toBe('too_large');
    expect(codeOf(() => open(gzipSync(TEXT), { unpacked: 10 }))).toBe('too_large');
    const nested = zipSync({ 'a.zip': zipSync({ 'b.txt': new Uint8Array(50_000) }) });
    expect(codeOf(() => open(nested, { unpacked: 20_000 }))).toBe('too_large');
    const many = zipSync(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}.txt`, TEXT])));
    expect(codeOf(() => open(many, { pages: 8 }))).toBe('too_large');
  });
});

describe('the report among the members', () => {
  const member = (name: string, bytes: Uint8Array): Member => ({ name, bytes });

  it('is the one whose name says so, however small', () => {
    const report = member('某局2023年政府信息公开工作年度报告.docx', DOCX);
    expect(pickReport([member('附件.pdf', PDF), report])).toEqual([report]);
  });

  it('is all of them where several names say so, the most exact format first', () => {
    const found = pickReport([member('年度报告.pdf', PDF), member('年度报告.docx', DOCX)]);
    expect(names(found)).toEqual(['年度报告.docx', '年度报告.pdf']);
  });

  it('is else the largest document, and never a form or a guide', () => {
    const found = pickReport([
      member('政府信息公开指南.pdf', PDF),
      member('a.pdf', PDF),
      member('b.txt', TEXT),
    ]);
    expect(names(found)).toEqual(['a.pdf']);
  });

  it('is all images where there is nothing else: the pages of a scan, in order', () => {
    const found = pickReport([member('10.jpg', JPEG), member('9.jpg', JPEG)]);
    expect(names(found)).toEqual(['9.jpg', '10.jpg']);
    expect(pickReport([member('a.rar', strToU8('Rar!\x1a\x07\x00'))])).toEqual([]);
  });
});
