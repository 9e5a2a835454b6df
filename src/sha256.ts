import { createHash, type Hash } from 'node:crypto';

type Encoding = 'hex' | 'base64url';

/** The SHA-256 of bytes, or of a text in UTF-8: lower-case hex, or URL-safe base64 where it must be short. */
export function sha256(data: string | Uint8Array, encoding: Encoding = 'hex'): string {
  return createHash('sha256').update(data).digest(encoding);
}

/** The SHA-256 of what comes piece by piece; the same as `sha256` of the pieces put together. */
export class Sha256 {
  readonly #hash: Hash = createHash('sha256');

  add(piece: string | Uint8Array): void {
    this.#hash.update(piece);
  }

  /** Lower-case hex; nothing can be added afterwards. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
