import type Database from 'better-sqlite3';
import { toContentDigest, toFiguresDigest, toPayloadDigest } from '../../../src/digests.js';
import type { Claim, Finding, ReportKind, Section } from '../../../src/report/model.js';
import type { ReportKey, StoredVersion, VersionContent } from '../../contract/archive.js';
import { type PayloadId, type ReportId, type SourceId, toVersionId, type VersionId } from '../ids.js';
import { fromJson } from '../json.js';
import type { SearchIndex } from '../search-index.js';
import { textToTime } from '../times.js';
import { type FigureWriter, figureReader } from './figures.js';
import { type FindingWriter, findingReader } from './findings.js';

interface VersionRow {
  readonly id: VersionId;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly number: number;
  readonly title: string | null;
  readonly edition: string | null;
  readonly published: string | null;
  readonly payload: string;
  readonly content: string;
  readonly figures: string;
  readonly revision: string;
  readonly source: string;
  readonly portal: string | null;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly withdrawn_at: string | null;
}

type KeyParameters = [region: string, agency: string, year: number, kind: ReportKind];

const SELECT = `SELECT v.id, a.region, a.name AS agency, r.year, r.kind, v.number, v.title, v.edition,
  v.published, p.sha256 AS payload, v.content_sha256 AS content, v.figures_sha256 AS figures, v.revision,
  s.url AS source, po.code AS portal, v.first_seen, v.last_seen, r.withdrawn_at
FROM version_row v
  JOIN report_row r ON r.id = v.report_id
  JOIN agency_row a ON a.id = r.agency_id
  JOIN payload_row p ON p.id = v.payload_id
  JOIN source_row s ON s.id = v.source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id`;
const OF_REPORT = 'a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ?';

/** A report's key in the order in which the statements take it. */
export function keyParameters(report: ReportKey): KeyParameters {
  return [report.region, report.agency, report.year, report.kind];
}

export interface VersionReader {
  latest(report: ReportKey): StoredVersion | null;
  numbered(report: ReportKey, number: number): StoredVersion | null;
  all(report: ReportKey): readonly StoredVersion[];
  byId(id: VersionId): StoredVersion | null;
}

export function versionReader(db: Database.Database): VersionReader {
  const latest = db.prepare<KeyParameters, VersionRow>(
    `${SELECT} WHERE ${OF_REPORT} AND v.number = r.versions`,
  );
  const numbered = db.prepare<[...KeyParameters, number], VersionRow>(
    `${SELECT} WHERE ${OF_REPORT} AND v.number = ?`,
  );
  const all = db.prepare<KeyParameters, VersionRow>(`${SELECT} WHERE ${OF_REPORT} ORDER BY v.number`);
  const byId = db.prepare<[VersionId], VersionRow>(`${SELECT} WHERE v.id = ?`);
  const load = contentLoader(db);
  const loaded = (row: VersionRow | undefined) => (row === undefined ? null : load(row));
  return {
    latest: (report) => loaded(latest.get(...keyParameters(report))),
    numbered: (report, number) => loaded(numbered.get(...keyParameters(report), number)),
    all: (report) => all.all(...keyParameters(report)).map(load),
    byId: (id) => loaded(byId.get(id)),
  };
}

function contentLoader(db: Database.Database): (row: VersionRow) => StoredVersion {
  const figures = figureReader(db);
  const sections = db.prepare<[number], Section>(
    'SELECT number, heading, text FROM section_row WHERE version_id = ? ORDER BY position',
  );
  const claims = db.prepare<[number], { indicator: string; value: number; text: string; readings: string }>(
    'SELECT indicator, value, text, readings FROM claim_row WHERE version_id = ? ORDER BY position',
  );
  const findings = findingReader(db);

  return (row) => ({
    report: { region: row.region, agency: row.agency, year: row.year, kind: row.kind },
    number: row.number,
    source: row.source,
    portal: row.portal,
    firstSeen: textToTime(row.first_seen),
    lastSeen: textToTime(row.last_seen),
    withdrawnAt: row.withdrawn_at === null ? null : textToTime(row.withdrawn_at),
    title: row.title,
    edition: row.edition,
    published: row.published,
    digests: {
      payload: toPayloadDigest(row.payload),
      content: toContentDigest(row.content),
      figures: toFiguresDigest(row.figures),
    },
    revision: row.revision,
    sections: sections.all(row.id),
    figures: figures(row.id),
    claims: claims.all(row.id).map((claim) => ({ ...claim, readings: fromJson.stringRows(claim.readings) })),
    findings: findings(row.id),
  });
}

/** Where a new version belongs. */
interface VersionPlace {
  readonly reportId: ReportId;
  readonly number: number;
  readonly sourceId: SourceId;
  readonly payloadId: PayloadId;
  readonly at: string;
}

export interface VersionWriter {
  /** Inside a transaction: writes the version and all it holds; returns its row. */
  insert(place: VersionPlace, content: VersionContent): VersionId;
  /** Inside a transaction: puts what a newer extractor derives in place of what an older one did. */
  replace(versionId: VersionId, content: VersionContent): void;
  /** Inside a transaction: adds the findings that the version does not have yet, by rule and message. */
  addFindings(versionId: VersionId, findings: readonly Finding[]): void;
  /** Inside a transaction: the version was seen again; an earlier time changes nothing. */
  touch(versionId: VersionId, at: string): void;
}

/** Who writes what hangs on a version. */
export interface VersionParts {
  readonly figures: FigureWriter;
  readonly findings: FindingWriter;
  readonly search: SearchIndex;
}

export function versionWriter(
  db: Database.Database,
  { figures, findings, search }: VersionParts,
): VersionWriter {
  const insert = db.prepare<
    [
      ReportId,
      number,
      SourceId,
      PayloadId,
      string | null,
      string | null,
      string | null,
      string,
      string,
      string,
      string,
      string,
    ]
  >(
    `INSERT INTO version_row (report_id, number, source_id, payload_id, title, edition, published,
       content_sha256, figures_sha256, revision, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare<[string | null, string | null, string | null, string, string, string, number]>(
    `UPDATE version_row SET title = ?, edition = ?, published = ?, content_sha256 = ?, figures_sha256 = ?, revision = ?
     WHERE id = ?`,
  );
  const erasures = ['section_row', 'claim_row'].map((table) =>
    db.prepare<[number]>(`DELETE FROM ${table} WHERE version_id = ?`),
  );
  const insertSection = db.prepare<[number, number, number, string, string]>(
    'INSERT INTO section_row (version_id, position, number, heading, text) VALUES (?, ?, ?, ?, ?)',
  );
  const insertClaim = db.prepare<[number, number, string, number, string, string]>(
    `INSERT INTO claim_row (version_id, position, indicator, value, text, readings)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const touch = db.prepare<[string, number]>(
    'UPDATE version_row SET last_seen = max(last_seen, ?) WHERE id = ?',
  );

  const writeClaim = (versionId: VersionId, position: number, claim: Claim) => {
    const { indicator, value, text, readings } = claim;
    insertClaim.run(versionId, position, indicator, value, text, JSON.stringify(readings));
  };

  const writeContent = (id: VersionId, content: VersionContent) => {
    figures.write(id, content.figures);
    for (const [position, { number, heading, text }] of content.sections.entries()) {
      insertSection.run(id, position, number, heading, text);
    }
    for (const [position, claim] of content.claims.entries()) writeClaim(id, position, claim);
    findings.write(id, content.findings, content.figures);
  };

  return {
    insert(place, content) {
      const { title, edition, published, digests, revision } = content;
      const inserted = insert.run(
        place.reportId,
        place.number,
        place.sourceId,
        place.payloadId,
        title,
        edition,
        published,
        digests.content,
        digests.figures,
        revision,
        place.at,
        place.at,
      );
      const id = toVersionId(inserted);
      writeContent(id, content);
      search.succeed(id);
      return id;
    },
    replace(versionId, content) {
      const { title, edition, published, digests, revision } = content;
      search.remove(versionId);
      for (const erase of erasures) erase.run(versionId);
      findings.erase(versionId);
      figures.erase(versionId);
      update.run(title, edition, published, digests.content, digests.figures, revision, versionId);
      writeContent(versionId, content);
      search.add(versionId);
    },
    addFindings: (versionId, added) => findings.add(versionId, added),
    touch: (versionId, at) => {
      touch.run(at, versionId);
    },
  };
}
