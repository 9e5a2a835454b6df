import { memberNames } from './containers/zip-members.js';
import { mailKind } from './mime/mail-kind.js';
import { xmlKind } from './xml/root-kind.js';

/** What bytes turn out to be; some have no reader. */
export type DetectedType =
  | 'empty'
  | 'html'
  | 'text'
  | 'binary'
  | 'pdf'
  | 'rtf'
  | 'ole2'
  | 'docx'
  | 'flat-opc'
  | 'wordml'
  | 'xlsx'
  | 'spreadsheetml'
  | 'pptx'
  | 'opendocument'
  | 'flat-opendocument'
  | 'ofd'
  | 'uof'
  | 'mht'
  | 'eml'
  | 'zip'
  | 'tar'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'tiff';

const IMAGES = ['png', 'jpeg', 'tiff', 'gif', 'webp', 'bmp'] as const;

/** Files that are pictures. */
export type ImageType = (typeof IMAGES)[number];

export function isImageType(type: DetectedType): type is ImageType {
  return IMAGES.some((image) => image === type);
}

/** The types in words, for messages. */
export const TYPE_NAMES: Readonly<Record<DetectedType, string>> = {
  empty: 'nothing',
  html: 'an HTML page',
  text: 'plain text',
  binary: 'unknown binary data',
  pdf: 'a PDF file',
  rtf: 'an RTF file',
  ole2: 'an OLE2 file (.doc, .xls, .wps)',
  docx: 'a Word file (.docx)',
  'flat-opc': 'a Word file in one XML file (flat OPC)',
  wordml: 'a Word 2003 XML file',
  xlsx: 'an Excel file (.xlsx)',
  spreadsheetml: 'an Excel 2003 XML file',
  pptx: 'a PowerPoint file (.pptx)',
  opendocument: 'an OpenDocument file (.odt, .ods)',
  'flat-opendocument': 'an OpenDocument file in one XML file (.fodt, .fods)',
  ofd: 'an OFD file',
  uof: 'a UOF file (标文通)',
  mht: 'a web page saved in one file (.mht)',
  eml: 'an e-mail message (.eml)',
  zip: 'a ZIP archive',
  tar: 'a tar archive',
  rar: 'a RAR archive',
  '7z': 'a 7z archive',
  gzip: 'gzip data',
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  gif: 'a GIF image',
  webp: 'a WebP image',
  bmp: 'a BMP image',
  tiff: 'a TIFF image',
};

/** Signatures: where they stand, in Latin-1. */
const SIGNATURES: readonly (readonly [type: DetectedType, at: number, bytes: string])[] = [
  ['pdf', 0, '%PDF-'],
  ['pdf', 3, '%PDF-'],
  ['rtf', 0, '{\\rtf'],
  ['ole2', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['rar', 0, 'Rar!\x1a\x07'],
  ['7z', 0, '7z\xbc\xaf\x27\x1c'],
  ['gzip', 0, '\x1f\x8b'],
  ['tar', 257, 'ustar'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['webp', 8, 'WEBPVP8'],
  ['bmp', 6, '\0\0\0\0'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
];

const TAGS =
  'html|head|body|title|meta|link|script|style|table|tbody|tr|td|th|div|section|article|ul|ol|li|dl|dt|dd|' +
  'p|br|hr|pre|center|form|frameset|iframe|img|span|font|strong|em|a|b|i|u|h[1-6]';
const TAG = new RegExp(`<(?:!doctype\\s+html|(?:${TAGS})(?=[\\s/>]))`, 'i');
const HEAD = 16_384;

/** What the bytes are, judged by the bytes alone: names and declared types are often wrong. */
export function detectFormat(bytes: Uint8Array): DetectedType {
  const head = latin1(bytes.subarray(0, HEAD));
  const magic = SIGNATURES.find(([, at, signature]) => head.startsWith(signature, at))?.[0];
  if (magic === 'zip') return zipKind(bytes);
  if (magic !== undefined && (magic !== 'bmp' || head.startsWith('BM'))) return magic;
  const wide = isWide(head);
  const text = wide ? head.replaceAll('\0', '') : head;
  const structured = xmlKind(text) ?? mailKind(text);
  if (structured !== null) return structured;
  if (TAG.test(text)) return isTextWithTags(text) ? 'text' : 'html';
  if (bytes.length <= HEAD && /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*$/.test(text)) return 'empty';
  return !wide && isBinary(text) ? 'binary' : 'text';
}

const PAGE_TAG = /<(?:!doctype|html|head|body|title|meta|link|script|style|frameset)(?=[\s/>])/i;
const TABLES = /<table(?=[\s>])[\s\S]*?(?:<\/table\s*>|$)/gi;

/**
 * Whether tags only stand inside a text that lines make, as Markdown has them: it begins as text, no tag of a page is there,
 * and outside of tables most lines hold no tag.
 */
function isTextWithTags(text: string): boolean {
  if (/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*</.test(text) || PAGE_TAG.test(text)) return false;
  const lines = text
    .replace(TABLES, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  const tagged = lines.filter((line) => line.includes('<') && TAG.test(line)).length;
  return lines.length > 1 && tagged * 2 < lines.length;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** By the names in its directory: the contents of a member say nothing about the whole. */
function zipKind(bytes: Uint8Array): DetectedType {
  const names = namesIn(bytes);
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  if (names.some((name) => /^\/?OFD\.xml$/i.test(name))) return 'ofd';
  if (names.includes('uof.xml')) return 'uof';
  const isOpenDocument = names.includes('mimetype') || names.includes('META-INF/manifest.xml');
  return isOpenDocument && names.includes('content.xml') ? 'opendocument' : 'zip';
}

/** For a damaged ZIP, the names that can be made out at its beginning. */
function namesIn(bytes: Uint8Array): readonly string[] {
  try {
    return memberNames(bytes);
  } catch {
    const head = latin1(bytes.subarray(0, 4_096));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark of a member
    return [...head.matchAll(/PK\x03\x04[\s\S]{26}([\w./[\]-]{1,80})/g)].map((match) => match[1] ?? '');
  }
}

/**
 * Whether it is UTF-16: marked by a byte order mark, or betrayed by the zeros that stand beside every ASCII
 * character and always on the same side.
 */
function isWide(head: string): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head)) return true;
  let even = 0;
  let odd = 0;
  for (let at = head.indexOf('\0'); at >= 0; at = head.indexOf('\0', at + 1)) {
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return Math.min(even, odd) === 0 && even + odd >= 8 && (even + odd) * 10 > head.length;
}

/** A zero byte, or more control characters than stray ones in a text. */
function isBinary(head: string): boolean {
  if (head.includes('\0')) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const controls = head.match(/[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]/g)?.length ?? 0;
  return controls * 50 > head.length;
}
