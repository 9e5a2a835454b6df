import { DocumentError } from '../../../errors.js';
import { CompoundFile } from '../../containers/ole2-compound.js';
import type { Content, DocumentLimits } from '../../model.js';
import { assembleBlocks } from '../blocks.js';
import { ListCounters } from '../list-counters.js';
import { readFileInformation } from './fib.js';
import { type BinarySource, readStory } from './flow.js';
import { readFonts } from './fonts.js';
import { readLists } from './lists.js';
import { readPieces } from './pieces.js';
import { Properties } from './properties.js';
import { readCharacterRuns, readParagraphRuns } from './runs.js';
import { BinaryStyles } from './styles.js';
import { BinaryText } from './text.js';

/**
 * Reads a binary Word file ([MS-DOC]; .doc of Word 97 to 2003, .wps) as Word shows it with all tracked changes
 * accepted: main text and tables, then the text of its boxes, without headers, footers, notes and comments.
 *
 * @throws DocumentError `damaged`, `encrypted`, `too_deep`, `too_large`, or `unsupported` for older files
 */
export function readDoc(bytes: Uint8Array, limits: DocumentLimits): Content {
  const file = new CompoundFile(bytes);
  const document = file.stream('WordDocument');
  if (document === undefined) throw notWord(file);
  const information = readFileInformation(document);
  const other = information.tableStream === '1Table' ? '0Table' : '1Table';
  const table = file.stream(information.tableStream) ?? file.stream(other);
  if (table === undefined) throw new DocumentError('damaged', 'the Word file has no table stream');
  const pieces = readPieces(document, table, information.pieces);
  if (pieces.text.length * 2 > limits.unpacked) {
    throw new DocumentError('too_large', 'the Word file holds more text than is allowed');
  }
  const styles = new BinaryStyles(table, information.styles);
  const properties = new Properties(document, file.stream('Data'), styles, pieces.changes);
  const runs = readCharacterRuns(document, table, information.characterRuns);
  const source: BinarySource = {
    text: new BinaryText(pieces, runs, properties, readFonts(table, information.fonts)),
    paragraphs: readParagraphRuns(document, table, information.paragraphRuns),
    properties,
    lists: readLists(table, information.lists, information.listOverrides),
    counters: new ListCounters(),
    depth: limits.depth,
  };
  const { textLength, boxes } = information;
  if (textLength > pieces.text.length)
    throw new DocumentError('damaged', 'the text of the Word file is cut off');
  const content = [
    ...readStory(source, 0, textLength),
    ...readStory(source, boxes.at, boxes.at + boxes.length),
  ];
  return { meta: {}, ...assembleBlocks(content, limits) };
}

function notWord(file: CompoundFile): DocumentError {
  if (file.has('EncryptedPackage')) {
    return new DocumentError('encrypted', 'the file is under a password');
  }
  return new DocumentError('damaged', 'the OLE2 file holds no Word document');
}
