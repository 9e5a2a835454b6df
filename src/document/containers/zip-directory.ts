import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { DocumentError } from '../../errors.js';

/** A member of an archive, as the directory at the end states it: the local headers have no say. */
export interface Member {
  readonly name: string;
  readonly rawName: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

// APPNOTE 6.3: 4.3.16 end record, 4.3.14 zip64 end record, 4.3.15 its locator, 4.3.12 central directory.
const END = 0x06054b50;
const END_SIZE = 22;
const END64 = 0x06064b50;
const END64_SIZE = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_SIZE = 20;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;

const ENCRYPTED = 0x0001;
const STRONGLY_ENCRYPTED = 0x0040;
const UTF8_NAME = 0x0800;
/** WinZip's AES encryption hides the true method behind this one. */
const AES = 99;
const EXTRA_ZIP64 = 0x0001;
/** Info-ZIP Unicode Path (APPNOTE 4.6.9). */
const EXTRA_UNICODE_PATH = 0x7075;

const UTF8 = new TextDecoder('utf-8');
const GB18030 = new TextDecoder('gb18030');

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly entries: number;
  /** How many bytes stand in front of the archive. */
  readonly before: number;
}

/** The members of an archive in the order of its directory. @throws DocumentError `damaged` */
export function* readDirectory(source: Uint8Array): Generator<Member> {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const directory = findDirectory(bytes);
  let at = directory.start;
  for (let entry = 0; entry < directory.entries; entry += 1) {
    if (at + ENTRY_SIZE > directory.end || bytes.readUInt32LE(at) !== ENTRY) {
      throw damaged('its directory breaks off');
    }
    const extraAt = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28);
    const next = extraAt + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > directory.end) throw damaged('its directory breaks off');
    yield readEntry(bytes, at, directory.before);
    at = next;
  }
}

function readEntry(bytes: Buffer, at: number, before: number): Member {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const nameAt = at + ENTRY_SIZE;
  const extraAt = nameAt + bytes.readUInt16LE(at + 28);
  const rawName = bytes.subarray(nameAt, extraAt);
  const extras = readExtras(bytes.subarray(extraAt, extraAt + bytes.readUInt16LE(at + 30)));
  const sizes = sizesOf(bytes, at, extras.get(EXTRA_ZIP64));
  const offset = sizes.offset + before;
  if (offset < 0 || offset >= bytes.length) throw damaged('a member lies outside of it');
  return {
    name: nameOf(rawName, (flags & UTF8_NAME) !== 0, extras.get(EXTRA_UNICODE_PATH)),
    rawName,
    method,
    encrypted: (flags & (ENCRYPTED | STRONGLY_ENCRYPTED)) !== 0 || method === AES,
    crc: bytes.readUInt32LE(at + 16),
    packedSize: sizes.packedSize,
    size: sizes.size,
    offset,
  };
}

/** Sizes and offset; those that are all ones stand in the zip64 field instead, in this order (4.5.3). */
function sizesOf(bytes: Buffer, at: number, zip64: Buffer | undefined) {
  let read = 0;
  const real = (field: number): number => {
    const value = bytes.readUInt32LE(at + field);
    if (value !== IN_ZIP64 || zip64 === undefined) return value;
    read += 8;
    return readSize(zip64, read - 8);
  };
  const size = real(24);
  const packedSize = real(20);
  return { size, packedSize, offset: real(42) };
}

function findDirectory(bytes: Buffer): Directory {
  const end = findEnd(bytes);
  const classic = {
    entries: bytes.readUInt16LE(end + 10),
    size: bytes.readUInt32LE(end + 12),
    offset: bytes.readUInt32LE(end + 16),
    end,
  };
  if (bytes.readUInt16LE(end + 4) !== bytes.readUInt16LE(end + 6)) throw damaged('it is one part of several');
  const { entries, size, offset, end: directoryEnd } = zip64Directory(bytes, end) ?? classic;
  const start = directoryEnd - size;
  if (start < 0 || offset > start) throw damaged('its directory lies outside of it');
  return { start, end: directoryEnd, entries, before: start - offset };
}

/** The last end record whose comment reaches exactly to the end; else the last one of all. */
function findEnd(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  let last = -1;
  for (let at = bytes.length - END_SIZE; at >= least; at -= 1) {
    if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at;
    if (last < 0) last = at;
  }
  if (last < 0) throw damaged('it has no directory, so it is cut off');
  return last;
}

function zip64Directory(bytes: Buffer, end: number) {
  const locator = end - LOCATOR64_SIZE;
  const at = locator - END64_SIZE;
  if (at < 0 || bytes.readUInt32LE(locator) !== LOCATOR64 || bytes.readUInt32LE(at) !== END64)
    return undefined;
  return {
    entries: readSize(bytes, at + 32),
    size: readSize(bytes, at + 40),
    offset: readSize(bytes, at + 48),
    end: at,
  };
}

function readExtras(extra: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) break;
    fields.set(extra.readUInt16LE(at), extra.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** UTF-8 if it is marked so or is valid UTF-8; otherwise the code page of Chinese Windows. */
function nameOf(raw: Buffer, utf8: boolean, path: Buffer | undefined): string {
  const named = path !== undefined && path.length > 5 && path.readUInt32LE(1) === crc32(raw);
  const bytes = named ? path.subarray(5) : raw;
  const decoder = named || utf8 || isUtf8(bytes) ? UTF8 : GB18030;
  return decoder.decode(bytes).replaceAll('\\', '/').replace(/^\/+/, '');
}

function readSize(bytes: Buffer, at: number): number {
  if (at + 8 > bytes.length) throw damaged('a size is missing');
  const size = bytes.readBigUInt64LE(at);
  if (size > Number.MAX_SAFE_INTEGER) throw damaged('a size is beyond all measure');
  return Number(size);
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the ZIP archive is damaged: ${what}`);
}
