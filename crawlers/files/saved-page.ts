/** A page together with the pages in its frames, in one file: MHT (RFC 2557), each part byte by byte as it came. */
import { Sha256 } from '../../src/sha256.js';
import type { FetchedPage } from '../contract.js';

export const SAVED_PAGE = 'multipart/related';

/** A page, and the address by which the page around it calls it. */
export interface SavedPart {
  readonly address: string;
  readonly page: Pick<FetchedPage, 'headers' | 'body'>;
}

/** The file, the same for the same parts; the first is the page around the others. */
export function savedPage(parts: readonly SavedPart[]): Buffer {
  const boundary = boundaryOf(parts);
  const head = `MIME-Version: 1.0\r\nContent-Type: ${SAVED_PAGE}; type="text/html"; boundary="${boundary}"\r\n\r\n`;
  const written = parts.flatMap(({ address, page }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Type: ${typeOf(page)}\r\nContent-Transfer-Encoding: binary\r\n` +
        `Content-Location: ${address}\r\n\r\n`,
      'latin1',
    ),
    Buffer.from(page.body),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([Buffer.from(head, 'latin1'), ...written, Buffer.from(`--${boundary}--\r\n`)]);
}

/** A line that stands in none of the parts. */
function boundaryOf(parts: readonly SavedPart[]): string {
  const hash = new Sha256();
  for (const { address, page } of parts) {
    hash.add(address);
    hash.add(page.body);
  }
  return `nianbao-${hash.digest().slice(0, 32)}`;
}

/** The type as it was declared, where it is one of a page. */
function typeOf({ headers }: SavedPart['page']): string {
  const declared = (headers['content-type'] ?? '').trim();
  return /^(?:text\/html|application\/xhtml\+xml)[\x20-\x7e]{0,200}$/i.test(declared)
    ? declared
    : 'text/html';
}
