import { gunzipSync } from 'node:zlib';
import { DocumentError } from '../../errors.js';
import { decodeText } from '../../text/charset.js';
import { type DetectedType, detectFormat, TYPE_NAMES } from '../detect.js';
import type { DocumentLimits } from '../model.js';
import { readMembers } from './zip-members.js';

/** A file inside an archive. */
export interface Member {
  /** Its path inside the archive, folders parted by `/`; `outer.zip/inner.doc` for one of a nested archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An archive may hold archives; what is packed deeper than this stays packed. */
const DEEPEST = 2;
/** Files that packing programs and operating systems leave behind. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i;

/**
 * The files inside an archive: ZIP, also in a ZIP, and gzip. They come in the archive's order, without folders
 * and without what systems leave behind. One damaged or protected member refuses the whole archive: which
 * members matter is not known yet.
 *
 * @throws DocumentError `unsupported` for RAR, 7z and what is no archive; `encrypted`; `damaged`; `too_large`,
 *   over `limits.unpacked` bytes or `limits.pages` members
 */
export function openArchiveFile(bytes: Uint8Array, limits: DocumentLimits): Member[] {
  const type = detectFormat(bytes);
  if (type === 'rar' || type === '7z') {
    throw new DocumentError('unsupported', `this is ${TYPE_NAMES[type]}, which nianbao cannot unpack`, {
      hint: 'unpack it and give the files themselves, or pack them as a ZIP archive',
    });
  }
  if (type !== 'zip' && type !== 'gzip') {
    throw new DocumentError('unsupported', `this is ${TYPE_NAMES[type]}, not an archive`, {
      hint: 'archives that can be unpacked are ZIP and gzip',
    });
  }
  return open({ name: '', bytes }, type, { left: limits, depth: 1 });
}

/** The state of unpacking: nesting depth, and how much may still be unpacked of the outermost archive. */
interface Opening {
  left: DocumentLimits;
  readonly depth: number;
}

function open(archive: Member, type: 'zip' | 'gzip', opening: Opening): Member[] {
  const members =
    type === 'gzip' ? [gunzip(archive.bytes, opening.left)] : unzip(archive.bytes, opening.left);
  opening.left = spent(opening.left, members);
  return members.flatMap((member) => {
    const name = archive.name === '' ? member.name : `${archive.name}/${member.name}`;
    const packed = detectFormat(member.bytes);
    if (opening.depth >= DEEPEST || (packed !== 'zip' && packed !== 'gzip')) {
      return [{ name, bytes: member.bytes }];
    }
    const inner: Opening = { left: opening.left, depth: opening.depth + 1 };
    const found = open({ name, bytes: member.bytes }, packed, inner);
    opening.left = inner.left;
    return found;
  });
}

function spent(limits: DocumentLimits, members: readonly Member[]): DocumentLimits {
  const unpacked = members.reduce((left, { bytes }) => left - bytes.length, limits.unpacked);
  return { ...limits, unpacked, pages: limits.pages - members.length };
}

function unzip(bytes: Uint8Array, limits: DocumentLimits): Member[] {
  const members = readMembers(bytes, limits, (name) => !LITTER.test(name));
  return [...members].map(([name, content]) => ({ name, bytes: content }));
}

function gunzip(bytes: Uint8Array, { unpacked }: DocumentLimits): Member {
  try {
    return { name: gzipName(bytes), bytes: gunzipSync(bytes, { maxOutputLength: Math.max(1, unpacked) }) };
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new DocumentError('too_large', `the gzip data unpacks to more than ${unpacked} bytes`, {
        hint: 'no report is this large; raise the limit if this one is',
      });
    }
    throw new DocumentError('damaged', 'the gzip data is damaged or cut off', { cause });
  }
}

const HAS_EXTRA = 4;
const HAS_NAME = 8;

/** The name that the gzip header gives (RFC 1952), else ''. */
function gzipName(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = buffer[3] ?? 0;
  if ((flags & HAS_NAME) === 0) return '';
  if (buffer.length < 12) return '';
  const start = (flags & HAS_EXTRA) === 0 ? 10 : 12 + buffer.readUInt16LE(10);
  const end = buffer.indexOf(0, start);
  return end < 0 ? '' : decodeText(buffer.subarray(start, end), { header: 'gb18030' }).text;
}

/** Types that may be a report, the most exact to read first; a scan comes last. */
const TYPES: readonly DetectedType[] = [
  'docx',
  'flat-opc',
  'wordml',
  'xlsx',
  'opendocument',
  'flat-opendocument',
  'ole2',
  'rtf',
  'html',
  'mht',
  'ofd',
  'pdf',
  'text',
  'tiff',
  'png',
  'jpeg',
  'bmp',
  'gif',
  'webp',
];
const FIRST_IMAGE = TYPES.indexOf('tiff');
const NAMED = /年度报告|年报|工作报告/;
/** Files that are published beside reports. */
const NO_REPORT = /申请表|指南|目录|流程|模[板版]|样[表式]|填报说明|读我|readme/i;

/**
 * Which member is the report. Those whose names say so (年度报告, 年报, 工作报告) come before all others, and
 * documents before images; among the named ones all are returned, in the order of their types (the most exact
 * to read first) and names, because one may be the other in another format, or another agency's: that is for
 * the caller to decide, by what they hold. Without such a name it is the largest document. Images are returned
 * all, in the order of their names: they are the pages of a scan. Empty where nothing can be a report.
 */
export function pickReport(members: readonly Member[]): Member[] {
  const known = members.flatMap((member) => {
    const type = TYPES.indexOf(detectFormat(member.bytes));
    return type < 0 || NO_REPORT.test(baseName(member)) ? [] : [{ member, type }];
  });
  known.sort((a, b) => a.type - b.type || byName.compare(a.member.name, b.member.name));
  const documents = known.filter(({ type }) => type < FIRST_IMAGE).map(({ member }) => member);
  const named = documents.filter((member) => NAMED.test(baseName(member)));
  if (named.length > 0) return named;
  const largest = Math.max(...documents.map(({ bytes }) => bytes.length));
  if (documents.length > 0) return documents.filter(({ bytes }) => bytes.length === largest);
  return known.map(({ member }) => member).sort((a, b) => byName.compare(a.name, b.name));
}

/** Digits by their value: page 10 comes behind page 9. */
const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });

function baseName({ name }: Member): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
