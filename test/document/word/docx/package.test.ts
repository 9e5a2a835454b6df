import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/document/model.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { storedZip } from '../../../../src/simulation/attachments/zip.js';
import { effortOf } from '../../../effort.js';
import { codeOf, outline } from '../../helpers.js';
import { asDocument, members, paragraph, readBody, row, run, table, W } from './helpers.js';

const BODY = paragraph('甲') + table(row('乙', '1'), row('丙', '2'));
const SAID = [
  '甲',
  [
    ['乙', '1'],
    ['丙', '2'],
  ],
];

const read = (files: Record<string, Buffer>) => asDocument(readDocx(storedZip(files), DEFAULT_LIMITS));

/** The file with one of its parts changed. */
function changed(part: string, change: (text: string) => string): Record<string, Buffer> {
  const files = members(BODY);
  return { ...files, [part]: Buffer.from(change(String(files[part])), 'utf8') };
}

const document = (change: (text: string) => string) => changed('word/document.xml', change);

describe('A Word file is read', () => {
  test('whatever its main part is called', () => {
    const { 'word/document.xml': main = Buffer.alloc(0), ...rest } = members(BODY);
    const relations = String(rest['_rels/.rels']).replace('word/document.xml', '/Word/./x/../Main2.xml');
    expect(outline(read({ ...rest, '_rels/.rels': Buffer.from(relations), 'word/main2.xml': main }))).toEqual(
      SAID,
    );
  });

  test('where its relationships are lost', () => {
    const { '_rels/.rels': _, ...rest } = members(BODY);
    expect(outline(read(rest))).toEqual(SAID);
  });

  test('in the strict dialect', () => {
    const strict = document((text) => text.replaceAll(W, 'http://purl.oclc.org/ooxml/wordprocessingml/main'));
    expect(outline(read(strict))).toEqual(SAID);
  });

  test('whatever prefixes it uses', () => {
    const renamed = document((text) =>
      text.replaceAll('<w:', '<ns0:').replaceAll('</w:', '</ns0:').replace('xmlns:w=', 'xmlns:ns0='),
    );
    expect(outline(read(renamed))).toEqual(SAID);
    const bare = document((text) => text.replaceAll('xmlns:w=', 'xmlns=').replace(/(<\/?)w:/g, '$1'));
    expect(outline(read(bare))).toEqual(SAID);
  });

  test('in UTF-16', () => {
    const files = members(BODY);
    const wide = Buffer.from(`\ufeff${files['word/document.xml']}`, 'utf16le');
    expect(outline(read({ ...files, 'word/document.xml': wide }))).toEqual(SAID);
  });

  test('with references to characters, comments, instructions and CDATA', () => {
    const text = '<!-- <w:t>不</w:t> --><?x?><w:t>&#x7532;&lt;&#20057;&amp;<![CDATA[<丙>]]></w:t>';
    expect(outline(readBody(`<w:p><w:r>${text}</w:r></w:p>`))).toEqual(['甲<乙&<丙>']);
  });
});

test('A text that is embedded in another format is not read, and said not to be', () => {
  const { blocks, issues } = readBody(`${BODY}<w:altChunk/>`);
  expect(blocks).toHaveLength(2);
  expect(issues.map(({ code }) => code)).toEqual(['no_reader']);
});

describe('A Word file is damaged', () => {
  const code = (change: (text: string) => string) => codeOf(() => read(document(change)));

  test('where it has no main part', () => {
    expect(codeOf(() => read({ 'a.xml': Buffer.from('<a/>') }))).toBe('damaged');
  });

  test('where a part ends too early, or its tags do not match', () => {
    expect(code((text) => text.slice(0, -20))).toBe('damaged');
    expect(code((text) => text.replace('</w:p>', '</w:q>'))).toBe('damaged');
    expect(code(() => '')).toBe('damaged');
  });

  test('where it declares entities or a document type', () => {
    expect(code((text) => text.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'))).toBe('damaged');
    expect(code((text) => text.replace('甲', '&nbsp;'))).toBe('damaged');
  });

  test('where a prefix is unknown or characters are no UTF-8', () => {
    expect(code((text) => text.replace('<w:p>', '<x:p/><w:p>'))).toBe('damaged');
    const files = members(BODY);
    const broken = Buffer.concat([files['word/document.xml'] ?? Buffer.alloc(0), Buffer.from([0xff])]);
    expect(codeOf(() => read({ ...files, 'word/document.xml': broken }))).toBe('damaged');
  });
});

describe('A Word file goes out of bounds', () => {
  test('where elements are nested too deep', () => {
    const deep = '<w:sdt>'.repeat(600) + '</w:sdt>'.repeat(600);
    expect(codeOf(() => readBody(deep))).toBe('too_deep');
    expect(codeOf(() => readBody(BODY, {}, { depth: 3 }))).toBe('too_deep');
  });

  test('where tables are nested as deep as is allowed, it is read all the same', () => {
    let nested = paragraph('里');
    for (let depth = 0; depth < 100; depth += 1) nested = table(row(`<w:tc>${nested}<w:p/></w:tc>`));
    expect(outline(readBody(nested))).toEqual(['里']);
  });

  test('where it unpacks to more than is allowed, over all its parts', () => {
    const unpacked = (members(BODY)['word/document.xml']?.length ?? 0) + 10;
    expect(codeOf(() => readBody(BODY, {}, { unpacked }))).toBe('too_large');
  });

  test('where it has elements beyond all measure', () => {
    expect(codeOf(() => readBody(`<w:p>${'<w:r/>'.repeat(1_000_000)}</w:p>`))).toBe('too_large');
  });

  test('but long paragraphs and tables take no more than their time', () => {
    const long = `<w:p>${run('字').repeat(40_000)}</w:p>`;
    const high = table(...Array.from({ length: 5_000 }, (_, n) => row(`第${n}行`, String(n))));
    expect(effortOf(() => expect(readBody(long + high).blocks.length).toBe(2))).toBeLessThan(10);
  });
});
