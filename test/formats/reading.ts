/** The one place where the matrix reads: bytes of any format to a document. */
import type { Document } from '../../src/document/model.js';
import { readDocument } from '../../src/document/read.js';
import { DocumentError } from '../../src/errors.js';

export async function readBytes(bytes: Uint8Array): Promise<Document> {
  return readDocument(bytes);
}

/** Null for a file that its reader refuses: nothing of it is read, and the refusal says so. */
export async function readUnlessRefused(bytes: Uint8Array): Promise<Document | null> {
  try {
    return await readBytes(bytes);
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}
