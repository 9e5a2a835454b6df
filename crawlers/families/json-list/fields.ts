/** Where the records and their fields are in an answer: as the settings say, or by the names that such answers use. */

/** Names of fields, the likeliest first; compared without case. */
export const USUAL = {
  title: ['realtitle', 'showtitle', 'title', 'doctitle', 'infotitle', 'articletitle', 'name', 'subject'],
  address: [
    'url',
    'infourl',
    'docpuburl',
    'publishurl',
    'puburl',
    'href',
    'link',
    'linkurl',
    'visiturl',
    'path',
    'htmlurl',
    'articleurl',
  ],
  date: [
    'publishedtimestr',
    'publishdate',
    'publishtime',
    'pubdate',
    'pubtime',
    'publishedtime',
    'docreltime',
    'infodate',
    'display_date',
    'releasetime',
    'createdate',
    'createtime',
    'date',
    'time',
  ],
  total: [
    'total',
    'totalcount',
    'totalrecord',
    'totalrecords',
    'recordcount',
    'totalnum',
    'totalelements',
    'count',
    'records',
  ],
} as const;

/** Levels of an answer that are looked into for its records, and values at most. */
const MOST_LEVELS = 4;
const MOST_VALUES = 2000;

/** The value at a path such as `data.results`; the value itself for an empty path. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const part of path === '' ? [] : path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = new Map<string, unknown>(Object.entries(found)).get(part);
  }
  return found;
}

/** A text or a number at a path, as text; null for an empty one and for anything else. */
export function textAt(value: unknown, path: string): string | null {
  const found = at(value, path);
  if (typeof found === 'string') return found.trim() === '' ? null : found;
  return typeof found === 'number' ? String(found) : null;
}

/** The value of the first of these fields that a record has, whatever the case of its names. */
export function usualText(record: unknown, names: readonly string[]): string | null {
  if (typeof record !== 'object' || record === null) return null;
  const fields = new Map(Object.keys(record).map((key) => [key.toLowerCase(), key]));
  for (const name of names) {
    const key = fields.get(name);
    const text = key === undefined ? null : textAt(record, key);
    if (text !== null) return text;
  }
  return null;
}

/** The records of an answer, and what stands around them. */
export interface FoundRecords {
  readonly records: readonly unknown[];
  /** The total that stands beside them, or in an object around; null for none. */
  readonly total: string | null;
}

/** The first array whose members have a title and an address by the usual names; an empty array where there is no other. */
export function findRecords(answer: unknown): FoundRecords | null {
  let empty: FoundRecords | null = null;
  let level: { value: unknown; total: string | null }[] = [{ value: answer, total: null }];
  for (let depth = 0, seen = 0; depth <= MOST_LEVELS && level.length > 0; depth++) {
    const inner: typeof level = [];
    for (const { value, total } of level) {
      if (++seen > MOST_VALUES) return empty;
      if (Array.isArray(value)) {
        if (value.length === 0) empty ??= { records: [], total };
        else if (value.filter(isRecord).length * 2 > value.length) return { records: value, total };
      } else if (typeof value === 'object' && value !== null) {
        const own = usualText(value, USUAL.total) ?? total;
        for (const member of Object.values(value)) inner.push({ value: member, total: own });
      }
    }
    level = inner;
  }
  return empty;
}

function isRecord(value: unknown): boolean {
  const title = usualText(value, USUAL.title);
  return title !== null && (usualText(value, USUAL.address) !== null || /<a\s/i.test(title));
}
