import type { Editions } from './edition/editions.js';

/**
 * Raise this number whenever readers, recogniser, claims or checks may derive something else from the same
 * bytes. Versions record it, so that a better extractor never looks like a change that an agency made.
 */
const EXTRACTOR = 7;

/** Names the extractor and the rules (the editions' files) that derive figures, e.g. `1-3f2a9c01`. */
export function extractorRevision(editions: Editions): string {
  return `${EXTRACTOR}-${editions.digest.slice(0, 8)}`;
}
