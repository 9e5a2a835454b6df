/** The links of a static list page that may be articles. */

import type { Anchor } from '../../lists/anchors.js';
import type { ListDocument } from '../../lists/list-document.js';
import { PAGER_WORDS } from './pager.js';
import { isListAddress } from './place.js';

/** Links that are no lists, no pager and not the column itself: on the page's own host, or on any. */
export function articlesOn(
  { anchors, url: own }: ListDocument,
  columnUrl: string,
  hosts: 'own' | 'any' = 'own',
): Anchor[] {
  const { host } = new URL(own);
  return anchors.filter((anchor) => {
    const url = new URL(anchor.url);
    if (hosts === 'own' && url.host !== host) return false;
    if (anchor.url === own || anchor.url === columnUrl || isListAddress(url)) return false;
    return anchor.titles.some((title) => title !== '' && !PAGER_WORDS.test(title.replace(/\s/g, '')));
  });
}
