import type Database from 'better-sqlite3';
import { toPayloadDigest } from '../../../src/digests.js';
import type { ReportKind } from '../../../src/report/model.js';
import type {
  SourceKind,
  SourceListing,
  SourceRef,
  SourceState,
  Validators,
} from '../../contract/archive.js';
import {
  type CaptureId,
  type PayloadId,
  type PortalRowId,
  type ReportId,
  type SourceId,
  toSourceId,
  type VersionId,
} from '../ids.js';
import { fromJson } from '../json.js';
import { textToTime } from '../times.js';
import { ABSENT_NIGHTS, GONE_NIGHTS } from './absences.js';
import type { PortalStore } from './portals.js';

export interface SourceRow {
  readonly id: number;
  readonly url: string;
  readonly kind: SourceKind;
  readonly portal: string | null;
  readonly listed_title: string | null;
  readonly listed_agency: string | null;
  readonly listed_year: number | null;
  readonly listed_published: string | null;
  readonly listed_kind: ReportKind | null;
  readonly region: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  readonly report_kind: ReportKind | null;
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly payload: string | null;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  /** Milliseconds since 1970. */
  readonly last_read: number | null;
  readonly page: string | null;
  readonly holds_report: number;
  readonly absent_nights: string;
  readonly gone_nights: number;
  readonly gone_night: string | null;
  readonly withdrawn_at: string | null;
  readonly held: string | null;
}

export const SELECT_SOURCE = `SELECT s.id, s.url, s.kind, po.code AS portal, s.listed_title, s.listed_agency,
  s.listed_year, s.listed_published, s.listed_kind, a.region, a.name AS agency, r.year, r.kind AS report_kind, s.etag,
  s.last_modified, p.sha256 AS payload, s.first_seen, s.last_seen, pg.url AS page,
  (SELECT c.at FROM capture_row c WHERE c.source_id = s.id AND c.payload_id IS NOT NULL ORDER BY c.id DESC LIMIT 1)
    AS last_read,
  s.holds_report, ${ABSENT_NIGHTS} AS absent_nights, ${GONE_NIGHTS('count(*)')} AS gone_nights,
  ${GONE_NIGHTS('max(b.night)')} AS gone_night, r.withdrawn_at, hp.sha256 AS held
FROM source_row s
  LEFT JOIN portal_row po ON po.id = s.portal_id
  LEFT JOIN payload_row p ON p.id = s.payload_id
  LEFT JOIN source_row pg ON pg.id = s.page_id
  LEFT JOIN report_row r ON r.id = s.report_id
  LEFT JOIN agency_row a ON a.id = r.agency_id
  LEFT JOIN capture_row hc ON hc.id = s.held_id
  LEFT JOIN payload_row hp ON hp.id = hc.payload_id`;

/** What a write needs to know of a source: rows of other tables, not their contents. */
interface SourceLinks {
  readonly id: SourceId;
  readonly reportId: ReportId | null;
  readonly payloadId: PayloadId | null;
  readonly versionId: VersionId | null;
}

/** What the exchange of the day says of the source; null where it says nothing. */
interface SourceColumns {
  readonly kind: SourceKind;
  readonly portalId: PortalRowId | null;
  readonly title: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  readonly published: string | null;
  readonly listedKind: ReportKind | null;
  readonly pageId: SourceId | null;
}

export interface SourceStore {
  state(url: string): SourceState | null;
  /** The portal's sources that stand for a report, or hold a payload back. */
  known(portal: string): readonly SourceState[];
  /** Inside a transaction: the source, made where it is new; what this listing says replaces what an older said. */
  ensure(source: SourceRef, at: string): SourceLinks;
  /** Inside a transaction: what the source stands for now. */
  link(id: SourceId, links: Omit<SourceLinks, 'id'>): void;
  /** Is its payload the report, or does it only lead to the report's file? */
  setHolds(id: SourceId, holdsReport: boolean): void;
  setValidators(id: SourceId, validators: Validators): void;
  /** The source was found at its address, so that nothing is held back. An earlier time than the last changes nothing. */
  touch(id: SourceId, at: string): void;
  /** Inside a transaction: the payload of the capture came last, and is not believed. */
  hold(id: SourceId, captureId: CaptureId): void;
  /** The source as it stands; null for one that is not known. */
  links(url: string): SourceLinks | null;
}

export function sourceStore(db: Database.Database, portals: PortalStore): SourceStore {
  const select = db.prepare<[string], SourceRow>(`${SELECT_SOURCE} WHERE s.url = ?`);
  const known = db.prepare<[string], SourceRow>(
    `${SELECT_SOURCE} WHERE po.code = ? AND (s.report_id IS NOT NULL OR s.held_id IS NOT NULL) ORDER BY s.id`,
  );
  const links = db.prepare<[string], SourceLinks>(
    `SELECT id, report_id AS reportId, payload_id AS payloadId, version_id AS versionId
     FROM source_row WHERE url = ?`,
  );
  const insert = db.prepare<[SourceColumns & { readonly url: string; readonly knownAt: string }]>(
    `INSERT INTO source_row (url, kind, portal_id, listed_title, listed_agency, listed_year,
       listed_published, listed_kind, page_id, known_at)
     VALUES (@url, @kind, @portalId, @title, @agency, @year, @published, @listedKind, @pageId, @knownAt)`,
  );
  const update = db.prepare<[SourceColumns & { readonly id: SourceId }]>(
    `UPDATE source_row SET kind = @kind, portal_id = coalesce(@portalId, portal_id),
       listed_title = coalesce(@title, listed_title), listed_agency = coalesce(@agency, listed_agency),
       listed_year = coalesce(@year, listed_year),
       listed_published = coalesce(@published, listed_published),
       listed_kind = coalesce(@listedKind, listed_kind), page_id = coalesce(@pageId, page_id)
     WHERE id = @id`,
  );
  const link = db.prepare<[ReportId | null, PayloadId | null, VersionId | null, SourceId]>(
    'UPDATE source_row SET report_id = ?, payload_id = ?, version_id = ? WHERE id = ?',
  );
  const setValidators = db.prepare<[string | null, string | null, SourceId]>(
    'UPDATE source_row SET etag = ?, last_modified = ? WHERE id = ?',
  );
  const touch = db.prepare<[string, string, string, SourceId]>(
    `UPDATE source_row SET first_seen = coalesce(first_seen, ?), last_seen = max(coalesce(last_seen, ?), ?),
       held_id = NULL
     WHERE id = ?`,
  );
  const present = db.prepare<[SourceId]>(
    `DELETE FROM absence_row WHERE source_id = ?
       AND report_id = (SELECT s.report_id FROM source_row s WHERE s.id = absence_row.source_id)`,
  );
  const setHolds = db.prepare<[number, SourceId]>('UPDATE source_row SET holds_report = ? WHERE id = ?');
  const hold = db.prepare<[CaptureId, SourceId]>('UPDATE source_row SET held_id = ? WHERE id = ?');

  return {
    state(url) {
      const row = select.get(url);
      return row === undefined ? null : toSourceState(row);
    },
    known: (portal) => known.all(portal).map(toSourceState),
    ensure({ url, kind, portal, listing, page }, at) {
      const portalId = portal === null ? null : portals.ensure(portal);
      const { title = null, agency = null, year = null, published = null, kind: listedKind = null } = listing;
      const pageId = page === undefined ? null : (links.get(page)?.id ?? null);
      const columns = { kind, portalId, title, agency, year, published, listedKind, pageId };
      const former = links.get(url);
      if (former !== undefined) {
        update.run({ ...columns, id: former.id });
        return former;
      }
      const id = toSourceId(insert.run({ ...columns, url, knownAt: at }));
      return { id, reportId: null, payloadId: null, versionId: null };
    },
    link: (id, { reportId, payloadId, versionId }) => {
      link.run(reportId, payloadId, versionId, id);
    },
    setValidators: (id, { etag, lastModified }) => {
      setValidators.run(etag, lastModified, id);
    },
    touch: (id, at) => {
      touch.run(at, at, at, id);
      present.run(id);
    },
    hold: (id, captureId) => {
      hold.run(captureId, id);
    },
    setHolds: (id, holdsReport) => {
      setHolds.run(holdsReport ? 1 : 0, id);
    },
    links: (url) => links.get(url) ?? null,
  };
}

export function toSourceState(row: SourceRow): SourceState {
  const { region, agency, year, report_kind: kind } = row;
  return {
    url: row.url,
    kind: row.kind,
    portal: row.portal,
    listing: toListing(row),
    report:
      region === null || agency === null || year === null || kind === null
        ? null
        : { region, agency, year, kind },
    etag: row.etag,
    lastModified: row.last_modified,
    payload: row.payload === null ? null : toPayloadDigest(row.payload),
    firstSeen: row.first_seen === null ? null : textToTime(row.first_seen),
    lastSeen: row.last_seen === null ? null : textToTime(row.last_seen),
    lastRead: row.last_read === null ? null : new Date(row.last_read),
    page: row.page,
    holdsReport: row.holds_report === 1,
    goneNights: row.gone_nights,
    goneNight: row.gone_night,
    absentNights: row.absent_nights === '[]' ? [] : fromJson.strings(row.absent_nights),
    withdrawnAt: row.withdrawn_at === null ? null : textToTime(row.withdrawn_at),
    ...(row.held === null ? {} : { held: toPayloadDigest(row.held) }),
  };
}

function toListing(row: SourceRow): SourceListing {
  return {
    ...(row.listed_title === null ? {} : { title: row.listed_title }),
    ...(row.listed_agency === null ? {} : { agency: row.listed_agency }),
    ...(row.listed_year === null ? {} : { year: row.listed_year }),
    ...(row.listed_published === null ? {} : { published: row.listed_published }),
    ...(row.listed_kind === null ? {} : { kind: row.listed_kind }),
  };
}
