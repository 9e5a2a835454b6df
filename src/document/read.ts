import { DocumentError } from '../errors.js';
import { READABLE_FORMATS } from '../readable-formats.js';
import type { Member } from './containers/archive.js';
import { detectFormat, type ImageType, isImageType, TYPE_NAMES } from './detect.js';
import { visible } from './flow/controls.js';
import type { Content, Document, DocumentFormat, DocumentLimits } from './model.js';
import { limitsOf, type ReadOptions, readTextual, unsupported } from './textual.js';

/**
 * Turns bytes into a document, by what the bytes are and never by a name. The readers of the larger formats are
 * loaded when the first document of their kind comes.
 *
 * @throws DocumentError `empty`; `too_large`, over a limit on bytes, packed or unpacked, cells or pages; `too_deep`;
 *   `damaged`; `encrypted`, under a password; `unsupported`, a format without a reader, or pictures of text
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<Document> {
  const limits = limitsOf(bytes, options);
  const type = detectFormat(bytes);
  switch (type) {
    case 'empty':
    case 'html':
    case 'text':
      return readTextual(bytes, options);
    case 'docx': {
      const { readDocx } = await import('./word/docx/read-docx.js');
      return toDocument('docx', readDocx(bytes, limits));
    }
    case 'flat-opc': {
      const { readFlatOpc } = await import('./word/docx/read-docx.js');
      return toDocument(type, readFlatOpc(bytes, limits));
    }
    case 'wordml': {
      const { readWordMl } = await import('./word/docx/read-docx.js');
      return toDocument(type, readWordMl(bytes, limits));
    }
    case 'xlsx': {
      const { readWorkbook } = await import('./workbook/read-workbook.js');
      return toDocument('xlsx', readWorkbook(bytes, limits));
    }
    case 'opendocument': {
      const { readOpenDocument } = await import('./opendocument/read-opendocument.js');
      const { format, content } = readOpenDocument(bytes, limits);
      return toDocument(format, content);
    }
    case 'flat-opendocument': {
      const { readFlatOpenDocument } = await import('./opendocument/read-opendocument.js');
      const { format, content } = readFlatOpenDocument(bytes, limits);
      return toDocument(format, content);
    }
    case 'rtf': {
      const { readRtf } = await import('./rtf/read-rtf.js');
      return toDocument(type, readRtf(bytes, limits));
    }
    case 'mht': {
      const { readMht } = await import('./mime/read-mht.js');
      const { encoding, ...content } = readMht(bytes, limits);
      return { ...toDocument(type, content), encoding };
    }
    case 'ole2':
      return readOle2(bytes, limits);
    case 'pdf': {
      const { readPdf } = await import('./pdf/read-pdf.js');
      return toDocument('pdf', await readPdf(bytes, limits, options.recognition, options.trace));
    }
    case 'ofd': {
      const { readOfd } = await import('./ofd/read-ofd.js');
      return toDocument('ofd', readOfd(bytes, limits, options.trace));
    }
    case 'png':
    case 'jpeg':
    case 'tiff':
    case 'gif':
    case 'webp':
    case 'bmp': {
      const { readImages } = await import('./scan/read-images.js');
      return toDocument(
        type,
        await readImages([{ bytes, type }], limits, options.recognition, options.trace),
      );
    }
    case 'zip':
    case 'gzip':
    case 'rar':
    case '7z':
      return readArchive(bytes, limits, options);
    default:
      throw unsupported(type);
  }
}

async function readOle2(bytes: Uint8Array, limits: DocumentLimits): Promise<Document> {
  const { ole2Kind } = await import('./containers/ole2-kind.js');
  const kind = ole2Kind(bytes);
  switch (kind) {
    case 'doc': {
      const { readDoc } = await import('./word/binary/read-doc.js');
      return toDocument('doc', readDoc(bytes, limits));
    }
    case 'xls': {
      const { readWorkbook } = await import('./workbook/read-workbook.js');
      return toDocument('xls', readWorkbook(bytes, limits));
    }
    case 'encrypted':
      throw new DocumentError('encrypted', 'the file is under a password');
    default:
      throw unsupported('ole2');
  }
}

/** The report in an archive. Of several members that may be it, the first that can be read; an issue names the others. */
async function readArchive(
  bytes: Uint8Array,
  limits: DocumentLimits,
  options: ReadOptions,
): Promise<Document> {
  const { openArchiveFile, pickReport } = await import('./containers/archive.js');
  const held = openArchiveFile(bytes, limits);
  const members = pickReport(held);
  const pages = members.flatMap(imageOf);
  const [first] = pages;
  if (first !== undefined && pages.length === members.length && pages.length > 1) {
    const { readImages } = await import('./scan/read-images.js');
    return toDocument(first.type, await readImages(pages, limits, options.recognition, options.trace));
  }
  let refusal: DocumentError | null = null;
  for (const [index, member] of members.entries()) {
    try {
      const document = await readDocument(member.bytes, options);
      const others = members.filter((_, other) => other !== index).map((other) => other.name);
      if (others.length === 0) return document;
      const message = `${member.name} was read; the archive also holds ${others.join(', ')}`;
      return { ...document, issues: [...document.issues, { code: 'several_files', message }] };
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? noReportAmong(held);
}

/** Where an archive has no file that could be a report: what it has instead. */
function noReportAmong(members: readonly Member[]): DocumentError {
  const types = [...new Set(members.map(({ bytes }) => TYPE_NAMES[detectFormat(bytes)]))];
  const message =
    types.length === 0 ? 'the archive is empty' : `the archive has no report, only ${types.join(', ')}`;
  return new DocumentError('unsupported', message, { hint: `nianbao reads ${READABLE_FORMATS}` });
}

/** The member as a page of a scan; empty where it is no image that can be read. */
function imageOf({ bytes }: Member): { bytes: Uint8Array; type: ImageType }[] {
  const type = detectFormat(bytes);
  return isImageType(type) ? [{ bytes, type }] : [];
}

/** @throws DocumentError `unsupported` where the pages turned out to be pictures of text */
function toDocument(format: DocumentFormat, content: Content): Document {
  const { meta, blocks, issues } = visible(content);
  const unread = issues.find((issue) => issue.code === 'no_reader');
  if (unread !== undefined && blocks.length === 0) throw new DocumentError('unsupported', unread.message);
  if (blocks.length === 0 && issues.some(({ code }) => code === 'recognised')) {
    throw new DocumentError('unsupported', 'the pages are pictures in which no text was recognised');
  }
  return { format, encoding: null, meta, blocks, issues };
}
