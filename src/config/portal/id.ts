/** What a portal's id is, and so the name of its file. */
export const PORTAL_ID = /^[a-z0-9][a-z0-9-]*$/;

/** An id from a host: `www.pinghu.gov.cn` is `pinghu`, `xxgk.luohe.gov.cn` is `xxgk-luohe`. */
export function portalIdOf(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/^www\d*\./, '')
    .replace(/\.(?:gov|com|org|net|edu)\.cn(?=$|:)|\.(?:cn|com|org|net)(?=$|:)/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'portal' : name;
}
