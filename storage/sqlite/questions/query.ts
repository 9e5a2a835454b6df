import type Database from 'better-sqlite3';
import { ArchiveError } from '../../../src/errors.js';
import type { ReportKind } from '../../../src/report/model.js';
import type {
  AskedFigure,
  FoundReport,
  QueryResult,
  QuerySpec,
  SortField,
  SortKey,
} from '../../contract/archive.js';
import { SORT_FIELDS } from '../../contract/questions.js';
import type { VersionId } from '../ids.js';
import { figurePicker } from '../tables/figures.js';
import { quoteName } from '../tables/indicators.js';
import { textToTime } from '../times.js';
import type { ScopeCompiler } from './scope.js';

interface ReportRow {
  readonly version_id: VersionId;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly number: number;
  readonly edition: string | null;
  readonly title: string | null;
  readonly published: string | null;
  readonly withdrawn_at: string | null;
  readonly errors: number;
  readonly warnings: number;
}

const count = (severity: string) =>
  `(SELECT count(*) FROM finding_row f WHERE f.version_id = r.latest_id AND f.severity = '${severity}')`;

const FIELDS: Readonly<Record<SortField, string>> = {
  region: 'a.region',
  agency: 'a.name',
  year: 'r.year',
  kind: 'r.kind',
  published: '(SELECT v.published FROM version_row v WHERE v.id = r.latest_id)',
  errors: count('error'),
  warnings: count('warning'),
};
const NATURAL_ORDER = 'a.region, a.name, r.year, r.kind';

/** The indicator's row. ArchiveError `unknown_indicator` if the archive has none. */
export type IndicatorCheck = (indicator: string) => number;

export function indicatorCheck(db: Database.Database, path: string): IndicatorCheck {
  const known = db.prepare<[string], number>('SELECT id FROM indicator_row WHERE indicator = ?').pluck();
  return (indicator) => {
    const row = known.get(indicator);
    if (row !== undefined) return row;
    throw new ArchiveError('unknown_indicator', `the archive has no indicator "${indicator}"`, {
      file: path,
      hint: 'open it once with a command that writes, so that it gets the indicators of all editions',
    });
  };
}

export function reportQuery(
  db: Database.Database,
  scopes: ScopeCompiler,
  check: IndicatorCheck,
): (spec: QuerySpec) => QueryResult {
  const pick = figurePicker(db);
  const details = db.prepare<[number], ReportRow>(
    `SELECT r.latest_id AS version_id, a.region, a.name AS agency, r.year, r.kind, v.number, v.edition, v.title,
       v.published, r.withdrawn_at, ${FIELDS.errors} AS errors, ${FIELDS.warnings} AS warnings
     FROM report_row r
       JOIN agency_row a ON a.id = r.agency_id
       JOIN version_row v ON v.id = r.latest_id
     WHERE r.id = ?`,
  );
  const found = (id: number, indicators: readonly string[]): FoundReport[] => {
    const row = details.get(id);
    return row === undefined ? [] : [toReport(row, indicators, pick(row.version_id, indicators))];
  };

  return ({ indicators, sort = [], limit, ...scope }) => {
    for (const indicator of indicators) check(indicator);
    const { from, where, parameters } = scopes.compile(scope, sort.length === 0 ? 'first' : 'all');
    const order = orderOf(sort, check);
    const ids = db
      .prepare<(string | number)[], number>(
        `SELECT r.id FROM ${from}${order.joins} WHERE ${where} AND r.latest_id IS NOT NULL
         ORDER BY ${order.terms} LIMIT ?`,
      )
      .pluck()
      .all(...parameters, limit + 1);
    return {
      reports: ids.slice(0, limit).flatMap((id) => found(id, indicators)),
      more: ids.length > limit,
    };
  };
}

function orderOf(sort: readonly SortKey[], check: IndicatorCheck): { joins: string; terms: string } {
  let joins = '';
  const terms = sort.map(({ by, descending }) => {
    const direction = descending ? 'DESC' : 'ASC';
    const field = SORT_FIELDS.find((name) => name === by);
    if (field !== undefined) return `${FIELDS[field]} ${direction} NULLS LAST`;
    check(by);
    joins = ' LEFT JOIN figure_wide_row w ON w.version_id = r.latest_id';
    return `w.${quoteName(by)} ${direction} NULLS LAST`;
  });
  return { joins, terms: [...terms, NATURAL_ORDER].join(', ') };
}

function toReport(
  row: ReportRow,
  indicators: readonly string[],
  figures: ReturnType<ReturnType<typeof figurePicker>>,
): FoundReport {
  const { version_id, region, agency, year, kind, number, withdrawn_at, ...rest } = row;
  return {
    report: { region, agency, year, kind },
    version: number,
    ...rest,
    withdrawnAt: withdrawn_at === null ? null : textToTime(withdrawn_at),
    figures: indicators.map((indicator, i): AskedFigure => {
      const figure = figures[i] ?? null;
      return figure ?? { indicator, value: null, reason: 'not_in_form', raw: null, locator: null };
    }),
  };
}
