import type Database from 'better-sqlite3';
import type {
  AgencyName,
  QueryResult,
  QuerySpec,
  Questions,
  Ranking,
  RankingSpec,
  SearchResult,
  SearchSpec,
} from '../../contract.js';
import { fromJson } from '../json.js';
import { indicatorCheck, reportQuery } from './query.js';
import { reportRanking } from './ranking.js';
import { scopeCompiler } from './scope.js';
import { sectionSearch } from './search.js';
import { askSql } from './sql.js';

export interface QuestionPlace {
  readonly db: Database.Database;
  readonly path: string;
  /** Runs the work in one view of the archive, and translates what goes wrong. */
  readonly read: <T>(work: () => T) => Promise<T>;
}

/** The archive's questions. */
export function sqliteQuestions({ db, path, read }: QuestionPlace): Questions {
  const scopes = scopeCompiler(db);
  const check = indicatorCheck(db, path);
  const query = reportQuery(db, scopes, check);
  const ranking = reportRanking(db, scopes, check);
  const search = sectionSearch(db, scopes);
  const agencies = db.prepare<[], { region: string; name: string; aliases: string }>(
    `SELECT a.region, a.name,
       (SELECT json_group_array(l.alias ORDER BY l.alias) FROM agency_alias_row l WHERE l.agency_id = a.id) AS aliases
     FROM agency_row a ORDER BY a.region, a.name`,
  );
  const years = db.prepare<[], { year: number; own: number; aggregate: number }>(
    `SELECT year, count(*) FILTER (WHERE kind = 'own') AS own,
       count(*) FILTER (WHERE kind = 'aggregate') AS aggregate
     FROM report_row GROUP BY year ORDER BY year`,
  );
  const portals = db.prepare<[], string>('SELECT code FROM portal_row ORDER BY code').pluck();
  return {
    query: (spec: QuerySpec): Promise<QueryResult> => read(() => query(spec)),
    ranking: (spec: RankingSpec): Promise<Ranking> => read(() => ranking(spec)),
    search: (spec: SearchSpec): Promise<SearchResult> => read(() => search(spec)),
    sql: (question) => askSql(path, question),
    agencies: (): Promise<readonly AgencyName[]> =>
      read(() => agencies.all().map((row) => ({ ...row, aliases: fromJson.strings(row.aliases) }))),
    portals: () => read(() => portals.all()),
    years: () => read(() => years.all()),
  };
}
