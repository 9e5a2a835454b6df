import type Database from 'better-sqlite3';
import type { ReportScope } from '../../contract/archive.js';
import { timeToText } from '../times.js';

type Parameter = string | number;

/** A piece of SQL with what its question marks stand for. */
interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** A scope as SQL over r (report_row) and a (agency_row). */
interface ScopeSql {
  /** The tables, joined in the order that reads least. */
  readonly from: string;
  readonly where: string;
  readonly parameters: readonly Parameter[];
}

/** A condition that can also list the reports that satisfy it, as `SELECT id …` of report_row. */
interface Restrictor {
  readonly condition: SqlPart;
  readonly candidates: SqlPart;
}

/** Up to this many candidates are fetched and sorted; more are so dense that a scan of the agencies soon meets them. */
const FEW = 2000;

/** The kinds of change that make a report count as changed. */
const CHANGES = `('figures_revised', 'text_revised', 'moved', 'renamed', 'withdrawn', 'restored')`;

export interface ScopeCompiler {
  /**
   * @param wanted `first` where only the first rows by region, agency, year and kind are wanted: that is then the order
   * of reading; `all` where every row is looked at; `reports` the same, and a is joined only where the scope needs it.
   */
  compile(scope: ReportScope, wanted?: 'first' | 'all' | 'reports'): ScopeSql;
}

export function scopeCompiler(db: Database.Database): ScopeCompiler {
  const agency = db
    .prepare<[string, string], number>('SELECT id FROM agency_row WHERE region = ? AND name = ?')
    .pluck();
  const isSmall = ({ sql, parameters }: SqlPart) =>
    (db
      .prepare<Parameter[], number>(`SELECT count(*) FROM (${sql} LIMIT ${FEW + 1})`)
      .pluck()
      .get(...parameters) ?? 0) <= FEW;

  return {
    compile(scope, wanted = 'first') {
      const conditions: SqlPart[] = [];
      if (scope.agencies !== undefined) {
        const ids = scope.agencies.flatMap(({ region, name }) => agency.get(region, name) ?? []);
        conditions.push({
          sql: 'a.id IN (SELECT value FROM json_each(?))',
          parameters: [JSON.stringify(ids)],
        });
      }
      if (scope.regions !== undefined) conditions.push(inRegions(scope.regions));
      const direct = restrictorsOf(scope);
      const narrow = scope.agencies === undefined && direct.find((r) => isSmall(r.candidates));
      for (const restrictor of direct) {
        if (restrictor === narrow) {
          const { sql, parameters } = restrictor.candidates;
          conditions.push({ sql: `r.id IN (${sql})`, parameters });
        }
        conditions.push(restrictor.condition);
      }
      if (scope.kind !== undefined) conditions.push({ sql: 'r.kind = ?', parameters: [scope.kind] });
      const isByAgency = wanted === 'first' || scope.agencies !== undefined || scope.years === undefined;
      const from = fromClause({
        start: narrow ? 'reports' : isByAgency ? 'agencies' : 'years',
        needsAgency: wanted !== 'reports' || scope.agencies !== undefined || scope.regions !== undefined,
      });
      return {
        from,
        where: ['TRUE', ...conditions.map(({ sql }) => sql)].join(' AND '),
        parameters: conditions.flatMap(({ parameters }) => parameters),
      };
    },
  };
}

function fromClause({
  start,
  needsAgency,
}: {
  start: 'reports' | 'agencies' | 'years';
  needsAgency: boolean;
}) {
  const agency = needsAgency ? ' CROSS JOIN agency_row a ON a.id = r.agency_id' : '';
  switch (start) {
    case 'reports':
      return `report_row r${agency}`;
    case 'years':
      return `report_row r INDEXED BY report_by_year${agency}`;
    case 'agencies':
      return needsAgency ? 'agency_row a CROSS JOIN report_row r ON r.agency_id = a.id' : 'report_row r';
  }
}

function restrictorsOf(scope: ReportScope): readonly Restrictor[] {
  const { years, portal, changedSince, finding } = scope;
  const found: Restrictor[] = [];
  if (finding !== undefined) found.push(withFinding(finding));
  if (changedSince !== undefined) {
    const since = `c.at >= ? AND c.kind IN ${CHANGES}`;
    const parameters = [timeToText(changedSince)];
    found.push({
      condition: {
        sql: `EXISTS (SELECT 1 FROM change_row c WHERE c.report_id = r.id AND ${since})`,
        parameters,
      },
      candidates: { sql: `SELECT c.report_id FROM change_row c WHERE ${since}`, parameters },
    });
  }
  if (portal !== undefined) found.push(ofPortal(portal));
  if (years !== undefined) {
    const parameters = [years.from, years.to];
    found.push({
      condition: { sql: 'r.year BETWEEN ? AND ?', parameters },
      candidates: { sql: 'SELECT y.id FROM report_row y WHERE y.year BETWEEN ? AND ?', parameters },
    });
  }
  return found;
}

function ofPortal(portal: string): Restrictor {
  return {
    condition: {
      sql: `EXISTS (SELECT 1 FROM version_row l JOIN source_row s ON s.id = l.source_id
          JOIN portal_row po ON po.id = s.portal_id
        WHERE l.id = r.latest_id AND po.code = ?)`,
      parameters: [portal],
    },
    candidates: {
      sql: `SELECT l.report_id FROM portal_row po
        CROSS JOIN source_row s ON s.portal_id = po.id
        CROSS JOIN version_row l ON l.source_id = s.id WHERE po.code = ?`,
      parameters: [portal],
    },
  };
}

function withFinding(rule: string): Restrictor {
  const literal = rule.split('*', 1)[0] ?? '';
  const pattern = rule.replace(/[[\]?]/g, (character) => `[${character}]`);
  const matches = 'f.rule >= ? AND f.rule < ? AND (f.rule GLOB ? OR f.rule GLOB ?)';
  const parameters = [literal, `${literal}\u{10ffff}`, pattern, `${pattern}.*`];
  return {
    condition: {
      sql: `EXISTS (SELECT 1 FROM finding_row f WHERE f.version_id = r.latest_id AND ${matches.replaceAll('f.rule', '+f.rule')})`,
      parameters,
    },
    candidates: {
      sql: `SELECT v.report_id FROM finding_row f CROSS JOIN version_row v ON v.id = f.version_id WHERE ${matches}`,
      parameters,
    },
  };
}

function inRegions(regions: readonly string[]): SqlPart {
  // ':' is the character after '9'
  const ranges = regions.map(() => '(a.region >= ? AND a.region < ?)');
  return {
    sql: `(${ranges.length === 0 ? 'FALSE' : ranges.join(' OR ')})`,
    parameters: regions.flatMap((prefix) => [prefix, `${prefix}:`]),
  };
}
