import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sha256, sha256 } from '../src/sha256.js';

/** FIPS 180-4, appendix: the digest of "abc". */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('SHA-256', () => {
  it('is that of the standard, for text and for bytes', () => {
    expect(sha256('abc')).toBe(ABC);
    expect(sha256(Buffer.from('abc'))).toBe(ABC);
    expect(Buffer.from(sha256('abc', 'base64url'), 'base64url').toString('hex')).toBe(ABC);
  });

  it('comes out the same in pieces', () => {
    const hash = new Sha256();
    for (const piece of ['a', Buffer.from('b'), 'c']) hash.add(piece);
    expect(hash.digest()).toBe(ABC);
  });

  it('is computed in one file', () => {
    const files = ['src', 'crawlers', 'storage'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    );
    const makers = files.filter(
      (file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes("createHash('sha256')"),
    );
    expect(makers).toEqual([join('src', 'sha256.ts')]);
  });
});
