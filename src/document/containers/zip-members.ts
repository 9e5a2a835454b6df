import { crc32, inflateRawSync } from 'node:zlib';
import { DocumentError } from '../../errors.js';
import type { DocumentLimits } from '../model.js';
import { type Member, readDirectory } from './zip-directory.js';

/** Local file header (APPNOTE 6.3, 4.3.7). */
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;

/**
 * The wanted members of a ZIP archive by name, in the order of its directory, unpacked. Folders are no members.
 * Nothing is written anywhere, so a name like `../x` is just a name; a backslash counts as a slash.
 *
 * If two members have the same name, Word refuses the file and LibreOffice takes the last: two members that differ
 * are refused here too, because nobody can tell which of them is the document; twice the same is one.
 *
 * @param wanted called for each name; members that it refuses are neither unpacked nor checked
 * @throws DocumentError `damaged`; `encrypted`; `unsupported`, packed by a method other than deflate;
 *   `too_large`, more than `limits.pages` wanted members or `limits.unpacked` bytes
 */
export function readMembers(
  bytes: Uint8Array,
  limits: DocumentLimits,
  wanted: (name: string) => boolean,
): Map<string, Uint8Array> {
  const unpacked = new Map<string, Uint8Array>();
  const taken = new Map<string, Member>();
  let left = limits.unpacked;
  for (const member of readDirectory(bytes)) {
    if (member.name.endsWith('/') || !wanted(member.name)) continue;
    const before = taken.get(member.name);
    if (before !== undefined) {
      if (before.crc === member.crc && before.size === member.size) continue;
      throw damaged(`two different members are named ${member.name}`);
    }
    if (taken.size >= limits.pages) throw tooMany(limits.pages);
    taken.set(member.name, member);
    const content = unpack(bytes, member, left);
    left -= content.length;
    unpacked.set(member.name, content);
  }
  return unpacked;
}

/** The names of an archive's members, without unpacking any. @throws DocumentError `damaged` */
export function memberNames(bytes: Uint8Array): string[] {
  return [...readDirectory(bytes)].map(({ name }) => name).filter((name) => !name.endsWith('/'));
}

function unpack(bytes: Uint8Array, member: Member, left: number): Uint8Array {
  const { name, size, method, encrypted } = member;
  if (encrypted) {
    throw new DocumentError('encrypted', `${name} is encrypted in its archive`);
  }
  if (method !== 0 && method !== 8) {
    throw new DocumentError('unsupported', `${name} is packed by method ${method}, only deflate can be read`);
  }
  if (size > left) {
    throw new DocumentError('too_large', `the archive unpacks to more bytes than are allowed, at ${name}`, {
      hint: 'no report is this large; raise the limit if this one is',
    });
  }
  const packed = packedBytes(bytes, member);
  const content = method === 0 ? packed : inflate(packed, member);
  if (content.length !== size) throw damaged(`${name} holds ${content.length} bytes, but says ${size}`);
  if (crc32(content) !== member.crc) throw damaged(`${name} does not match its checksum`);
  return content;
}

/** What stands behind the local header, which must be of the same member. */
function packedBytes(bytes: Uint8Array, { name, rawName, offset, packedSize }: Member): Uint8Array {
  const header = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + offset,
    Math.min(LOCAL_SIZE, bytes.length - offset),
  );
  if (header.length < LOCAL_SIZE || header.readUInt32LE(0) !== LOCAL) {
    throw damaged(`${name} is not where the directory says`);
  }
  const nameAt = offset + LOCAL_SIZE;
  const nameEnd = nameAt + header.readUInt16LE(26);
  if (Buffer.compare(bytes.subarray(nameAt, nameEnd), rawName) !== 0) {
    throw damaged(`${name} bears another name in front of its bytes`);
  }
  const start = nameEnd + header.readUInt16LE(28);
  if (start + packedSize > bytes.length) throw damaged(`${name} is cut off`);
  return bytes.subarray(start, start + packedSize);
}

/** Never unpacks more than the declared size, so that the limit checked before holds. */
function inflate(packed: Uint8Array, { name, size }: Member): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw new DocumentError('damaged', `${name} cannot be unpacked`, { cause });
  }
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the ZIP archive is damaged: ${what}`);
}

function tooMany(most: number): DocumentError {
  return new DocumentError('too_large', `the archive has more members than the ${most} that are allowed`);
}
