import type { Content, DocumentFormat, DocumentLimits } from '../model.js';
import { assembleBlocks } from '../word/blocks.js';
import { titleMeta } from '../word/docx/read-docx.js';
import { SheetBlocks } from '../workbook/sheet-blocks.js';
import { type OpenDocument, openFlat, openPackage } from './package.js';
import { readSheets } from './sheets.js';
import { OpenDocumentStyles } from './styles.js';
import { readText } from './text.js';

interface ReadOpenDocument {
  readonly format: DocumentFormat;
  readonly content: Content;
}

/**
 * Reads a text or a spreadsheet of OpenDocument (ISO/IEC 26300; .odt, .ods) as LibreOffice and WPS show it: a text with all
 * tracked changes accepted and without headers, footers, notes and comments, a sheet as `readWorkbook` does.
 *
 * @throws DocumentError `damaged`, `encrypted`, `unsupported`, `too_deep` or `too_large`
 */
export function readOpenDocument(bytes: Uint8Array, limits: DocumentLimits): ReadOpenDocument {
  return read(openPackage(bytes, limits), limits, { text: 'odt', sheets: 'ods' });
}

/** Reads one that is a single XML file (.fodt, .fods). @throws DocumentError as `readOpenDocument` */
export function readFlatOpenDocument(bytes: Uint8Array, limits: DocumentLimits): ReadOpenDocument {
  return read(openFlat(bytes, limits), limits, { text: 'fodt', sheets: 'fods' });
}

function read(
  { body, styles, title }: OpenDocument,
  limits: DocumentLimits,
  formats: { readonly text: DocumentFormat; readonly sheets: DocumentFormat },
): ReadOpenDocument {
  const known = new OpenDocumentStyles(styles);
  if (body.name === 'office:spreadsheet') {
    const sheets = new SheetBlocks(limits);
    readSheets(body, known, limits, sheets);
    return { format: formats.sheets, content: sheets.content };
  }
  const { blocks, issues } = assembleBlocks(readText(body, known, limits), limits);
  return { format: formats.text, content: { meta: titleMeta(title, blocks), blocks, issues } };
}
