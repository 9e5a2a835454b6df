/** A Word file (.docx) written as one XML file: as a package (flat OPC), or as Word 2003 wrote it. */
import { strFromU8, unzipSync } from 'fflate';
import { formatOfCode } from '../../src/document/word/numerals.js';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>';
const PACKAGE = 'http://schemas.microsoft.com/office/2006/xmlPackage';
const IS_XML = /\.(?:xml|rels)$/;
const TRANSITIONAL = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const WORD_2003 = 'http://schemas.microsoft.com/office/word/2003/wordml';

const withoutDeclaration = (xml: string): string => xml.replace(/^\ufeff?<\?xml[^>]*\?>\s*/, '');

/** Each part of XML as an element of the package. */
export function flatOpcFile(docx: Uint8Array): Buffer {
  const parts = Object.entries(unzipSync(docx))
    .filter(([name]) => IS_XML.test(name) && name !== '[Content_Types].xml')
    .map(
      ([name, bytes]) =>
        `<pkg:part pkg:name="/${name}" pkg:contentType="application/xml"><pkg:xmlData>${withoutDeclaration(strFromU8(bytes))}</pkg:xmlData></pkg:part>`,
    );
  return Buffer.from(`${HEAD}<pkg:package xmlns:pkg="${PACKAGE}">${parts.join('')}</pkg:package>`, 'utf8');
}

/** Names that Word changed when its XML became Office Open XML, back to what they were. */
const FORMER: readonly (readonly [RegExp, string])[] = [
  [/<(\/?)w:vMerge\b/g, '<$1w:vmerge'],
  [/<(\/?)w:hyperlink\b/g, '<$1w:hlink'],
  [/<(\/?)w:numPr\b/g, '<$1w:listPr'],
  [/<w:numId\b/g, '<w:ilfo'],
  [/<(\/?)w:abstractNum\b/g, '<$1w:listDef'],
  [/\bw:abstractNumId=/g, 'w:listDefId='],
  [/<(\/?)w:num (?=w:numId)/g, '<$1w:list '],
  [/<\/w:num>/g, '</w:list>'],
  [/\bw:numId=/g, 'w:ilfo='],
  [/<w:abstractNumId\b/g, '<w:ilst'],
  [/\bw:val="true"/g, 'w:val="on"'],
  [/\bw:val="false"/g, 'w:val="off"'],
  [/<w:del\b[^>]*>/g, '<aml:annotation aml:id="1" w:type="Word.Deletion" aml:author="a"><aml:content>'],
  [/<\/w:del>/g, '</aml:content></aml:annotation>'],
  [/<w:ins\b[^>]*>/g, '<aml:annotation aml:id="1" w:type="Word.Insertion" aml:author="a"><aml:content>'],
  [/<\/w:ins>/g, '</aml:content></aml:annotation>'],
];
const CODES = new Map(Array.from({ length: 58 }, (_, code) => [formatOfCode(code), code]));

/** The inside of a part's root element, in the names of Word 2003. */
function former(xml: string): string {
  const inside = withoutDeclaration(xml).replace(/^<[^>]*>|<\/[^>]*>\s*$/g, '');
  const coded = inside.replace(
    /<w:numFmt w:val="(\w+)"\s*\/>/g,
    (_, format: string) => `<w:nfc w:val="${CODES.get(format) ?? 0}"/>`,
  );
  return FORMER.reduce((text, [name, before]) => text.replace(name, before), coded);
}

/** As Word 2003 wrote it: styles and lists in one file with the text, the text in sections. */
export function wordMlFile(docx: Uint8Array): Buffer {
  const parts = unzipSync(docx);
  const part = (name: string): string => former(strFromU8(parts[`word/${name}.xml`] ?? new Uint8Array()));
  const [first = '', ...others] = part('document').match(/<w:body>[\s\S]*<\/w:body>/) ?? [];
  if (others.length > 0) throw new RangeError('one body was expected');
  const namespaces = [
    ...strFromU8(parts['word/document.xml'] ?? new Uint8Array())
      .slice(0, 4_000)
      .matchAll(/\sxmlns:(?!w=|mc=)\w+="[^"]*"/g),
  ].join('');
  const body = first.replace('<w:body>', '<w:body><wx:sect>').replace('</w:body>', '</wx:sect></w:body>');
  return Buffer.from(
    `${HEAD}<w:wordDocument xmlns:w="${WORD_2003}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:o2="urn:schemas-microsoft-com:office:office"${namespaces} w:macrosPresent="no" xml:space="preserve"><w:lists>${part('numbering')}</w:lists><w:styles>${part('styles')}</w:styles>${body}</w:wordDocument>`.replaceAll(
      TRANSITIONAL,
      WORD_2003,
    ),
    'utf8',
  );
}
