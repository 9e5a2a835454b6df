/** Where the articles of a static column stand, so that a neighbour's news does not leak in. */

/** The place of a column's articles: a path that ends in `/`, and, for a flat one, no named folder below it. */
export interface Place {
  readonly path: string;
  /** Only files in the folder itself, or in folders that are dates (`202301/`). */
  readonly isFlat: boolean;
}

export const INDEX_FILE = /^(?:index|list|default|main)(?:[-_]\d+)?\.\w+$/i;

/** Is it the address of a list or a folder, as far as it tells? Some articles are folders too: see folders.ts. */
export function isListAddress(url: URL): boolean {
  const file = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  return (file === '' && url.search === '') || INDEX_FILE.test(file);
}

/** Does an address stand in one of these places? */
export function isWithin(url: string, places: readonly Place[]): boolean {
  const { pathname } = new URL(url);
  return places.some(({ path, isFlat }) => {
    if (!pathname.startsWith(path)) return false;
    return (
      !isFlat || /^(?:(?:\d{4,8}|\d{4}-\d{1,2}(?:-\d{1,2})?)\/)*[^/]+$/.test(pathname.slice(path.length))
    );
  });
}

export interface Choice {
  readonly place: Place | null;
  readonly problems: readonly string[];
}

/**
 * The place of a column's articles, by the column page's own address: below it, in its folder, or, as 博达 has it,
 * in `/info/<column>/`, where the number with most reports is taken. `reports` are those of `links` whose titles
 * name reports; the nearest place with a report wins, then the nearest with any link.
 */
export function choosePlace(
  columnUrls: readonly string[],
  links: readonly string[],
  reports: readonly string[],
): Choice {
  const info = infoPlace(reports.length > 0 ? reports : links);
  const places = columnUrls.flatMap((column) => nearPlaces(column, info.place));
  const holding = (some: readonly string[]) =>
    places.find((place) => some.some((url) => isWithin(url, [place]))) ?? null;
  const place = holding(reports) ?? holding(links);
  return { place, problems: place !== null && place === info.place ? info.problems : [] };
}

function nearPlaces(columnUrl: string, info: Place | null): Place[] {
  const { pathname } = new URL(columnUrl);
  const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1);
  const file = pathname.slice(folder.length);
  const stem = file.replace(/\.\w+$/, '');
  const isIndex = file === '' || INDEX_FILE.test(file) || folder.endsWith(`/${stem}/`);
  const infos = info === null ? [] : [info];
  const own = { path: folder, isFlat: !isIndex || folder === '/' };
  const near = isIndex ? [own, ...infos] : [{ path: `${folder}${stem}/`, isFlat: false }, ...infos, own];
  // 福建: the column is `/cms/html/<site>/<column>/`, its articles are `/cms/html/<site>/2024-01-25/1.html`
  const parent = folder.replace(/[^/]+\/$/, '');
  return parent === folder || parent === '/' ? near : [...near, { path: parent, isFlat: true }];
}

/** 博达's `/info/<column>/` with most of the links; a tie is a problem, for one of them is a neighbour. */
function infoPlace(urls: readonly string[]): Choice {
  const counts = new Map<string, number>();
  for (const url of new Set(urls)) {
    const path = /^(?:\/[^/]+)*?\/info\/\d+\//.exec(new URL(url).pathname)?.[0];
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (first === undefined) return { place: null, problems: [] };
  const isTie = second !== undefined && second[1] === first[1];
  const problems = isTie
    ? [`articles are in ${first[0]} and in ${second[0]}; set within to the column's own path`]
    : [];
  return { place: { path: first[0], isFlat: false }, problems };
}
