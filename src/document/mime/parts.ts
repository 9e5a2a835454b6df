import { type FieldValue, type MailFields, readFields, readFieldValue } from './headers.js';

/** A part of a message that holds no others. */
export interface MailPart {
  readonly fields: MailFields;
  readonly type: FieldValue;
  /** As it is packed, in Latin-1: `contentOf` unpacks it. */
  readonly packed: string;
  /** Whether the message ended before the mark of the part's end. */
  readonly cut: boolean;
}

/** Parts in parts: those of saved pages are two deep. */
const DEEPEST = 8;

/** The parts of a message (RFC 2046, 5.1) in their order; `cut` where an end mark is missing. */
export function readParts(message: string): { parts: MailPart[]; cut: boolean } {
  const parts: MailPart[] = [];
  const cut = collect(message, parts, false, 0);
  return { parts, cut };
}

/** @param isCut whether what surrounds the text is cut off at the text's end; @returns whether the text is */
function collect(text: string, parts: MailPart[], isCut: boolean, depth: number): boolean {
  const read = readFields(text, /^\s*/.exec(text)?.[0].length ?? 0) ?? { fields: new Map(), end: 0 };
  const type = readFieldValue(read.fields.get('content-type'));
  const boundary = type.parameters.get('boundary');
  const body = text.slice(read.end);
  if (!type.value.startsWith('multipart/') || boundary === undefined || boundary === '' || depth >= DEEPEST) {
    parts.push({ fields: read.fields, type, packed: body, cut: isCut });
    return isCut;
  }
  const { pieces, isClosed } = splitAt(body, boundary);
  let cut = !isClosed;
  for (const [at, piece] of pieces.entries()) {
    const isLast = at === pieces.length - 1;
    cut = collect(piece, parts, isLast && !isClosed, depth + 1) || cut;
  }
  return cut;
}

/** What stands between the lines that are the boundary; `isClosed` where its last one says that it is the last. */
function splitAt(body: string, boundary: string): { pieces: string[]; isClosed: boolean } {
  const pieces: string[] = [];
  const mark = `--${boundary}`;
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    const lineEnd = endOfLine(body, at);
    const rest = body.slice(at + mark.length, lineEnd).trimEnd();
    if (rest !== '' && rest !== '--') continue;
    // the line break before a boundary belongs to it
    if (start >= 0) pieces.push(body.slice(start, at).replace(/\r?\n$/, ''));
    if (rest === '--') return { pieces, isClosed: true };
    start = Math.min(body.length, lineEnd + 1);
  }
  if (start >= 0) pieces.push(body.slice(start));
  return { pieces, isClosed: false };
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** The bytes of a part; null where it is packed in a way that is not known, or not soundly. */
export function contentOf({ fields, packed }: MailPart): Buffer | null {
  const encoding = (fields.get('content-transfer-encoding') ?? '7bit').toLowerCase().trim();
  switch (encoding) {
    case 'quoted-printable':
      return fromQuotedPrintable(packed);
    case 'base64':
      return fromBase64(packed);
    case '7bit':
    case '8bit':
    case 'binary':
      return Buffer.from(packed, 'latin1');
    default:
      return null;
  }
}

/** RFC 2045, 6.8. */
function fromBase64(packed: string): Buffer | null {
  const digits = packed.replace(/\s+/g, '');
  return /^[A-Za-z\d+/]*={0,2}$/.test(digits) && digits.length % 4 === 0
    ? Buffer.from(digits, 'base64')
    : null;
}

const EQUALS = 0x3d;

/** RFC 2045, 6.7: `=` and two digits are a byte, at a line's end it joins the lines; null where it is neither. */
function fromQuotedPrintable(packed: string): Buffer | null {
  const source = Buffer.from(packed.replace(/[ \t]+(?=\r?\n|$)/g, ''), 'latin1');
  const bytes = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const byte = source[at] ?? 0;
    if (byte !== EQUALS) {
      bytes[length] = byte;
      length += 1;
      continue;
    }
    const line = /^=\r?\n|^=$/.exec(source.toString('latin1', at, at + 3))?.[0];
    if (line !== undefined) {
      at += line.length - 1;
      continue;
    }
    const digits = source.toString('latin1', at + 1, at + 3);
    if (!/^[\dA-F]{2}$/i.test(digits)) return null;
    bytes[length] = Number.parseInt(digits, 16);
    length += 1;
    at += 2;
  }
  return bytes.subarray(0, length);
}
