import { tight } from '../../../text/tight.js';
import { foldLine } from '../../flow/whitespace.js';
import type { Block, Content, DocumentLimits, DocumentMeta } from '../../model.js';
import { assembleBlocks } from '../blocks.js';
import { readBody } from './flow.js';
import { openFlatPackage, openWordPackage, type WordParts } from './package.js';
import { openWordMl } from './wordml.js';

/**
 * Reads a Word file (.docx; ECMA-376, transitional or strict) as Word shows it with all tracked changes accepted:
 * body text, tables and text boxes, without headers, footers, notes and comments.
 *
 * @throws DocumentError `damaged`, `encrypted`, `unsupported`, `too_deep` or `too_large`
 */
export function readDocx(bytes: Uint8Array, limits: DocumentLimits): Content {
  return readParts(openWordPackage(bytes, limits), limits);
}

/** Reads a Word file that is one XML file (flat OPC), as `readDocx` does. @throws DocumentError as `readDocx` */
export function readFlatOpc(bytes: Uint8Array, limits: DocumentLimits): Content {
  return readParts(openFlatPackage(bytes, limits), limits);
}

/** Reads a file of Word 2003 in XML, as `readDocx` does. @throws DocumentError as `readDocx` */
export function readWordMl(bytes: Uint8Array, limits: DocumentLimits): Content {
  return readParts(openWordMl(bytes, limits), limits);
}

function readParts(parts: WordParts, limits: DocumentLimits): Content {
  const { content, paged, foreign } = readBody(parts);
  const { blocks, issues } = assembleBlocks(content, limits, paged);
  if (foreign)
    issues.push({ code: 'no_reader', message: 'a part of the text is embedded in another format' });
  return { meta: titleMeta(parts.properties?.child('dc:title')?.text ?? '', blocks), blocks, issues };
}

/** A title stands near the beginning. */
const FIRST_BLOCKS = 30;
const SHORTEST = 4;

/**
 * The title that a file says it has, where its text says the same. A title that nobody sees is often that of the
 * file which it was made from: last year's report, or another agency's.
 */
export function titleMeta(stated: string, blocks: readonly Block[]): DocumentMeta {
  const title = foldLine(stated);
  if (tight(title).length < SHORTEST) return {};
  const first = blocks.slice(0, FIRST_BLOCKS);
  const text = first.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('');
  return tight(text).includes(tight(title)) ? { title } : {};
}
