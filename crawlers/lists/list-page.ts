/** What all families do with a fetched list page, whatever its protocol: text, addresses, results. */
import type { FamilyContext, FetchedPage, ListReading } from '../contract.js';
import { decodePage } from '../fetch/page-charset.js';

/** A list page's text, and a line for what could not be decoded. */
export interface ListText {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Decodes a list page; header, meta tag and bytes may disagree. */
export function listText(page: FetchedPage): ListText {
  const { text, damaged } = decodePage(page);
  const problems = damaged > 0 ? [`${page.url}: ${damaged} characters could not be decoded`] : [];
  return { text, problems };
}

/** A page with nothing but a problem. */
export function failure(problem: string, before: readonly string[] = []): ListReading {
  return { steps: [], links: [], problems: [...before, problem] };
}

/** Nothing to read: no page, no link, no problem. */
export const nothing: ListReading = { steps: [], links: [], problems: [] };

/** The beginning of a list whose column page has to be read first; its step has the phase `column`. */
export function columnPageFirst(
  context: Pick<
    FamilyContext<{ readonly page: string; readonly year?: number | undefined }>,
    'settings' | 'scope' | 'baseUrl'
  >,
): ListReading {
  if (isOutOfScope(context)) return nothing;
  const url = new URL(context.settings.page, context.baseUrl).href;
  return {
    steps: [{ request: { url, method: 'GET' }, state: { phase: 'column' } }],
    links: [],
    problems: [],
  };
}

/** Is the column for a single report year that is not harvested? */
export function isOutOfScope(
  context: Pick<FamilyContext<{ readonly year?: number | undefined }>, 'settings' | 'scope'>,
): boolean {
  const { year } = context.settings;
  return year !== undefined && !context.scope.years.includes(year);
}

/**
 * Does an address belong to the site of one of `bases`: the same host, or a sister host below the same domain
 * (`xxgk.example.gov.cn` beside `www.example.gov.cn`)? Which sister hosts are crawled, the portal's gate decides.
 */
export function isOwnSite(url: string, bases: readonly string[]): boolean {
  const { host, hostname } = new URL(url);
  return bases.some((base) => {
    const own = new URL(base);
    if (host === own.host) return true;
    const domain = siteDomain(own.hostname);
    return domain !== null && (hostname === domain || hostname.endsWith(`.${domain}`));
  });
}

/** The domain that a site's hosts share, at least three labels as in `example.gov.cn`; null for IP addresses. */
export function siteDomain(hostname: string): string | null {
  if (/^[\d.]+$|:/.test(hostname)) return null;
  const labels = hostname.split('.');
  if (labels.length < 3) return null;
  return (labels.length === 3 ? labels : labels.slice(1)).join('.');
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Some servers give JSON as a text in JSON. */
export function unwrapText(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value;
}

/** The JSON text in a JSONP answer such as `cb({…});`; a text without a call is returned as it is. */
export function unwrapJsonp(text: string): string {
  return /^[\s;/*]*[\w$.[\]]+\s*\(([\s\S]*)\)\s*;?\s*$/.exec(text)?.[1] ?? text;
}
