/** The links of a static list page that may be articles. */
import { type Anchor, readAnchors } from '../../lists/list-items.js';
import { PAGER_WORDS } from './pager.js';
import { isListAddress } from './place.js';

/** Links on the page's own host that are no lists, no pager and not the column itself. */
export function articlesOn(html: string, base: string, columnUrl: string): Anchor[] {
  const { host } = new URL(base);
  return readAnchors(html, base).filter((anchor) => {
    const url = new URL(anchor.url);
    if (url.host !== host || anchor.url === base || anchor.url === columnUrl || isListAddress(url))
      return false;
    return anchor.titles.some((title) => title !== '' && !PAGER_WORDS.test(title.replace(/\s/g, '')));
  });
}
