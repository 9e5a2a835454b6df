/** Which families recognise a page, and how sure they are. */
import type { FetchedPage, Recognition } from '../contract.js';
import { families } from '../families/registry.js';

/** What one family recognised on a page. */
export interface Recognised extends Recognition {
  readonly family: string;
  /** The page it stands on: the one that was asked for, or one in its frames. */
  readonly pageUrl: string;
}

/** What the families recognise on a page, the most certain first; the order of families decides between equals. */
export function recognisePage(page: FetchedPage): Recognised[] {
  return [...families.values()]
    .flatMap((family): Recognised[] => {
      const found = family.recognise(page);
      const isFit = found !== null && family.schema.safeParse(found.settings).success;
      return isFit ? [{ ...found, family: family.id, pageUrl: page.url }] : [];
    })
    .sort((one, other) => other.confidence - one.confidence);
}
