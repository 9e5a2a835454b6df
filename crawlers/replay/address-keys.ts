/** Under which keys addresses and file names are compared. */

/** An address as it was asked for: without its fragment, escapes in capitals. */
export function addressKey(url: URL): string {
  return url.href.replace(/#.*$/s, '').replace(/%[\da-f]{2}/gi, (code) => code.toUpperCase());
}

/** The body of a request; the fields of a form may stand in any order. */
export function bodyKey(body: string | null): string {
  const text = (body ?? '').trim();
  const isForm = /^[^=&\s{[<]+=/.test(text);
  return isForm ? text.split('&').sort().join('&') : text;
}

/** Names of a folder's own page, most likely first. */
const INDEX_NAMES = ['index.html', 'index.htm', 'index.shtml', 'default.html', 'default.htm'];

/** The names under which wget and browsers may have saved an address, most likely first; see `fileKey`. */
export function fileKeysOf(url: URL): readonly string[] {
  const { hostname, port, pathname, search } = url;
  const hosts = port === '' ? [hostname] : [`${hostname}:${port}`, `${hostname}+${port}`, hostname];
  const path = bytesOf(pathname);
  const paths = path.endsWith('/') ? INDEX_NAMES.map((name) => path + name) : [path];
  const query = bytesOf(search.slice(1));
  // `@` stands for `?` where the file system knows no `?`; an extension is added by `wget --adjust-extension`
  const names = search.length > 1 ? paths.flatMap((p) => [`${p}?${query}`, `${p}@${query}`]) : paths;
  return hosts.flatMap((host) => names.flatMap((name) => [`${host}${name}`, `${host}${name}.html`]));
}

/** A file's place below the folder, with slashes, its escapes resolved to bytes and the host in small letters. */
export function fileKey(place: string): string {
  const end = place.indexOf('/');
  return end < 0 ? bytesOf(place) : place.slice(0, end).toLowerCase() + bytesOf(place.slice(end));
}

/** Escapes and letters beyond ASCII as bytes, which stand as Latin-1. */
function bytesOf(text: string): string {
  const utf8 = Buffer.from(text, 'utf8').toString('latin1');
  return utf8.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
