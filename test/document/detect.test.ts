import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type DetectedType, detectFormat } from '../../src/document/detect.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const zipOf = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(4)])), { level: 0 });
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const FLAT_OPC = '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part>';
const WORDML = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">';
const FODT =
  '<office:document xmlns:text="urn:x" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">';
const MIME = 'MIME-Version: 1.0\nContent-Type: ';

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
    ['.odt', zipOf('mimetype', 'content.xml', 'styles.xml'), 'opendocument'],
    ['.ods by its manifest alone', zipOf('META-INF/manifest.xml', 'content.xml'), 'opendocument'],
    ['.pptx', zipOf('[Content_Types].xml', 'ppt/presentation.xml'), 'pptx'],
    ['UOF 2', zipOf('uof.xml', 'content.xml', 'META-INF/manifest.xml'), 'uof'],
    ['flat OPC', utf8(`${XML}<?mso-application progid="Word.Document"?>\n${FLAT_OPC}`), 'flat-opc'],
    ['Word 2003 XML', utf8(`\ufeff${XML}${WORDML}<w:body><w:p/>`), 'wordml'],
    ['Word 2003 XML in UTF-16', utf16(`\ufeff${WORDML}`), 'wordml'],
    [
      'Word 2003 XML under another prefix',
      utf8(WORDML.replaceAll('w:', 'ns0:').replace(':w=', ':ns0=')),
      'wordml',
    ],
    [
      'Excel 2003 XML',
      utf8(`${XML}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`),
      'spreadsheetml',
    ],
    ['.fodt', utf8(`${XML}<!-- -->${FODT}`), 'flat-opendocument'],
    [
      'UOF 1',
      utf8(`${XML}<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" uof:language="cn">`),
      'uof',
    ],
    ['a page that Word made', utf8(WORDML.replace('w:wordDocument', 'html')), 'html'],
    [
      'a page saved in one file',
      utf8(`From: <Saved by Blink>\r\n${MIME}multipart/related;\r\n\tboundary="b"\r\n\r\n<html>`),
      'mht',
    ],
    ['a page saved by Word', utf8(`${MIME}multipart/related; boundary="b"\n\n此文档为“单个文件网页”`), 'mht'],
    [
      'a message',
      utf8(`Received: by mail\nFrom: a\nTo: b\n${MIME}multipart/mixed; boundary="b"\n\n--b`),
      'eml',
    ],
    [
      'a message that looks like a page',
      utf8(`From: a\nTo: b\n${MIME}text/html\n\n<html><p>年报</p></html>`),
      'eml',
    ],
    ['prose with a field', utf8('Note: 年报\n\n<p>一</p>'), 'html'],
    ['.tar', latin1(`a.doc${'\0'.repeat(252)}ustar\0`), 'tar'],
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
