/** What a Hanweb column page says about its list: the settings of its jpage script, and records that stand inline. */

/** The settings of one list on a column page. */
export interface JpageSettings {
  /** Where the records are asked for, as the page writes it. */
  readonly proxyUrl: string;
  readonly totalRecord: number | null;
  readonly perPage: number | null;
  /** The parameters that name the list: `col appid webid path columnid …`, as far as the page gives them. */
  readonly parameters: Readonly<Record<string, string>>;
}

const PARAMETERS = [
  'col',
  'appid',
  'webid',
  'path',
  'columnid',
  'sourceContentType',
  'unitid',
  'webname',
  'permissiontype',
] as const;

/** Every list a column page defines; the page may hold more than one (a sidebar is a list as well). */
export function findJpageSettings(html: string): JpageSettings[] {
  const found: JpageSettings[] = [];
  for (const script of scripts(html)) {
    if (!/dataproxy/i.test(script)) continue;
    for (const segment of segments(script)) {
      const settings = readSegment(segment);
      if (settings !== null) found.push(settings);
    }
  }
  return found;
}

function scripts(html: string): string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)]
    .filter((match) => !/type\s*=\s*["']?text\/xml/i.test(match[1] ?? ''))
    .map((match) => match[2] ?? '');
}

/** One piece of a script for each list: the pieces begin at `.jpage(`, where there is more than one of them. */
function segments(script: string): string[] {
  const starts = [...script.matchAll(/\bjpage\s*\(/gi)].map((match) => match.index);
  if (starts.length < 2) return [script];
  return starts.map((start, index) => script.slice(start, starts[index + 1] ?? script.length));
}

function readSegment(segment: string): JpageSettings | null {
  const proxyUrl =
    value(segment, 'proxyUrl') ?? /["']([^"'\s]*dataproxy\.jsp[^"'\s]*)["']/i.exec(segment)?.[1];
  if (proxyUrl === undefined || !/dataproxy/i.test(proxyUrl)) return null;
  const query = new URLSearchParams(proxyUrl.split('?')[1]?.replace(/&amp;/g, '&') ?? '');
  const parameters: Record<string, string> = {};
  for (const name of PARAMETERS) {
    const given = value(segment, name) ?? inQuery(query, name);
    if (given !== undefined) parameters[name] = given;
  }
  return {
    proxyUrl: proxyUrl.split('?')[0] ?? proxyUrl,
    totalRecord: whole(value(segment, 'totalRecord') ?? value(segment, 'total')),
    perPage: whole(value(segment, 'perPage')),
    parameters,
  };
}

/** A setting's value: `name: 'x'`, `"name": "x"`, `name: 12`, `name = 'x'`. */
function value(text: string, name: string): string | undefined {
  const pattern = new RegExp(
    `(?<![\\w$.])["']?${name}["']?\\s*[:=](?!=)\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|"((?:[^"\\\\]|\\\\.)*)"|([^\\s,;{}()'"]+))`,
    'i',
  );
  const match = pattern.exec(text);
  const raw = match?.[1] ?? match?.[2] ?? match?.[3];
  return raw
    ?.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, '$1');
}

function inQuery(query: URLSearchParams, name: string): string | undefined {
  for (const [key, given] of query) if (key.toLowerCase() === name.toLowerCase()) return given;
  return undefined;
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

/** A `<datastore>` as it came: from the server, or inline in a script or a comment. */
export interface Datastore {
  readonly totalRecord: number | null;
  /** The HTML of each record. */
  readonly records: readonly string[];
  /** The column the store says it belongs to, where it does. */
  readonly column: string | null;
}

/** Reads every datastore in a text; a text that has records but no `<datastore>` around them counts as one. */
export function findDatastores(text: string): Datastore[] {
  const blocks = [...text.matchAll(/<datastore\b[^>]*>([\s\S]*?)(?:<\/datastore\s*>|$)/gi)].map(
    (match) => match[1] ?? '',
  );
  if (blocks.length === 0) {
    const bare = /<recordset\b[^>]*>[\s\S]*?(?:<\/recordset\s*>|$)/i.exec(text);
    if (bare !== null) blocks.push(bare[0]);
  }
  return blocks.map(readDatastore);
}

function readDatastore(block: string): Datastore {
  const records = [...block.matchAll(/<record\b[^>]*>([\s\S]*?)<\/record\s*>/gi)]
    .map((match) => recordHtml(match[1] ?? ''))
    .filter((html) => html !== '');
  return {
    totalRecord: whole(/<totalrecord\b[^>]*>\s*(?:<!\[CDATA\[)?\s*(\d+)/i.exec(block)?.[1]),
    records,
    column: /[?&;]columnid=(\w+)/i.exec(block)?.[1] ?? null,
  };
}

/** A record's HTML: in one or more CDATA sections, or escaped, or plain. */
function recordHtml(inner: string): string {
  if (inner.includes('<![CDATA[')) {
    return [...inner.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)]
      .map((match) => match[1] ?? '')
      .join('')
      .trim();
  }
  if (/<\w/.test(inner)) return inner.trim();
  return inner
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
    .trim();
}
