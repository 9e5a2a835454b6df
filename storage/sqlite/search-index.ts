import type Database from 'better-sqlite3';
import { foldText, indexTokens } from '../../src/text/search-text.js';
import type { VersionId } from './ids.js';

/**
 * A section's place in the index is its report year followed by its row: a question for one year reads one stretch of the
 * index, and the newest years can be read first. Years have ten bits, rows forty: together within 2^53.
 */
const YEAR_STEP = 2 ** 40;
const FIRST_YEAR = 1980;

function indexPlace(year: number, sectionId: number): number {
  return (year - FIRST_YEAR) * YEAR_STEP + sectionId;
}

/** The first and last place that sections of the years can have. */
export function indexStretch(from: number, to: number): { readonly first: number; readonly last: number } {
  return { first: indexPlace(from, 0), last: indexPlace(to, YEAR_STEP - 1) };
}

/** SQL for a section's row, from its place. */
export const SECTION_OF_PLACE = `% ${YEAR_STEP}`;

/** The searchable fields of a section. */
export function searchableText(heading: string, text: string): string {
  return `${heading}\n${text}`;
}

/** A character that folding never produces: it marks tokens for a section's number and region. */
const MARK = '\u00a7';
const REGION_LEVELS = [2, 4, 6];

/** The token of every section with the number. */
export function sectionToken(number: number): string {
  return `${MARK}${number}`;
}

/** The token of every section in the region, by the beginning of its code; `isPrefix`: of all that begin so. */
export function regionToken(prefix: string): { readonly token: string; readonly isPrefix: boolean } {
  return { token: `${MARK}r${prefix}`, isPrefix: !REGION_LEVELS.includes(prefix.length) };
}

function tokensOf({ number, region, heading, text }: SectionRow): string {
  const regions = REGION_LEVELS.filter((digits) => region.length >= digits);
  return [
    sectionToken(number),
    ...regions.map((digits) => regionToken(region.slice(0, digits)).token),
    ...indexTokens(foldText(searchableText(heading, text)).text),
  ].join(' ');
}

/** Keeps the index in step with the latest versions; all inside the caller's transaction. */
export interface SearchIndex {
  /** A new latest version takes the place of the one before it. */
  succeed(versionId: VersionId): void;
  /** To be called before sections of the version are deleted. */
  remove(versionId: VersionId): void;
  /** To be called after sections of the version were written; does nothing unless it is its report's latest version. */
  add(versionId: VersionId): void;
}

interface SectionRow {
  readonly id: number;
  readonly year: number;
  readonly region: string;
  readonly number: number;
  readonly heading: string;
  readonly text: string;
}

const INSERT = 'INSERT INTO section_search (rowid, tokens) VALUES (?, ?)';

export function searchIndex(db: Database.Database): SearchIndex {
  const insert = db.prepare<[number, string]>(INSERT);
  const remove = db.prepare<[number]>('DELETE FROM section_search WHERE rowid = ?');
  const latestOf = db.prepare<[number], SectionRow>(
    `SELECT s.id, r.year, a.region, s.number, s.heading, s.text
     FROM version_row v
       JOIN report_row r ON r.id = v.report_id AND r.latest_id = v.id
       JOIN agency_row a ON a.id = r.agency_id
       JOIN section_row s ON s.version_id = v.id
     WHERE v.id = ? ORDER BY s.id`,
  );
  const idsOf = db.prepare<[number], { readonly id: number; readonly year: number }>(
    `SELECT s.id, r.year FROM version_row v
       JOIN report_row r ON r.id = v.report_id
       JOIN section_row s ON s.version_id = v.id
     WHERE v.id = ?`,
  );
  const predecessor = db
    .prepare<[VersionId], VersionId>(
      `SELECT before.id FROM version_row v
         JOIN version_row before ON before.report_id = v.report_id AND before.number = v.number - 1
       WHERE v.id = ?`,
    )
    .pluck();
  const drop = (versionId: VersionId) => {
    for (const { id, year } of idsOf.all(versionId)) remove.run(indexPlace(year, id));
  };
  return {
    succeed(versionId) {
      const before = predecessor.get(versionId);
      if (before !== undefined) drop(before);
      this.add(versionId);
    },
    remove: drop,
    add(versionId) {
      for (const row of latestOf.all(versionId)) insert.run(indexPlace(row.year, row.id), tokensOf(row));
    },
  };
}

/** Indexes again the sections whose text has characters that are folded otherwise than when they were indexed. */
export function reindexSections(db: Database.Database, isAffected: (text: string) => boolean): void {
  const latest = db.prepare<[], SectionRow>(
    `SELECT s.id, r.year, a.region, s.number, s.heading, s.text
     FROM report_row r
       JOIN agency_row a ON a.id = r.agency_id
       JOIN section_row s ON s.version_id = r.latest_id`,
  );
  const affected: SectionRow[] = [];
  for (const row of latest.iterate()) {
    if (isAffected(searchableText(row.heading, row.text))) affected.push(row);
  }
  const remove = db.prepare<[number]>('DELETE FROM section_search WHERE rowid = ?');
  const insert = db.prepare<[number, string]>(INSERT);
  for (const row of affected) {
    remove.run(indexPlace(row.year, row.id));
    insert.run(indexPlace(row.year, row.id), tokensOf(row));
  }
}

/** Indexes all latest versions of an archive that has no index yet, in the order of the index. */
export function indexSections(db: Database.Database): void {
  const years = db.prepare<[], number>('SELECT DISTINCT year FROM report_row ORDER BY year').pluck().all();
  const idsOf = db
    .prepare<[number], number>(
      `SELECT s.id FROM report_row r JOIN section_row s ON s.version_id = r.latest_id
       WHERE r.year = ? ORDER BY s.id`,
    )
    .pluck();
  const section = db.prepare<[number], SectionRow>(
    `SELECT s.id, r.year, a.region, s.number, s.heading, s.text
     FROM section_row s
       JOIN version_row v ON v.id = s.version_id
       JOIN report_row r ON r.id = v.report_id
       JOIN agency_row a ON a.id = r.agency_id
     WHERE s.id = ?`,
  );
  const insert = db.prepare<[number, string]>(INSERT);
  for (const year of years) {
    for (const id of idsOf.all(year)) {
      const found = section.get(id);
      if (found !== undefined) insert.run(indexPlace(year, id), tokensOf(found));
    }
  }
}
