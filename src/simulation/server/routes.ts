/** Which page answers which address. */

import { attachmentAt } from '../attachments/shelf.js';
import { familiesOf } from '../families/registry.js';
import { articlePage } from '../pages/articles.js';
import type { ListView } from '../pages/list-view.js';
import { frontPage, notFound, PUBLIC_PATH, publicPage } from '../pages/site-pages.js';
import { challengeAnswer } from './challenge.js';
import { framedPath, shellAt } from './frames.js';
import type { PortalRequest } from './request.js';
import type { Answer, Site } from './site.js';

/** Is this an address that lists reports: a column, its further pages, an interface, the directory? */
export function isListPath(site: Site, pathname: string): boolean {
  const path = framedPath(pathname);
  return familiesOf(site).some((family) => family.isListPath(site.settings, path));
}

/** The answer of a portal in good health, or with something wrong with its lists. */
export function route(site: Site, request: PortalRequest, list: ListView): Answer {
  const { pathname } = request;
  const { robots } = site.settings;
  if (pathname === '/robots.txt' && robots !== null) return site.text(200, robots, 'text/plain');
  const challenge = challengeAnswer(site, request);
  if (challenge !== undefined) return challenge;
  if (pathname === '/' || pathname === '/index.html') return frontPage(site);
  if (pathname === PUBLIC_PATH) return publicPage(site);
  const inner = { ...request, pathname: framedPath(pathname) };
  for (const family of familiesOf(site)) {
    const answer = shellAt(site, family, request) ?? family.answer(site, inner, list);
    if (answer !== undefined) return answer;
  }
  return attachmentAt(site, request) ?? articlePage(site, pathname) ?? notFound(site, pathname);
}
