/** The one place where the matrix reads: bytes of any format to a document. */
import type { Document } from '../../src/document/model.js';
import { readDocument } from '../../src/document/read.js';

export async function readBytes(bytes: Uint8Array): Promise<Document> {
  return readDocument(bytes);
}
