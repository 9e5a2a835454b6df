/** ZIP archives whose entries are stored as they are (APPNOTE 6.3, without compression). */
import { crc32 } from 'node:zlib';

/** 1980-01-01, the first day that the format knows: archives do not depend on the clock. */
const DATE = 0x21;
const UTF8_NAMES = 0x0800;
const VERSION = 20;

/** An archive of these files, by name, in their order. */
export function storedZip(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const name = Buffer.from(path, 'utf8');
    const common = commonFields(bytes, name);
    const local = Buffer.concat([uint32(0x04034b50), common, name, bytes]);
    locals.push(local);
    // Comment, disk, attributes: nothing of these.
    const rest = Buffer.concat([Buffer.alloc(10), uint32(offset)]);
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(VERSION), common, rest, name]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = uint16(directory.length);
  const end = [uint32(0x06054b50), Buffer.alloc(4), count, count, uint32(central.length), uint32(offset)];
  return Buffer.concat([...locals, central, ...end, uint16(0)]);
}

/** What the local header and the directory both say. */
function commonFields(bytes: Buffer, name: Buffer): Buffer {
  const size = uint32(bytes.length);
  return Buffer.concat([
    uint16(VERSION),
    uint16(UTF8_NAMES),
    uint16(0),
    uint16(0),
    uint16(DATE),
    uint32(crc32(bytes)),
    size,
    size,
    uint16(name.length),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
}
