import { DocumentError } from '../errors.js';
import { READABLE_FORMATS } from '../readable-formats.js';
import { decodeText } from '../text/charset.js';
import { type DetectedType, detectFormat, TYPE_NAMES } from './detect.js';
import { encodingIssues } from './encoding-issues.js';
import { visible } from './flow/controls.js';
import { readHtml } from './html/read-html.js';
import { DEFAULT_LIMITS, type Document, type DocumentLimits } from './model.js';
import { readText } from './plain/read-text.js';
import type { RecognitionOptions } from './scan/read-images.js';
import type { ReadingTrace } from './trace.js';

export interface ReadOptions {
  /** The Content-Type header that came with the bytes: a hint at the charset, never at the format. */
  readonly contentType?: string | null;
  readonly limits?: Partial<DocumentLimits>;
  /** How pictures of text are recognised. */
  readonly recognition?: RecognitionOptions;
  /** Is told what the pages are taken for. */
  readonly trace?: ReadingTrace;
}

/**
 * Turns the bytes of a web page or of a plain text into a document, at once.
 * @throws DocumentError `empty`; `too_large`; `too_deep`; `unsupported`, for all other formats (see read.ts)
 */
export function readTextual(bytes: Uint8Array, options: ReadOptions = {}): Document {
  const limits = limitsOf(bytes, options);
  const format = detectFormat(bytes);
  if (format === 'empty') throw new DocumentError('empty', 'there is nothing in it');
  if (format !== 'html' && format !== 'text') throw unsupported(format);
  const decoded = decodeText(bytes, { header: options.contentType ?? null });
  const content = visible(
    format === 'html' ? readHtml(decoded.text, limits) : readText(decoded.text, limits),
  );
  return {
    format,
    encoding: decoded.encoding,
    meta: content.meta,
    blocks: content.blocks,
    issues: [...encodingIssues(decoded), ...content.issues],
  };
}

/** The limits that hold. @throws DocumentError `too_large` for bytes beyond them */
export function limitsOf(bytes: Uint8Array, options: ReadOptions): DocumentLimits {
  const limits: DocumentLimits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes) {
    throw new DocumentError('too_large', `${bytes.length} bytes, where ${limits.bytes} are allowed`, {
      hint: 'no report is this large; raise the limit if this one is',
    });
  }
  return limits;
}

export function unsupported(type: DetectedType): DocumentError {
  return new DocumentError('unsupported', `this is ${TYPE_NAMES[type]}, which no reader can read`, {
    hint: `nianbao reads ${READABLE_FORMATS}`,
  });
}
