import {
  type ContentDigest,
  type FiguresDigest,
  type PayloadDigest,
  toContentDigest,
  toFiguresDigest,
  toPayloadDigest,
} from '../digests.js';
import type { Document } from '../document/model.js';
import { sha256 } from '../sha256.js';
import { tight } from '../text/tight.js';
import type { Report } from './model.js';

const UNIT = '\u001f';
const RECORD = '\u001e';

/** The first layer of sameness: the bytes. Lower-case hex. */
export function payloadDigest(bytes: Uint8Array): PayloadDigest {
  return toPayloadDigest(sha256(bytes));
}

/**
 * The second layer: the report's main text and every cell, without white space, whatever page carries them.
 * Counters, dates of today and navigation have no part in it: the reader has left them out.
 */
export function contentDigest(document: Document): ContentDigest {
  const parts: string[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') parts.push(tight(block.text));
    else for (const row of block.rows) parts.push(row.map((cell) => tight(cell.text)).join(UNIT));
  }
  return toContentDigest(sha256(parts.join(RECORD)));
}

/** Of a document that nothing could read: its content is taken to be the same where its bytes are. */
export function unreadContentDigest(payload: PayloadDigest): ContentDigest {
  return toContentDigest(payload);
}

/** The third layer: the figures, each with its value or the reason that it is null. */
export function figuresDigest(report: Pick<Report, 'edition' | 'figures'>): FiguresDigest {
  const lines = report.figures.map((f) => `${f.indicator}=${f.value ?? f.reason}`);
  return toFiguresDigest(sha256([report.edition ?? '', ...lines].join(RECORD)));
}
