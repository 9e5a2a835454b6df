import type Database from 'better-sqlite3';
import { ArchiveError } from '../../src/errors.js';
import type {
  Absence,
  BareCapture,
  Continuation,
  ReportCommit,
  ReportKey,
  VersionContent,
} from '../contract/archive.js';
import type { RunId } from '../contract/run-id.js';
import type { GroupCommit } from './group-commit.js';
import { type AgencyId, type ReportId, type SourceId, toReportId, type VersionId } from './ids.js';
import type { Renaming } from './renaming.js';
import type { AbsenceStore } from './tables/absences.js';
import type { AgencyStore } from './tables/agencies.js';
import type { CaptureStore } from './tables/captures.js';
import type { ChangeStore } from './tables/changes.js';
import type { PayloadStore, PreparedPayload } from './tables/payloads.js';
import type { PlanStore } from './tables/plans.js';
import type { SourceStore } from './tables/sources.js';
import type { VersionWriter } from './tables/versions.js';
import { timeToText } from './times.js';

/** The rooms a commit writes to. */
export interface CommitStores {
  readonly absences: AbsenceStore;
  readonly agencies: AgencyStore;
  readonly captures: CaptureStore;
  readonly changes: ChangeStore;
  readonly payloads: PayloadStore;
  readonly plans: PlanStore;
  readonly renaming: Renaming;
  readonly sources: SourceStore;
  readonly versions: VersionWriter;
}

/** What a harvest writes: each wholly or not at all. Reports and captures of several portals may share a transaction. */
export interface Commits {
  report(input: ReportCommit): Promise<{ readonly version: number; readonly payloadIsNew: boolean }>;
  capture(input: BareCapture): Promise<void>;
  continuation(input: Continuation): void;
  absences(run: RunId, at: Date, absences: readonly Absence[]): void;
  derived(report: ReportKey, number: number, content: VersionContent): void;
}

interface ReportRow {
  readonly id: ReportId;
  readonly versions: number;
}

export function commits(
  db: Database.Database,
  path: string,
  stores: CommitStores,
  group: GroupCommit,
): Commits {
  const { absences: nights, agencies, captures, changes, payloads, plans, sources, versions } = stores;
  const reports = reportRows(db);

  const writeReport = (input: ReportCommit, prepared: PreparedPayload) => {
    const at = timeToText(input.capture.at);
    const agencyId = agencies.ensure(input.report.region, input.report.agency, input.aliases);
    const known = reports.find(agencyId, input.report) ?? renamed(input, agencyId, at);
    const before = known?.versions ?? 0;
    const holdsReport = input.holdsReport ?? true;
    refuseUnfit(input, before, path);
    const payload = payloads.put(prepared);
    const source = sources.ensure(input.source, at);
    const after = input.version === null ? before : before + 1;
    const reportId = known?.id ?? reports.insert(agencyId, input.report);
    let versionId: VersionId;
    if (input.version === null) {
      versionId = reports.versionRow(reportId, before);
      if (holdsReport && input.agrees) versions.touch(versionId, at);
      if (input.becomesMain === true) reports.setMain(reportId, source.id);
    } else {
      if (known !== undefined) reports.setVersions(reportId, after);
      const place = { reportId, number: after, sourceId: source.id, payloadId: payload.id, at };
      versionId = versions.insert(place, input.version);
      reports.setMain(reportId, source.id);
    }
    versions.addFindings(versionId, input.extraFindings);
    // A source that disagrees with the latest version does not hold it, and must not vouch for it later.
    const holds = holdsReport && input.agrees ? versionId : null;
    sources.link(source.id, { reportId, payloadId: payload.id, versionId: holds });
    sources.setHolds(source.id, holdsReport);
    sources.setValidators(source.id, input.validators);
    sources.touch(source.id, at);
    if (input.isRecorded !== true) {
      const outcome = source.payloadId === payload.id ? 'unchanged' : 'new';
      captures.insert({ sourceId: source.id, reportId, payloadId: payload.id }, input.capture, outcome);
      if (input.capture.run !== null) plans.visit(input.capture.run, input.source.url);
    }
    const place = { reportId, sourceId: source.id, run: input.capture.run, at };
    for (const change of input.changes) {
      changes.insert({ ...place, from: before === 0 ? null : before, to: after }, change);
    }
    return { version: after, payloadIsNew: payload.isNew };
  };

  /** The report that goes on under the name of the commit, renamed; undefined where the commit says of none. */
  const renamed = (input: ReportCommit, agencyId: AgencyId, at: string): ReportRow | undefined => {
    if (input.former === undefined) return undefined;
    const formerId = agencies.find(input.former);
    const report = formerId === null ? undefined : reports.find(formerId, input.former);
    if (report !== undefined) stores.renaming.rename(report.id, { agencyId, ...input.report }, at);
    return report;
  };

  const writeContinuation = db.transaction((input: Continuation) => {
    const { report, run, version } = input;
    const at = timeToText(input.at);
    const reportId = captures.reportRow(report);
    const source = sources.links(input.url);
    const before = reportId === null ? 0 : reports.versionCount(reportId);
    refuseUnfit(input, before, path);
    if (reportId === null || source === null || source.payloadId === null) {
      throw new ArchiveError('no_version', `${input.url} holds nothing that could go on with a report`, {
        file: path,
      });
    }
    let after = before;
    if (version !== null) {
      after = before + 1;
      reports.setVersions(reportId, after);
      const place = { reportId, number: after, sourceId: source.id, payloadId: source.payloadId, at };
      const versionId = versions.insert(place, version);
      sources.link(source.id, { reportId, payloadId: source.payloadId, versionId });
    }
    reports.setMain(reportId, source.id);
    for (const change of input.changes) {
      changes.insert({ reportId, sourceId: source.id, run, at, from: before, to: after }, change);
    }
  });

  const writeCapture = (input: BareCapture, prepared: PreparedPayload | null) => {
    const { capture, outcome } = input;
    const at = timeToText(capture.at);
    const source = sources.ensure(input.source, at);
    const given = prepared === null ? null : payloads.put(prepared).id;
    const { reportId } = source;
    if (input.held === true) {
      const place = { sourceId: source.id, reportId, payloadId: given };
      sources.hold(source.id, captures.insert(place, capture, outcome));
      if (capture.run !== null) plans.visit(capture.run, input.source.url);
      return;
    }
    const payloadId = given ?? source.payloadId;
    const versionId = payloadId === source.payloadId ? source.versionId : null;
    // what a failed capture brought is evidence, and not what stands at the address
    if (given !== null && outcome !== 'failed') sources.link(source.id, { reportId, payloadId, versionId });
    if (input.validators !== undefined) sources.setValidators(source.id, input.validators);
    if (outcome === 'new' || outcome === 'unchanged' || outcome === 'not_modified') {
      sources.touch(source.id, at);
    }
    const isSameAsBefore = outcome === 'unchanged' || outcome === 'not_modified';
    if (isSameAsBefore && reportId !== null && versionId !== null) {
      if (reports.latestVersionRow(reportId) === versionId) versions.touch(versionId, at);
    }
    // Unchanged says that the very bytes came again, whether or not they are handed over.
    const received = outcome === 'unchanged' ? payloadId : given;
    captures.insert({ sourceId: source.id, reportId, payloadId: received }, capture, outcome);
    if (capture.run !== null) plans.visit(capture.run, input.source.url);
    for (const change of input.changes ?? []) {
      if (reportId === null) {
        throw new ArchiveError('no_version', `${input.source.url} stands for no report that could change`, {
          file: path,
        });
      }
      const latest = reports.versionCount(reportId);
      changes.insert(
        { reportId, sourceId: source.id, run: capture.run, at, from: latest, to: latest },
        change,
      );
    }
  };

  const writeAbsences = db.transaction((run: RunId, at: string, absences: readonly Absence[]) => {
    for (const absence of absences) {
      const source = sources.links(absence.url);
      const reportId = captures.reportRow(absence.report);
      if (source === null || reportId === null) continue;
      nights.add(source.id, reportId, absence.night, absence.reason);
      const { reason } = absence;
      if (!absence.withdraws || reason === 'still_listed') continue;
      const latest = reports.versionCount(reportId);
      const withdrawn = { kind: 'withdrawn', cells: [], sections: [], movedFrom: null, reason } as const;
      changes.insert({ reportId, sourceId: source.id, run, at, from: latest, to: latest }, withdrawn);
    }
  });

  const writeDerived = db.transaction((report: ReportKey, number: number, content: VersionContent) => {
    const reportId = captures.reportRow(report);
    if (reportId === null) {
      throw new ArchiveError(
        'no_version',
        `the archive has no report of ${report.agency} for ${report.year}`,
        {
          file: path,
        },
      );
    }
    versions.replace(reports.versionRow(reportId, number), content);
  });

  return {
    continuation: (input) => {
      writeContinuation.immediate(input);
    },
    derived: (report, number, content) => {
      writeDerived.immediate(report, number, content);
    },
    absences: (run, at, absences) => {
      writeAbsences.immediate(run, timeToText(at), absences);
    },
    async report(input) {
      if (input.version !== null && input.version.digests.payload !== input.payload.sha256) {
        throw new ArchiveError('digest_mismatch', 'the version was not derived from the payload given', {
          file: path,
          url: input.source.url,
        });
      }
      const prepared = await payloads.prepare(input.payload);
      return group.write(() => writeReport(input, prepared));
    },
    async capture(input) {
      const prepared = input.payload === undefined ? null : await payloads.prepare(input.payload);
      await group.write(() => writeCapture(input, prepared));
    },
  };
}

function refuseUnfit(
  input: Pick<ReportCommit, 'report' | 'basedOn' | 'version'>,
  latest: number,
  path: string,
): void {
  const { region, agency, year, kind } = input.report;
  const name = `${region} ${agency} ${year} (${kind})`.trim();
  if (latest !== input.basedOn) {
    throw new ArchiveError('stale', `${name} has ${latest} versions by now, not ${input.basedOn}`, {
      file: path,
      hint: 'read the latest version again and compare with that',
    });
  }
  if (latest === 0 && input.version === null) {
    throw new ArchiveError('no_version', `${name} has no version yet, and none was given`, { file: path });
  }
}

function reportRows(db: Database.Database) {
  const find = db.prepare<[AgencyId, number, string], ReportRow>(
    'SELECT id, versions FROM report_row WHERE agency_id = ? AND year = ? AND kind = ?',
  );
  const insert = db.prepare<[AgencyId, number, string]>(
    'INSERT INTO report_row (agency_id, year, kind, versions) VALUES (?, ?, ?, 1)',
  );
  const setVersions = db.prepare<[number, ReportId]>('UPDATE report_row SET versions = ? WHERE id = ?');
  const setMain = db.prepare<[SourceId, ReportId]>('UPDATE report_row SET main_source_id = ? WHERE id = ?');
  const versionRow = db
    .prepare<[ReportId, number], VersionId>('SELECT id FROM version_row WHERE report_id = ? AND number = ?')
    .pluck();
  const versionCount = db.prepare<[ReportId], number>('SELECT versions FROM report_row WHERE id = ?').pluck();
  const demand = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('a report has lost its latest version');
    return found;
  };
  return {
    find: (agencyId: AgencyId, { year, kind }: ReportKey) => find.get(agencyId, year, kind),
    insert: (agencyId: AgencyId, { year, kind }: ReportKey) => toReportId(insert.run(agencyId, year, kind)),
    setVersions: (id: ReportId, count: number) => {
      setVersions.run(count, id);
    },
    setMain: (id: ReportId, sourceId: SourceId) => {
      setMain.run(sourceId, id);
    },
    versionRow: (id: ReportId, number: number) => demand(versionRow.get(id, number)),
    versionCount: (id: ReportId) => demand(versionCount.get(id)),
    latestVersionRow: (id: ReportId) => demand(versionRow.get(id, demand(versionCount.get(id)))),
  };
}
