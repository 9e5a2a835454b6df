import type Database from 'better-sqlite3';

/**
 * How an exchange is stored that says nothing new. Night after night most sources answer with the very headers that they sent
 * before, but for the date: such a capture names the one that it is like, which of its headers came again and by how many
 * seconds the server's clock differs, and its address only where it is not the source's. The views show what came.
 */

/** What a capture (c) needs that is shown as it came: the one that it is like (l), and the names of its headers (h). */
export const LIKE_JOINS = `LEFT JOIN capture_row l ON l.id = c.like_id
  LEFT JOIN header_names_row h ON h.id = c.names_id`;

/** SQL for the time of a capture (c) as text. */
export const CAPTURE_AT = captureTime('c.at');

/** SQL for a capture's milliseconds as the text that times are elsewhere. */
export function captureTime(at: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%S', ${at} / 1000, 'unixepoch') || printf('.%03dZ', ${at} % 1000)`;
}

/** SQL for the milliseconds of such a text, to compare captures with. */
export function captureMilliseconds(text: string): string {
  return `(1000 * CAST(strftime('%s', ${text}) AS INTEGER) + CAST(substr(${text}, 21, 3) AS INTEGER))`;
}

/** SQL for the address that answered; `s` is the source. */
export const CAPTURE_FINAL_URL = `CASE WHEN c.like_id IS NULL THEN c.final_url ELSE coalesce(c.final_url, s.url) END`;

/** SQL for a part of the moment that the header Date names. */
const datePart = (format: string): string => `strftime('${format}', c.at / 1000 + c.date_lag, 'unixepoch')`;

/** The header Date as RFC 9110 (5.6.7) writes it: `Tue, 30 Jan 2024 18:30:00 GMT`. */
const DATE = `substr('SunMonTueWedThuFriSat', 3 * ${datePart('%w')} + 1, 3) || ${datePart(', %d ')}
      || substr('JanFebMarAprMayJunJulAugSepOctNovDec', 3 * ${datePart('%m')} - 2, 3) || ${datePart(' %Y %H:%M:%S GMT')}`;

/** SQL for the headers, as a JSON object. */
export const CAPTURE_HEADERS = `CASE WHEN c.like_id IS NULL THEN c.headers ELSE (
    SELECT json_group_object(n.value, CASE n.value WHEN 'date' THEN ${DATE}
      ELSE json_extract(l.headers, '$."' || n.value || '"') END) FROM json_each(h.names) n) END`;

type Headers = Readonly<Record<string, string>>;

/** The headers of a capture that is like an earlier one. */
export interface RepeatedHeaders {
  /** Their names, in their order, as a JSON list. */
  readonly names: string;
  /** Seconds from the second of the capture to the server's date; null where none was sent. */
  readonly dateLag: number | null;
}

/** The headers in short, where all of them stood in an earlier exchange with the source; null where they did not. */
export function repeatedHeaders(headers: Headers, before: Headers, at: Date): RepeatedHeaders | null {
  const { date, ...others } = headers;
  if (!Object.entries(others).every(([name, value]) => before[name] === value && isPlain(name, value)))
    return null;
  const names = JSON.stringify(Object.keys(headers));
  if (date === undefined) return { names, dateLag: null };
  const dateLag = lagOf(date, at);
  return dateLag === null ? null : { names, dateLag };
}

/** Seconds from the second of a moment to a date in the usual form; null for any other. */
function lagOf(date: string, at: Date): number | null {
  const time = Date.parse(date);
  if (Number.isNaN(time) || new Date(time).toUTCString() !== date) return null;
  return time / 1000 - Math.floor(at.getTime() / 1000);
}

/** Do SQLite and JavaScript write it alike in JSON, and does the name stand for itself in a path? */
function isPlain(name: string, value: string): boolean {
  return /^[\w-]+$/.test(name) && /^[^\p{Cc}\p{Cs}]*$/u.test(value);
}

/** Inside a transaction: the row of names that came together, made where there is none. */
export function headerNames(db: Database.Database): (names: string) => number {
  const find = db.prepare<[string], number>('SELECT id FROM header_names_row WHERE names = ?').pluck();
  const insert = db.prepare<[string]>('INSERT INTO header_names_row (names) VALUES (?)');
  return (names) => find.get(names) ?? Number(insert.run(names).lastInsertRowid);
}
