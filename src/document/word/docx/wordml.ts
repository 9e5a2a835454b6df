import type { DocumentLimits } from '../../model.js';
import { XmlElement } from '../../xml/element.js';
import { readXml, type XmlDialect } from '../../xml/read-xml.js';
import { formatOfCode } from '../numerals.js';
import type { WordParts } from './package.js';

const WORD = 'http://schemas.microsoft.com/office/word/2003/wordml';
const MARKUP = 'http://schemas.microsoft.com/aml/2001/core';
const OFFICE = 'urn:schemas-microsoft-com:office:office';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Names that differ between Word 2003 XML and Office Open XML. */
const RENAMED: Readonly<Record<string, string>> = {
  vmerge: 'vMerge',
  hmerge: 'hMerge',
  hlink: 'hyperlink',
  listPr: 'numPr',
  ilfo: 'numId',
  listDef: 'abstractNum',
  listDefId: 'abstractNumId',
  list: 'num',
  ilst: 'abstractNumId',
  listStyleLink: 'numStyleLink',
};

/** Has no children: deleted content does not exist, and its text is never read. */
const DELETED = new XmlElement('w:del');
const NOTHING: readonly XmlElement[] = [];

/**
 * Word 2003 in XML (WordprocessingML 2003), brought to the names of Office Open XML, which grew out of it. Elements of
 * other namespaces (`wx:sect`, smart tags, schemas of the author's own) only surround what is read.
 */
const WORD_2003: XmlDialect = {
  nameOf: (namespace, local) => {
    if (namespace === WORD) return `w:${RENAMED[local] ?? local}`;
    if (namespace === MARKUP) return `aml:${local}`;
    if (namespace === XML) return `xml:${local}`;
    if (namespace === OFFICE && local === 'DocumentProperties') return 'properties';
    return namespace === OFFICE && local === 'Title' ? 'dc:title' : '';
  },
  insteadOf: (element) => {
    switch (element.name) {
      case '':
      case 'w:cfChunk':
        return element.children;
      case 'aml:annotation':
        return annotated(element);
      case 'w:t':
        // Word says so of the whole file, in its root
        return element.attribute('xml:space') === undefined
          ? [valued(element, 'xml:space', 'preserve')]
          : null;
      case 'w:nfc': {
        const code = Number(element.attribute('w:val') ?? 0);
        return [valued(new XmlElement('w:numFmt'), 'w:val', formatOfCode(code))];
      }
      case 'w:suff':
        return [valued(new XmlElement('w:suff'), 'w:val', (element.attribute('w:val') ?? '').toLowerCase())];
      default:
        return null;
    }
  },
};

/** Tracked changes, as they are once they are accepted; comments and bookmarks show nothing in the text. */
function annotated(element: XmlElement): readonly XmlElement[] {
  const type = element.attribute('w:type') ?? '';
  if (type === 'Word.Deletion') return [DELETED];
  return type === 'Word.Insertion' ? (element.child('aml:content')?.children ?? NOTHING) : NOTHING;
}

function valued(element: XmlElement, name: string, value: string): XmlElement {
  element.attributes = [...element.attributes, name, value];
  return element;
}

/** Opens a file of Word 2003 in XML. @throws DocumentError of `readXml` */
export function openWordMl(bytes: Uint8Array, limits: DocumentLimits): WordParts {
  const document = readXml(bytes, 'the file', limits.depth, WORD_2003);
  return {
    document,
    styles: document.child('w:styles'),
    numbering: document.child('w:lists'),
    properties: document.child('properties'),
  };
}
