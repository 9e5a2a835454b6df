import type Database from 'better-sqlite3';
import { toPayloadDigest } from '../../../src/digests.js';
import type { ReportKind } from '../../../src/report/model.js';
import type { ReportKey, Standing } from '../../contract/archive.js';
import type { ReportId, SourceId } from '../ids.js';
import { textToTime } from '../times.js';
import { DISAGREE } from './disagreements.js';
import { SELECT_SOURCE, type SourceRow, toSourceState } from './sources.js';
import { keyParameters } from './versions.js';

interface StandingRow {
  readonly id: ReportId;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly number: number;
  readonly source: string;
  readonly payload: string;
  readonly withdrawn_at: string | null;
  readonly main: SourceId;
  readonly disagrees: number;
}

const SELECT = `SELECT r.id, a.region, a.name AS agency, r.year, r.kind, v.number, s.url AS source, p.sha256 AS payload,
  r.withdrawn_at, r.main_source_id AS main,
  EXISTS (SELECT 1 FROM version_row x JOIN finding_row f ON f.version_id = x.id
    WHERE x.report_id = r.id AND f.rule = '${DISAGREE}') AS disagrees
FROM report_row r
  JOIN agency_row a ON a.id = r.agency_id
  JOIN version_row v ON v.id = r.latest_id
  JOIN source_row s ON s.id = v.source_id
  JOIN payload_row p ON p.id = v.payload_id`;

/** Without the end of its parenthesis: more may be asked of the main source. */
const MAIN_ON_PORTAL = `EXISTS (SELECT 1 FROM source_row m JOIN portal_row po ON po.id = m.portal_id
  WHERE m.id = r.main_source_id AND po.code = ?`;

export interface StandingReader {
  /** Of the reports whose main source is on the portal. */
  ofPortal(portal: string): readonly Standing[];
  /** Those of them whose main source stands for another report by now, or for none. */
  strays(portal: string): readonly Standing[];
  of(report: ReportKey): Standing | null;
}

export function standingReader(db: Database.Database): StandingReader {
  const ofPortal = db.prepare<[string], StandingRow>(`${SELECT} WHERE ${MAIN_ON_PORTAL}) ORDER BY r.id`);
  const strays = db.prepare<[string], StandingRow>(
    `${SELECT} WHERE ${MAIN_ON_PORTAL} AND m.report_id IS NOT r.id) ORDER BY r.id`,
  );
  const of = db.prepare<[string, string, number, ReportKind], StandingRow>(
    `${SELECT} WHERE a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ?`,
  );
  const sources = db.prepare<[ReportId], SourceRow & { readonly agrees: number }>(
    `SELECT q.*, (SELECT x.version_id IS r.latest_id FROM source_row x JOIN report_row r ON r.id = x.report_id
       WHERE x.id = q.id) AS agrees
     FROM (${SELECT_SOURCE}) q WHERE q.id IN (SELECT id FROM source_row WHERE report_id = ?) ORDER BY q.id`,
  );
  const source = db.prepare<[SourceId], SourceRow>(`${SELECT_SOURCE} WHERE s.id = ?`);
  const absences = db
    .prepare<[SourceId, ReportId], string>(
      `SELECT night FROM absence_row WHERE source_id = ? AND report_id = ? AND reason <> 'still_listed' ORDER BY night`,
    )
    .pluck();
  /** A main source that stands for another report by now, or for none. */
  const elsewhere = (id: SourceId) => {
    const main = source.get(id);
    if (main === undefined) throw new Error('a report has lost its main source');
    return toSourceState(main);
  };
  const toStanding = (row: StandingRow): Standing => {
    const those = sources.all(row.id).map(({ agrees, ...rest }) => ({
      id: rest.id,
      agrees: agrees === 1,
      state: toSourceState(rest),
    }));
    return {
      report: { region: row.region, agency: row.agency, year: row.year, kind: row.kind },
      latest: { number: row.number, source: row.source, payload: toPayloadDigest(row.payload) },
      withdrawnAt: row.withdrawn_at === null ? null : textToTime(row.withdrawn_at),
      main: those.find(({ id }) => id === row.main)?.state ?? elsewhere(row.main),
      mainAbsences: absences.all(row.main, row.id),
      sources: those.map(({ state, agrees }) => ({ ...state, agrees })),
      disagrees: row.disagrees === 1,
    };
  };
  return {
    ofPortal: (portal) => ofPortal.all(portal).map(toStanding),
    strays: (portal) => strays.all(portal).map(toStanding),
    of: (report) => {
      const row = of.get(...keyParameters(report));
      return row === undefined ? null : toStanding(row);
    },
  };
}
