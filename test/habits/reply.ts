/** Answers, byte by byte. */
import { createHash } from 'node:crypto';
import type { Reply } from './server.js';
import type { Resource } from './shelf.js';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  304: 'Not Modified',
  403: 'Forbidden',
  404: 'Not Found',
};

/** A head and what follows it, as they are. Text is written as latin1: a character is a byte. */
interface Written {
  readonly status: number;
  /** Whole lines, `Name: value`. */
  readonly lines: readonly string[];
  readonly body?: Uint8Array;
  /** What ends a line. */
  readonly end?: string;
  readonly isKept?: boolean;
  /** What comes before the status line, such as an interim answer. */
  readonly before?: string;
}

/** Writes exactly this. */
export function written({ status, lines, body, end = '\r\n', isKept = true, before = '' }: Written): Reply {
  const connection = isKept ? [] : ['Connection: close'];
  const head = [`HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`, ...lines, ...connection, '', ''];
  const bytes = Buffer.concat([Buffer.from(before + head.join(end), 'latin1'), body ?? Buffer.alloc(0)]);
  return { status, bytes, isKept };
}

/** An ordinary answer with a body: its length, its type, and further lines. */
export function ok({ body, type }: Resource, lines: readonly string[] = [], status = 200): Reply {
  return written({ status, lines: [...plainLines({ body, type }), ...lines], body });
}

/** The header lines of an ordinary answer. */
export function plainLines({ body, type }: Resource): readonly string[] {
  return [`Content-Type: ${type}`, `Content-Length: ${body.length}`];
}

export function notModified(lines: readonly string[], isKept = true): Reply {
  return written({ status: 304, lines, isKept });
}

export function redirect(location: string | Uint8Array): Reply {
  const to = typeof location === 'string' ? location : Buffer.from(location).toString('latin1');
  return written({ status: 302, lines: [`Location: ${to}`, 'Content-Length: 0'] });
}

/** A body in two chunks (RFC 9112, 7.1). */
export function chunked(body: Uint8Array): Uint8Array {
  const half = Math.ceil(body.length / 2);
  const chunk = (part: Uint8Array) => [
    Buffer.from(`${part.length.toString(16)}\r\n`),
    part,
    Buffer.from('\r\n'),
  ];
  return Buffer.concat([
    ...chunk(body.subarray(0, half)),
    ...chunk(body.subarray(half)),
    Buffer.from('0\r\n\r\n'),
  ]);
}

/** What an entity tag says between its quotes. */
export function tagOf({ body }: Resource): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}
