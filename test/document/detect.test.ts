import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type DetectedType, detectFormat } from '../../src/document/detect.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const zipOf = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(4)])), { level: 0 });
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');

describe('a format is what the first bytes say', () => {
  const cases: [string, Uint8Array, DetectedType][] = [
    ['a doctype', utf8('<!DOCTYPE html><p>年报'), 'html'],
    ['a byte order mark and a page', utf8('\ufeff<html><body>年报'), 'html'],
    ['a fragment', utf8('<div class="x">年报</div>'), 'html'],
    ['a table behind prose', utf8('一、总体情况\n<table><tr><td>0</td></tr></table>'), 'html'],
    ['a link', utf8('<a href="/art/1.html">年报</a>'), 'html'],
    ['a page behind a comment', utf8('<!-- made by hand -->\n<HTML>'), 'html'],
    ['a page in UTF-16', utf16('\ufeff<html><body>年报</body></html>'), 'html'],
    ['a page in UTF-16 without mark', utf16('<html><head><title>年报</title></head>'), 'html'],
    ['prose', utf8('青禾市粮食局年度报告\n一、总体情况\n'), 'text'],
    ['prose in GBK', latin1('\xd2\xbb\xa1\xa2\xd7\xdc\xcc\xe5\xc7\xe9\xbf\xf6'), 'text'],
    ['prose in UTF-16', utf16('\ufeff一、总体情况'), 'text'],
    ['prose that compares', utf8('收到 3 件，a < b 且 b > c'), 'text'],
    ['a stray control character', utf8(`总体情况\x0b${'情况如下。'.repeat(20)}`), 'text'],
    ['nothing', utf8(''), 'empty'],
    ['white space', utf8('\ufeff \r\n\t\n'), 'empty'],
    ['a PDF', latin1('%PDF-1.7\n\xe2\xe3'), 'pdf'],
    ['RTF', latin1('{\\rtf1\\ansi'), 'rtf'],
    ['.doc, .xls, .wps', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'), 'ole2'],
    ['.docx', zipOf('[Content_Types].xml', 'word/document.xml'), 'docx'],
    ['.xlsx', zipOf('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    ['.ofd', zipOf('OFD.xml', 'Doc_0/Document.xml'), 'ofd'],
    ['.zip', zipOf('report.pdf'), 'zip'],
    ['half of a .docx', zipOf('[Content_Types].xml', 'word/document.xml').subarray(0, 120), 'docx'],
    ['a .zip with a .docx in it', zipSync({ 'a.docx': [zipOf('word/document.xml'), { level: 0 }] }), 'zip'],
    ['.rar', latin1('Rar!\x1a\x07\x01\0'), 'rar'],
    ['.7z', latin1('7z\xbc\xaf\x27\x1c'), '7z'],
    ['gzip', latin1('\x1f\x8b\x08'), 'gzip'],
    ['PNG', latin1('\x89PNG\r\n\x1a\n'), 'png'],
    ['JPEG', latin1('\xff\xd8\xff\xe0'), 'jpeg'],
    ['GIF', latin1('GIF89a'), 'gif'],
    ['WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
    ['BMP', latin1('BM\x36\x10\0\0\0\0\0\0'), 'bmp'],
    ['TIFF', latin1('II*\0'), 'tiff'],
    ['zero bytes', latin1('abc\0def'), 'binary'],
    ['control characters', latin1('\x01\x02\x03\x04 data'), 'binary'],
  ];
  it.each(cases)('%s', (_name, bytes, type) => {
    expect(detectFormat(bytes)).toBe(type);
  });
});
