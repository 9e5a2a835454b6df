import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { PayloadDigest } from '../../../src/digests.js';
import { ArchiveError } from '../../../src/errors.js';
import { payloadDigest } from '../../../src/report/digest.js';
import type { PayloadInput } from '../../contract/archive.js';
import { type PayloadId, toPayloadId } from '../ids.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Brotli at 5 packs a Chinese page 3.7 times at 56 MB/s; 11 wins a tenth more and takes fifty times as long. */
const QUALITY = 5;
/** From this window (2^18 bytes) to Brotli's default: it holds a page whole, and costs half as much to set up. */
const SMALLEST_WINDOW = 18;
const TEXT_TYPE = /^text\/|[/+](xml|json|javascript)\b/i;

type Encoding = 'identity' | 'br';

/** A payload ready to be inserted; `packed` is null where the archive already has the bytes. */
export interface PreparedPayload {
  readonly sha256: PayloadDigest;
  readonly mediaType: string | null;
  readonly size: number;
  readonly packed: { readonly encoding: Encoding; readonly stored: Uint8Array } | null;
}

interface StoredRow {
  readonly size: number;
  readonly encoding: Encoding;
  readonly stored: Buffer;
}

/** Bytes kept once under the SHA-256 of what was received. */
export interface PayloadStore {
  /**
   * Checks the digest and compresses: all that costs time, done before a transaction begins.
   * ArchiveError `digest_mismatch` where `sha256` is not that of the bytes.
   */
  prepare(input: PayloadInput): Promise<PreparedPayload>;
  /** Inside a transaction: the payload's row, made where it is new. */
  put(payload: PreparedPayload): { readonly id: PayloadId; readonly isNew: boolean };
  /** The bytes as received, checked; null where unknown. ArchiveError `damaged` where they do not match. */
  read(sha256: PayloadDigest): Promise<Uint8Array | null>;
  /** As the source said; null where it did not, or the payload is unknown. */
  mediaType(sha256: PayloadDigest): string | null;
}

export function payloadStore(db: Database.Database, path: string): PayloadStore {
  const find = db.prepare<[string], PayloadId>('SELECT id FROM payload_row WHERE sha256 = ?').pluck();
  const insert = db.prepare<[string, string | null, number, Encoding, number]>(
    'INSERT INTO payload_row (sha256, media_type, size, encoding, stored_size) VALUES (?, ?, ?, ?, ?)',
  );
  const insertBlob = db.prepare<[PayloadId, Uint8Array]>(
    'INSERT INTO payload_blob_row (payload_id, stored) VALUES (?, ?)',
  );
  const load = db.prepare<[string], StoredRow>(
    `SELECT p.size, p.encoding, b.stored FROM payload_row p
     JOIN payload_blob_row b ON b.payload_id = p.id WHERE p.sha256 = ?`,
  );

  const mediaType = db
    .prepare<[string], string | null>('SELECT media_type FROM payload_row WHERE sha256 = ?')
    .pluck();

  return {
    mediaType: (sha256) => mediaType.get(sha256) ?? null,
    async prepare(input) {
      if (payloadDigest(input.bytes) !== input.sha256) {
        throw new ArchiveError(
          'digest_mismatch',
          `the payload's bytes do not have the SHA-256 ${input.sha256}`,
          {
            file: path,
          },
        );
      }
      const { sha256, mediaType } = input;
      // Payloads are never removed: what is known now is known in the transaction.
      const packed = find.get(sha256) === undefined ? await pack(input) : null;
      return { sha256, mediaType, size: input.bytes.length, packed };
    },

    put(payload) {
      const known = find.get(payload.sha256);
      if (known !== undefined) return { id: known, isNew: false };
      if (payload.packed === null) throw new Error(`payload ${payload.sha256} has gone`);
      const { encoding, stored } = payload.packed;
      const inserted = insert.run(payload.sha256, payload.mediaType, payload.size, encoding, stored.length);
      const id = toPayloadId(inserted);
      insertBlob.run(id, stored);
      return { id, isNew: true };
    },

    async read(sha256) {
      const row = load.get(sha256);
      if (row === undefined) return null;
      const bytes = await unpack(row);
      if (bytes === null || bytes.length !== row.size || payloadDigest(bytes) !== sha256) {
        throw new ArchiveError('damaged', `the stored bytes of payload ${sha256} are damaged`, {
          file: path,
          hint: 'restore the archive from a backup',
        });
      }
      return bytes;
    },
  };
}

async function pack(input: PayloadInput): Promise<{ encoding: Encoding; stored: Uint8Array }> {
  const isText = input.mediaType !== null && TEXT_TYPE.test(input.mediaType);
  const stored = await compress(input.bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_MODE]: isText ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
      [constants.BROTLI_PARAM_SIZE_HINT]: input.bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: windowOf(input.bytes.length),
    },
  });
  return stored.length < input.bytes.length
    ? { encoding: 'br', stored }
    : { encoding: 'identity', stored: input.bytes };
}

/** The power of two of the smallest window that holds so many bytes. */
function windowOf(bytes: number): number {
  const needed = Math.ceil(Math.log2(bytes + 16)); // a window of 2^n reaches back 2^n - 16 (RFC 7932, 9.1)
  return Math.min(constants.BROTLI_DEFAULT_WINDOW, Math.max(SMALLEST_WINDOW, needed));
}

/** Never yields more than the recorded size; null where the stored bytes can not be unpacked within it. */
async function unpack(row: StoredRow): Promise<Uint8Array | null> {
  if (row.encoding === 'identity') return row.stored;
  try {
    return await decompress(row.stored, { maxOutputLength: Math.max(1, row.size) });
  } catch {
    return null;
  }
}
