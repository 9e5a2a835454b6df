import { CompoundFile } from './ole2-compound.js';

/** What an OLE2 file holds; `encrypted` is a .docx or .xlsx under a password. */
export type Ole2Kind = 'doc' | 'xls' | 'ppt' | 'encrypted' | 'unknown';

const KINDS: readonly (readonly [stream: string, kind: Ole2Kind])[] = [
  ['WordDocument', 'doc'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['PowerPoint Document', 'ppt'],
  ['EncryptedPackage', 'encrypted'],
];

/**
 * What an OLE2 file is, by the streams it has: .doc and .wps, .xls and .et, .ppt and .dps are the same.
 *
 * @throws DocumentError `damaged`
 */
export function ole2Kind(bytes: Uint8Array): Ole2Kind {
  const file = new CompoundFile(bytes);
  return KINDS.find(([stream]) => file.has(stream))?.[1] ?? 'unknown';
}
