/** Conditional requests (RFC 9110, 13), and whether an answer to one can be believed. */

/** What a former capture lets a request say. */
export interface Conditions {
  readonly etag?: string | null;
  readonly lastModified?: string | null;
}

/**
 * The headers that ask for a body only if there is another one than before.
 *
 * @param now a date later than this is left out: a server that believes it would say 304 until then (8.8.2.1)
 */
export function conditionalHeaders(
  { etag, lastModified }: Conditions,
  now: number,
): Readonly<Record<string, string>> {
  return {
    ...(isHeaderValue(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeaderValue(lastModified) && httpDate(lastModified) <= now
      ? { 'if-modified-since': lastModified }
      : {}),
  };
}

/** A date as HTTP writes it (RFC 9110, 5.6.7), in milliseconds; NaN for anything else. */
function httpDate(text: string): number {
  return /^\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[, ]/i.test(text) ? Date.parse(text) : Number.NaN;
}

/** A validator that came from a broken server must not break our request. */
function isHeaderValue(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,1024}$/.test(value);
}

/**
 * Does a 304 name other validators than were asked with? Then something else stands there, and the server only says
 * 304 to everybody.
 *
 * @param asked headers of the request
 * @param answered headers of the 304
 */
export function contradicts(
  asked: Readonly<Record<string, string>>,
  answered: Readonly<Record<string, string>>,
): boolean {
  const [tag, own] = [asked['if-none-match'], answered.etag];
  if (tag !== undefined && own !== undefined) return comparable(tag) !== comparable(own);
  const [since, modified] = [asked['if-modified-since'], answered['last-modified']].map((date) =>
    httpDate(date ?? ''),
  );
  return since !== undefined && modified !== undefined && modified > since;
}

/** An entity tag as far as it names the content: weak or strong, and as some servers change it when they compress. */
function comparable(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//i, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/[-;:]{1,2}(?:gzip|br|deflate)$/i, '');
}
