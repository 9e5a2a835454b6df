import type Database from 'better-sqlite3';
import type { ReportKind } from '../../../src/report/model.js';
import { foldText } from '../../../src/text/search-text.js';
import type {
  FoundSection,
  ReportScope,
  SearchResult,
  SearchSpec,
  TextSpan,
} from '../../contract/archive.js';
import {
  indexStretch,
  regionToken,
  SECTION_OF_PLACE,
  searchableText,
  sectionToken,
} from '../search-index.js';
import { textToTime } from '../times.js';
import type { ScopeCompiler } from './scope.js';
import { answers, hitsOf, matchExpression, wantedPhrases } from './search-match.js';
import { rankTexts } from './search-rank.js';

interface SectionRow {
  readonly id: number;
  readonly number: number;
  readonly heading: string;
  readonly text: string;
}

interface PlaceRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly version: number;
  readonly withdrawn_at: string | null;
}

type Parameter = string | number;

/** Maximum of sections that are ranked; if more are found, those of the latest years are. */
const MOST_RANKED = 500;
/** In a scope of at most this many reports, reading their sections is quicker than filtering the index. */
const FEW_REPORTS = 100;
const ALL_YEARS = { from: 1980, to: 2900 };

export function sectionSearch(
  db: Database.Database,
  scopes: ScopeCompiler,
): (spec: SearchSpec) => SearchResult {
  const section = db.prepare<[number], SectionRow>(
    'SELECT id, number, heading, text FROM section_row WHERE id = ?',
  );
  const sectionsOf = db.prepare<[number], SectionRow>(
    'SELECT id, number, heading, text FROM section_row WHERE version_id = ? ORDER BY id',
  );
  const place = db.prepare<[number], PlaceRow>(
    `SELECT a.region, a.name AS agency, r.year, r.kind, v.number AS version, r.withdrawn_at
     FROM section_row s
       JOIN version_row v ON v.id = s.version_id
       JOIN report_row r ON r.id = v.report_id
       JOIN agency_row a ON a.id = r.agency_id
     WHERE s.id = ?`,
  );

  /** The latest versions of a scope that has few reports, newest first; null where there are more. */
  const fewVersions = (scope: ReportScope): readonly number[] | null => {
    const { agencies, regions, portal, changedSince, finding } = scope;
    if ([agencies, regions, portal, changedSince, finding].every((part) => part === undefined)) return null;
    const { from, where, parameters } = scopes.compile(scope);
    const rows = db
      .prepare<Parameter[], { id: number; year: number }>(
        `SELECT r.latest_id AS id, r.year FROM ${from} WHERE ${where} LIMIT ${FEW_REPORTS + 1}`,
      )
      .all(...parameters);
    if (rows.length > FEW_REPORTS) return null;
    return rows.sort((a, b) => b.year - a.year || b.id - a.id).map(({ id }) => id);
  };

  const fromTexts = (versions: readonly number[], { question, sections }: SearchSpec): SectionRow[] =>
    versions
      .flatMap((version) => sectionsOf.all(version))
      .filter((row) => sections === undefined || sections.includes(row.number))
      .filter((row) => answers(question, foldText(searchableText(row.heading, row.text)).text));

  const fromIndex = (spec: SearchSpec): SectionRow[] => {
    const { sql, parameters } = indexSql(spec, scopes);
    const ids = db
      .prepare<Parameter[], number>(sql)
      .pluck()
      .all(...parameters);
    return ids.flatMap((id) => section.get(id) ?? []);
  };

  return (spec) => {
    const { question, limit, sections: _, ...scope } = spec;
    const few = fewVersions(scope);
    const found = few === null ? fromIndex(spec) : fromTexts(few, spec);
    const ranked = found.slice(0, MOST_RANKED);
    const phrases = wantedPhrases(question);
    const scores = rankTexts(ranked, phrases);
    const best = ranked
      .map((row, index) => ({ row, index, score: scores[index] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, limit);
    return {
      sections: best.flatMap(({ row, score }) => {
        const at = place.get(row.id);
        return at === undefined ? [] : [toFound(row, at, score, phrases)];
      }),
      ranked: ranked.length,
      more: found.length > MOST_RANKED,
    };
  };
}

/** The matching sections, in the index's order: newest years first. */
function indexSql(
  spec: SearchSpec,
  scopes: ScopeCompiler,
): { sql: string; parameters: readonly Parameter[] } {
  const { question, sections, regions, limit: _, years = ALL_YEARS, ...scope } = spec;
  const { first, last } = indexStretch(years.from, years.to);
  const match = [
    matchExpression(question),
    ...(sections === undefined ? [] : [anyOf(sections.map((number) => `"${sectionToken(number)}"`))]),
    ...(regions === undefined ? [] : [anyOf(regions.map(inRegion))]),
  ].join(' AND ');
  const index = 'section_search MATCH ? AND section_search.rowid BETWEEN ? AND ?';
  const order = `ORDER BY section_search.rowid DESC LIMIT ${MOST_RANKED + 1}`;
  const id = `section_search.rowid ${SECTION_OF_PLACE}`;
  const asked = [match, first, last];
  if (Object.values(scope).every((part) => part === undefined)) {
    return { sql: `SELECT ${id} FROM section_search WHERE ${index} ${order}`, parameters: asked };
  }
  const { where, parameters } = scopes.compile(scope);
  return {
    sql: `SELECT s.id FROM section_search
      CROSS JOIN section_row s ON s.id = ${id}
      CROSS JOIN version_row v ON v.id = s.version_id
      CROSS JOIN report_row r ON r.id = v.report_id
      CROSS JOIN agency_row a ON a.id = r.agency_id
      WHERE ${index} AND ${where} ${order}`,
    parameters: [...asked, ...parameters],
  };
}

function anyOf(expressions: readonly string[]): string {
  return `(${expressions.join(' OR ')})`;
}

function inRegion(prefix: string): string {
  const { token, isPrefix } = regionToken(prefix);
  return `"${token}"${isPrefix ? ' *' : ''}`;
}

function toFound(row: SectionRow, at: PlaceRow, score: number, phrases: readonly string[]): FoundSection {
  const { heading, text, number } = row;
  const { region, agency, year, kind, version, withdrawn_at } = at;
  const { headingHits, textHits } = splitHits(
    heading,
    hitsOf(foldText(searchableText(heading, text)), phrases),
  );
  return {
    report: { region, agency, year, kind },
    version,
    withdrawnAt: withdrawn_at === null ? null : textToTime(withdrawn_at),
    section: number,
    heading,
    text,
    score,
    headingHits,
    textHits,
  };
}

/** Heading and text are searched as one; a hit that spans both is shown in each. */
function splitHits(
  heading: string,
  hits: readonly TextSpan[],
): { headingHits: readonly TextSpan[]; textHits: readonly TextSpan[] } {
  const body = heading.length + 1;
  return {
    headingHits: hits
      .filter(({ start }) => start < heading.length)
      .map(({ start, end }) => ({ start, end: Math.min(end, heading.length) })),
    textHits: hits
      .filter(({ end }) => end > body)
      .map(({ start, end }) => ({ start: Math.max(start, body) - body, end: end - body })),
  };
}
