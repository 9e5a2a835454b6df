import type { Document } from '../document/model.js';
import { sha256 } from '../sha256.js';
import { tight } from '../text/tight.js';
import type { Report } from './model.js';

const UNIT = '\u001f';
const RECORD = '\u001e';

/** The first layer of sameness: the bytes. Lower-case hex. */
export function payloadDigest(bytes: Uint8Array): string {
  return sha256(bytes);
}

/**
 * The second layer: the report's main text and every cell, without white space, whatever page carries them.
 * Counters, dates of today and navigation have no part in it: the reader has left them out.
 */
export function contentDigest(document: Document): string {
  const parts: string[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') parts.push(tight(block.text));
    else for (const row of block.rows) parts.push(row.map((cell) => tight(cell.text)).join(UNIT));
  }
  return sha256(parts.join(RECORD));
}

/** The third layer: the figures, each with its value or the reason that it is null. */
export function figuresDigest(report: Pick<Report, 'edition' | 'figures'>): string {
  const lines = report.figures.map((f) => `${f.indicator}=${f.value ?? f.reason}`);
  return sha256([report.edition ?? '', ...lines].join(RECORD));
}
