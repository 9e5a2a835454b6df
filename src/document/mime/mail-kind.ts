import { readFields, readFieldValue } from './headers.js';

/** A page saved in one file, or a message that somebody sent. */
export type MailKind = 'mht' | 'eml';

/** Fields that only the post adds. */
const POSTED = ['received', 'return-path', 'delivered-to', 'to', 'message-id'] as const;
const PAGE = /^(?:multipart\/related|text\/html)$/;

/**
 * What a text is by the fields at its beginning; null where it is no message.
 * @param head the beginning of a file, as Latin-1
 */
export function mailKind(head: string): MailKind | null {
  const fields = readFields(head, /^(?:\xef\xbb\xbf|\ufeff)?\s*/.exec(head)?.[0].length ?? 0)?.fields;
  if (fields === undefined) return null;
  const isPosted = POSTED.some((name) => fields.has(name));
  const type = fields.get('content-type');
  if (type === undefined) return fields.has('from') && fields.has('date') && isPosted ? 'eml' : null;
  if (!fields.has('mime-version') && !isPosted && !fields.has('from')) return null;
  return !isPosted && PAGE.test(readFieldValue(type).value) ? 'mht' : 'eml';
}
