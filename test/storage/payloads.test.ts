import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PayloadDigest } from '../../src/digests.js';
import type { Archive } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { holds } from '../property.js';
import { bareCapture, digestOf, night, openedArchive } from './builders.js';

async function keep(archive: Archive, bytes: Uint8Array, mediaType: string | null): Promise<PayloadDigest> {
  const sha256 = digestOf(bytes);
  const source = { url: `file:///${sha256}`, kind: 'file', portal: null, listing: {} } as const;
  await archive.recordCapture(
    bareCapture({ source, outcome: 'new', at: night(0), payload: { sha256, bytes, mediaType } }),
  );
  return sha256;
}

describe('a payload', () => {
  it('comes back byte for byte, whatever it is', async () => {
    const { archive } = await openedArchive();
    await holds(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000, size: 'max' }),
        fc.constantFrom('text/html', 'application/pdf', null),
        async (bytes, mediaType) => {
          expect(await archive.payload(await keep(archive, bytes, mediaType))).toEqual(Buffer.from(bytes));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is stored once, however many sources carry it, and packed where that helps', async () => {
    const { archive, path } = await openedArchive();
    const page = Buffer.from('政府信息公开工作年度报告'.repeat(500));
    const noise = randomBytes(3000);
    await keep(archive, page, 'text/html');
    await keep(archive, page, 'text/html');
    await keep(archive, noise, 'image/png');
    const status = await archive.status();
    expect(status).toMatchObject({ payloads: 2, payloadBytes: page.length + noise.length });
    expect(status.storedBytes).toBeLessThan(noise.length + page.length / 50);
    const db = openDatabase(path, { readonly: true });
    const encodings = db.prepare('SELECT encoding FROM payload ORDER BY payload_id').pluck().all();
    db.close();
    expect(encodings).toEqual(['br', 'identity']);
  });

  it('that is unknown is null', async () => {
    const { archive } = await openedArchive();
    expect(await archive.payload(digestOf('unknown'))).toBeNull();
  });

  it.each([
    ['other bytes', "UPDATE payload_blob_row SET stored = x'0011223344'"],
    ['cut short', 'UPDATE payload_blob_row SET stored = substr(stored, 1, 20)'],
    ['a size too small', 'UPDATE payload_row SET size = 10'],
    ['a size too large', 'UPDATE payload_row SET size = size + 1'],
    ['taken for unpacked', "UPDATE payload_row SET encoding = 'identity'"],
  ])('that was damaged is never handed out: %s', async (_how, damage) => {
    const { archive, path } = await openedArchive();
    const sha256 = await keep(archive, Buffer.from('政府信息公开'.repeat(100)), 'text/html');
    const db = openDatabase(path);
    db.exec(damage);
    db.close();
    await expect(archive.payload(sha256)).rejects.toMatchObject({ name: 'ArchiveError', code: 'damaged' });
  });
});
