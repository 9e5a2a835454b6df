import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { NianbaoError } from '../../src/errors.js';
import { readCsv } from '../../src/place/csv.js';
import type { TransportAnswer } from '../fetch/transport.js';
import { addressKey, fileKey, fileKeysOf } from './address-keys.js';
import type { SavedPages } from './saved-page.js';

/** The table that may stand in a folder: which file is which address. */
const PAGE_TABLE = 'pages.csv';
const TABLE_HEADS = ['url', 'file', 'status', 'type'];

/** So many files are looked at; a folder with more is not one of saved pages. */
const MOST_FILES = 500_000;

/** Types that the end of a name tells for sure; the pipeline finds out the others from the bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.shtml': 'text/html',
  '.jhtml': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.xml': 'text/xml',
  '.json': 'application/json',
  '.js': 'application/javascript',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
};

/**
 * The pages in a folder: as `wget -x` and `wget --mirror` save them (host/path, index.html for a folder, the query in the
 * name), as a browser saves one (an HTML file in the folder itself whose comment says 「saved from url」), or as the folder's
 * pages.csv says. All of them count as answers with status 200 and to any method, but for what pages.csv says.
 * @throws NianbaoError `unreadable_file`; ConfigError for a pages.csv with faults
 */
export function readFolder(folder: string): SavedPages {
  const byName = new Map<string, TransportAnswer>();
  const byAddress = new Map<string, TransportAnswer>();
  const all = new Set<TransportAnswer>();
  for (const place of filesIn(folder)) {
    const parts = place.split(sep);
    const file = join(folder, place);
    const [only = ''] = parts;
    if (parts.length > 1) byName.set(fileKey(parts.join('/')), kept(all, file));
    else {
      const address = /\.x?html?$/i.test(only) ? savedFrom(file) : null;
      if (address !== null) byAddress.set(addressKey(address), kept(all, file));
    }
  }
  for (const [key, answer] of tableOf(folder)) {
    byAddress.set(key, answer);
    all.add(answer);
  }
  return {
    size: all.size,
    problems: [],
    find: ({ url }) => {
      const named = byAddress.get(addressKey(url));
      if (named !== undefined) return named;
      const name = fileKeysOf(url).find((key) => byName.has(key));
      return (name === undefined ? undefined : byName.get(name)) ?? null;
    },
  };
}

function kept(all: Set<TransportAnswer>, file: string): TransportAnswer {
  const answer = answerOf(file, 200, null);
  all.add(answer);
  return answer;
}

/** The files below a folder, without those of WARCs and the table; links are not followed. */
function filesIn(folder: string): readonly string[] {
  const found: string[] = [];
  for (const entry of entriesOf(folder)) {
    if (!entry.isFile()) continue;
    const place = relative(folder, join(entry.parentPath, entry.name));
    if (place === PAGE_TABLE || isWarc(place)) continue;
    found.push(place);
    if (found.length > MOST_FILES)
      throw new NianbaoError('unreadable_file', `the folder has more than ${MOST_FILES} files`, {
        file: folder,
      });
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true });
  } catch (cause) {
    throw new NianbaoError('unreadable_file', 'the folder cannot be read', { file: folder, cause });
  }
}

/** The WARC files that lie in a folder itself. */
export function warcsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(isWarc)
    .sort()
    .map((name) => join(folder, name));
}

export function isWarc(name: string): boolean {
  return /\.warc(?:\.gz)?$/i.test(name);
}

const MARK_BYTES = 2048;

/** The address that a browser noted in a page that it saved. */
function savedFrom(file: string): URL | null {
  const head = Buffer.alloc(MARK_BYTES);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, head, 0, MARK_BYTES, 0);
    const address = /<!-- saved from url=\(\d{4}\)(https?:\S+) -->/.exec(
      head.toString('utf8', 0, length),
    )?.[1];
    return address !== undefined && URL.canParse(address) ? new URL(address) : null;
  } finally {
    closeSync(handle);
  }
}

function* tableOf(folder: string): Generator<readonly [string, TransportAnswer]> {
  const path = join(folder, PAGE_TABLE);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  const heads = new Set(TABLE_HEADS);
  const table = readCsv(path, {
    names: TABLE_HEADS,
    nameOf: (head) => (heads.has(head.toLowerCase()) ? head.toLowerCase() : null),
  });
  const [broken] = table.faults;
  if (broken !== undefined) throw broken;
  for (const { row, cells } of table.rows) {
    const address = cells.get('url') ?? '';
    if (!/^https?:/i.test(address) || !URL.canParse(address))
      throw table.fault('not an http or https address', { row, head: 'url' });
    const status = cells.get('status') ?? '200';
    if (!/^[2-5]\d\d$/.test(status)) throw table.fault('not a status of HTTP', { row, head: 'status' });
    const name = cells.get('file') ?? null;
    // a page that is missing has no file
    if (name === null && status === '200') throw table.fault('names no file', { row, head: 'file' });
    const file = name === null ? null : resolve(folder, name);
    if (file !== null && !isBelow(folder, file))
      throw table.fault('there is no such file in the folder', { row, head: 'file' });
    yield [addressKey(new URL(address)), answerOf(file, Number(status), cells.get('type') ?? null)];
  }
}

function isBelow(folder: string, file: string): boolean {
  const place = relative(resolve(folder), file);
  if (place.startsWith('..') || isAbsolute(place)) return false;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** A file as an answer: whole, as it was saved whole. */
function answerOf(file: string | null, status: number, type: string | null): TransportAnswer {
  const bytes = file === null ? 0 : statSync(file).size;
  const known = type ?? (file === null ? undefined : TYPES[extname(file).toLowerCase()]);
  return {
    status,
    headers: { 'content-length': String(bytes), ...(known === undefined ? {} : { 'content-type': known }) },
    bytes,
    body: async () => (file === null ? Buffer.alloc(0) : readFile(file)),
  };
}
