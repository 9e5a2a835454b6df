import type { DecodedText } from '../text/charset.js';
import type { DocumentIssue } from './model.js';

/** The issues found while decoding a page or a text. */
export function encodingIssues(decoded: DecodedText): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  if (decoded.mismatch !== null) {
    const message = `declared as ${decoded.mismatch}, but the bytes are ${decoded.encoding}`;
    issues.push({ code: 'encoding_mismatch', message });
  }
  if (decoded.damaged > 0) {
    const message = `${decoded.damaged} character(s) could not be decoded`;
    issues.push({ code: 'encoding_damaged', message });
  }
  return issues;
}
