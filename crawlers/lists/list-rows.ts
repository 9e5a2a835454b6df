/**
 * Counting the records of a list: by the rows in which its links stand, for a row may have several links, and a page has
 * links in other places, of which some lead into the list's own folder.
 */

/** An element of a page's tree, as far as rows need it. */
export interface RowElement {
  readonly type: string;
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly parent: RowElement | null;
}

/** Where a link stands. */
export interface RowPlace {
  /** Its row, to be compared; null for a link without one. */
  readonly row: unknown;
  /** What kind of place: the same for all rows of a list, on all of its pages. */
  readonly group: string;
}

const ROWS = /^(?:li|tr|dd|dt|p)$/;
/** Elements around a link that may be its row. */
const LEVELS = 8;
/** More addresses than this in one row, and it lays out a page. */
const ROW_ADDRESSES = 4;

/** The places of a page's links, given as elements with their addresses. */
export function rowPlaces(
  links: readonly { readonly element: RowElement; readonly url: string }[],
): RowPlace[] {
  const rows = links.map(({ element }) => rowAround(element));
  const addresses = new Map<RowElement, Set<string>>();
  rows.forEach((row, at) => {
    const url = links[at]?.url;
    if (row === null || url === undefined) return;
    const known = addresses.get(row) ?? new Set();
    addresses.set(row, known.add(url));
  });
  const kinds = new Map<RowElement, string>();
  return links.map(({ element }, at) => {
    const row = rows[at] ?? null;
    if (row !== null && (addresses.get(row)?.size ?? 0) <= ROW_ADDRESSES) {
      return { row, group: kindOf(row.parent, kinds) };
    }
    return { row: null, group: `a ${kindOf(element.parent?.parent ?? null, kinds)}` };
  });
}

/** The row around a link; a paragraph in a cell or an item is a part of that row. */
function rowAround(element: RowElement): RowElement | null {
  let found: RowElement | null = null;
  let node: RowElement | null = element;
  for (let level = 0; node !== null && level < LEVELS; level++, node = node.parent) {
    if (!ROWS.test(node.name ?? '')) continue;
    if (node.name !== 'p') return node;
    found ??= node;
    if (!/^(?:td|li|dd|dt)$/.test(node.parent?.name ?? '')) break;
  }
  return found;
}

/** The names and classes of an element and all around it, in a word. */
function kindOf(element: RowElement | null, known: Map<RowElement, string>): string {
  const path: RowElement[] = [];
  let node = element;
  while (node !== null && !known.has(node)) {
    path.push(node);
    node = node.parent;
  }
  let kind = node === null ? '' : (known.get(node) ?? '');
  for (const one of path.reverse()) {
    const { name = '', attribs } = one;
    // what stands around a row is not told apart by its number, as in `class="odd item3"`
    const look = `${attribs?.class ?? ''} ${attribs?.id ?? ''}`.slice(0, 200).replace(/\d+/g, '');
    kind = hashed(`${kind}>${name}.${look}`);
    known.set(one, kind);
  }
  return kind;
}

/** A short mark of a text (FNV-1a): the texts grow with the depth of the page. */
function hashed(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** A link that may be a record. */
export interface RowLink extends RowPlace {
  readonly url: string;
  readonly text: string;
}

const FILE = /\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar|7z|jpe?g|png)$/i;
/** Longest text that says what a link does, and not where it leads: 下载, 查看全文. */
const SHORT = 8;

/**
 * The addresses of the records in such places, each once. Of several links in one row those are left out that say the
 * same in other rows (下载, 详细), and the files beside a page.
 */
export function recordsIn(links: readonly RowLink[], groups: ReadonlySet<string>): string[] {
  const own = links.filter(({ group }) => groups.has(group));
  const saying = new Map<string, Set<string>>();
  for (const { text, url } of own) {
    if (text.length <= SHORT) saying.set(text, (saying.get(text) ?? new Set()).add(url));
  }
  const firsts = new Map<unknown, string>();
  const records = new Set<string>();
  for (const { row, url, text } of own) {
    const first = row === null ? undefined : firsts.get(row);
    if (first === undefined || first === url) {
      if (row !== null) firsts.set(row, url);
      records.add(url);
      continue;
    }
    const isRepeated = (saying.get(text)?.size ?? 0) > 1;
    const isItsFile = FILE.test(new URL(url).pathname) && !FILE.test(new URL(first).pathname);
    if (!isRepeated && !isItsFile) records.add(url);
  }
  return [...records];
}
