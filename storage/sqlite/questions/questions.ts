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
} from '../../contract/archive.js';
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
  const agencies = db.prepare<[], { id: number; region: string; name: string }>(
    'SELECT id, region, name FROM agency_row ORDER BY region, name',
  );
  const aliases = db.prepare<[], { agency_id: number; alias: string }>(
    'SELECT agency_id, alias FROM agency_alias_row ORDER BY agency_id, alias',
  );
  const allAgencies = (): readonly AgencyName[] => {
    const others = new Map<number, string[]>();
    for (const { agency_id, alias } of aliases.all()) {
      const known = others.get(agency_id);
      if (known === undefined) others.set(agency_id, [alias]);
      else known.push(alias);
    }
    return agencies.all().map(({ id, region, name }) => ({ region, name, aliases: others.get(id) ?? [] }));
  };
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
    agencies: () => read(allAgencies),
    portals: () => read(() => portals.all()),
    years: () => read(() => years.all()),
  };
}
