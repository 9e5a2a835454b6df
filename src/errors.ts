import { defined } from './defined.js';
import type { ArchiveCode, DocumentCode, ErrorCode } from './error-codes.js';

/** Where an error happened: a file, an address, a portal, a command. */
export interface ErrorPlace {
  readonly file?: string;
  readonly url?: string;
  readonly portal?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface ErrorDetails extends ErrorPlace {
  /** What the reader of the message can do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * The base of every error that nianbao raises on purpose.
 *
 * `code` is stable and meant for programs, `message` says what happened, `place` where, and `hint` what to do.
 * The command line prints `describe()` on one line; anything that is not a NianbaoError is a defect.
 */
export class NianbaoError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly place: ErrorPlace;
  readonly hint: string | undefined;

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    const { hint, cause, ...place } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.place = place;
    this.hint = hint;
  }

  /** One line: where, what, and what to do. */
  describe(): string {
    const { file, url, portal, line, column } = this.place;
    const position = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
    const where = file !== undefined ? `${file}${position}` : (url ?? portal);
    const text = `${where === undefined ? '' : `${where}: `}${this.message}${this.hint ? ` (${this.hint})` : ''}`;
    return text.replace(/\s*\n\s*/g, ' ');
  }
}

/** The command line was used wrongly: exit code 2. */
export class UsageError extends NianbaoError<'usage'> {
  constructor(message: string, details: ErrorDetails = {}) {
    super('usage', message, details);
  }
}

/** A file under config/ does not say what it must. */
export class ConfigError extends NianbaoError<'config'> {
  constructor(message: string, details: ErrorDetails = {}) {
    super('config', message, details);
  }
}

/** What to do about a document, where the one who throws knows nothing better. */
const DOCUMENT_HINTS: Readonly<Partial<Record<DocumentCode, string>>> = {
  damaged: 'fetch the file again',
  empty: 'fetch the file again',
  encrypted: 'ask the publisher for a file without a password',
};

/** Bytes that no reader can turn into a document: the code says why. */
export class DocumentError extends NianbaoError<DocumentCode> {
  constructor(code: DocumentCode, message: string, details: ErrorDetails = {}) {
    super(code, message, { ...details, ...defined({ hint: details.hint ?? DOCUMENT_HINTS[code] }) });
  }
}

/** The archive refused or could not do what was asked. */
export class ArchiveError extends NianbaoError<ArchiveCode> {}

/** Any thrown value as one line of text. */
export function describeError(error: unknown): string {
  if (error instanceof NianbaoError) return error.describe();
  if (error instanceof Error) return error.message.replace(/\s*\n\s*/g, ' ');
  return String(error);
}
