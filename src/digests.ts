/** The digests that tell whether two captures, versions or tables of figures are the same, told apart by type. */
import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const payload = hex.brand<'PayloadDigest'>();
const content = hex.brand<'ContentDigest'>();
const figures = hex.brand<'FiguresDigest'>();

/** Of a payload's bytes. */
export type PayloadDigest = z.infer<typeof payload>;
/** Of what a document says: title, sections, cells, without counters, dates of today and navigation. */
export type ContentDigest = z.infer<typeof content>;
/** Of a report's figures. */
export type FiguresDigest = z.infer<typeof figures>;

/** The three layers of sameness, each a SHA-256 in lower-case hex. */
export interface Digests {
  readonly payload: PayloadDigest;
  readonly content: ContentDigest;
  readonly figures: FiguresDigest;
}

/** @throws ZodError where the text is no SHA-256 in lower-case hex; likewise the other two */
export function toPayloadDigest(text: string): PayloadDigest {
  return payload.parse(text);
}

export function toContentDigest(text: string): ContentDigest {
  return content.parse(text);
}

export function toFiguresDigest(text: string): FiguresDigest {
  return figures.parse(text);
}
