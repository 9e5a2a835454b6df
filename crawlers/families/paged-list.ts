/** What a Hanweb column page says about its list: the settings of its jpage script, and records that stand inline. */
import { jpageSegments, scripts, settingValue, wholeNumber } from '../lists/script-settings.js';

/** The settings of one list on a column page. */
export interface JpageSettings {
  /** Where the records are asked for, as the page writes it. */
  readonly proxyUrl: string;
  readonly totalRecord: number | null;
  readonly perPage: number | null;
  /** The script says that it asks with GET. */
  readonly isGet: boolean;
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
    for (const segment of jpageSegments(script)) {
      const settings = readSegment(segment);
      if (settings !== null) found.push(settings);
    }
  }
  return found;
}

function readSegment(segment: string): JpageSettings | null {
  const proxyUrl =
    settingValue(segment, 'proxyUrl') ?? /["']([^"'\s]*dataproxy\.jsp[^"'\s]*)["']/i.exec(segment)?.[1];
  if (proxyUrl === undefined || !/dataproxy/i.test(proxyUrl)) return null;
  const query = new URLSearchParams(proxyUrl.split('?')[1]?.replace(/&amp;/g, '&') ?? '');
  const parameters: Record<string, string> = {};
  for (const name of PARAMETERS) {
    const given = settingValue(segment, name) ?? inQuery(query, name);
    if (given !== undefined) parameters[name] = given;
  }
  return {
    proxyUrl: proxyUrl.split('?')[0] ?? proxyUrl,
    totalRecord: wholeNumber(settingValue(segment, 'totalRecord') ?? settingValue(segment, 'total')),
    perPage: wholeNumber(settingValue(segment, 'perPage')),
    isGet: /^get$/i.test(settingValue(segment, 'ajaxType') ?? ''),
    parameters,
  };
}

function inQuery(query: URLSearchParams, name: string): string | undefined {
  for (const [key, given] of query) if (key.toLowerCase() === name.toLowerCase()) return given;
  return undefined;
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
    totalRecord: wholeNumber(/<totalrecord\b[^>]*>\s*(?:<!\[CDATA\[)?\s*(\d+)/i.exec(block)?.[1]),
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
