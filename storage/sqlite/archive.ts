import type Database from 'better-sqlite3';
import type { PayloadDigest } from '../../src/digests.js';
import { ArchiveError } from '../../src/errors.js';
import type { Finding, ReportKind } from '../../src/report/model.js';
import type {
  Absence,
  Archive,
  BareCapture,
  Continuation,
  CrossYear,
  ExportSnapshot,
  News,
  Outbox,
  PortalPlan,
  PortalRecord,
  Questions,
  ReportCommit,
  ReportFilter,
  ReportKey,
  Reviews,
  RunOutcome,
  RunPortalSummary,
  RunScope,
  SnapshotScope,
  StoredVersion,
  VersionContent,
} from '../contract/archive.js';
import type { RunId } from '../contract/run-id.js';
import { type Commits, commits } from './commit.js';
import { CrossYearStore } from './cross-year.js';
import { closedError, toArchiveError } from './errors.js';
import { SqliteSnapshot } from './export/snapshot.js';
import { GroupCommit } from './group-commit.js';
import { newsOf } from './news.js';
import { sqliteQuestions } from './questions/questions.js';
import { renaming } from './renaming.js';
import { searchIndex } from './search-index.js';
import { statusReader } from './status.js';
import type { StoreAccess } from './store-access.js';
import { absenceStore } from './tables/absences.js';
import { type AgencyStore, agencyStore } from './tables/agencies.js';
import { type CaptureStore, captureStore } from './tables/captures.js';
import { type ChangeStore, changeStore } from './tables/changes.js';
import { type DisagreementStore, disagreementStore } from './tables/disagreements.js';
import { figureWriter } from './tables/figures.js';
import { findingWriter } from './tables/findings.js';
import { storedIndicators } from './tables/indicators.js';
import { type NameReader, nameReader } from './tables/names.js';
import { outboxOf } from './tables/outbox.js';
import { type PayloadStore, payloadStore } from './tables/payloads.js';
import { type PlanStore, planStore } from './tables/plans.js';
import { type PortalStore, portalStore } from './tables/portals.js';
import { type ReportReader, reportReader } from './tables/reports.js';
import { ReviewStore } from './tables/reviews.js';
import { type RunStore, runStore } from './tables/runs.js';
import { type SourceStore, sourceStore } from './tables/sources.js';
import { type StandingReader, standingReader } from './tables/standings.js';
import { type VersionReader, versionReader, versionWriter } from './tables/versions.js';
import { type WatchReader, watchReader } from './tables/watch.js';
import { timeToText } from './times.js';
import { Transactions } from './transactions.js';

export interface SqliteConnection {
  readonly db: Database.Database;
  readonly path: string;
  readonly readOnly: boolean;
  /** Another connection to the same file, which only reads. */
  readonly openSnapshot: () => Database.Database;
}

/** The archive in one SQLite file. Statements are prepared once; every error passes toArchiveError. */
export class SqliteArchive implements Archive {
  readonly questions: Questions;
  readonly #connection: SqliteConnection;
  readonly #transactions: Transactions;
  readonly #group: GroupCommit;
  readonly #portals: PortalStore;
  readonly #agencies: AgencyStore;
  readonly #sources: SourceStore;
  readonly #captures: CaptureStore;
  readonly #changes: ChangeStore;
  readonly #payloads: PayloadStore;
  readonly #runs: RunStore;
  readonly #plans: PlanStore;
  readonly #reports: ReportReader;
  readonly #versions: VersionReader;
  readonly #commits: Commits;
  readonly #standings: StandingReader;
  readonly #disagreements: DisagreementStore;
  readonly #names: NameReader;
  readonly #watch: WatchReader;
  readonly #status: () => ReturnType<Archive['status']>;
  readonly outbox: Outbox;
  readonly news: News;
  /** Readers with connections of their own. */
  readonly #snapshots = new Set<{ close(): unknown }>();
  readonly reviews: Reviews;
  readonly crossYear: CrossYear;

  constructor(connection: SqliteConnection) {
    const { db, path } = connection;
    this.#connection = connection;
    this.#transactions = new Transactions(db);
    this.#group = new GroupCommit(this.#transactions);
    this.#portals = portalStore(db);
    this.#agencies = agencyStore(db);
    this.#sources = sourceStore(db, this.#portals);
    this.#captures = captureStore(db);
    this.#changes = changeStore(db);
    this.#payloads = payloadStore(db, path);
    this.#runs = runStore(db, path, this.#portals);
    this.#plans = planStore(db, this.#portals, this.#runs);
    this.#reports = reportReader(db, this.#agencies);
    this.#versions = versionReader(db);
    this.#standings = standingReader(db);
    this.#names = nameReader(db);
    const findings = findingWriter(db);
    this.#disagreements = disagreementStore(db, findings);
    const search = searchIndex(db);
    const stores = {
      absences: absenceStore(db),
      agencies: this.#agencies,
      captures: this.#captures,
      changes: this.#changes,
      payloads: this.#payloads,
      plans: this.#plans,
      renaming: renaming(db, { search, findings }),
      sources: this.#sources,
      versions: versionWriter(db, {
        figures: figureWriter(db, path, storedIndicators(db)),
        findings,
        search,
      }),
    };
    this.#commits = commits(db, path, stores, this.#group);
    this.#watch = watchReader(db);
    this.#status = statusReader(db, path, this.#runs);
    const access: StoreAccess = {
      read: (work) => this.#read(work),
      write: (work) => this.#write(() => this.#atOnce(work)),
      snapshot: (work) => this.#fromSnapshot(work),
    };
    this.questions = sqliteQuestions({ db, path, read: access.read });
    this.outbox = outboxOf(db, access);
    this.news = newsOf(db, access, { runs: this.#runs, changes: this.#changes });
    this.reviews = new ReviewStore(db, path, access);
    this.crossYear = new CrossYearStore(db, access);
  }

  startRun(at: Date, scope?: RunScope) {
    return this.#write(() =>
      this.#atOnce(() => {
        this.#plans.clear();
        return this.#runs.start(timeToText(at), scope);
      }),
    );
  }

  recordRunPortal(run: RunId, summary: RunPortalSummary) {
    return this.#write(() =>
      this.#atOnce(() => {
        this.#runs.savePortal(run, summary);
        if (summary.outcome !== 'interrupted') this.#plans.drop(run, summary.portal);
      }),
    );
  }

  planPortal(run: RunId, portal: string, plan: PortalPlan) {
    return this.#write(() => this.#atOnce(() => this.#plans.put(run, portal, plan)));
  }

  plan(run: RunId, portal: string) {
    return this.#read(() => this.#plans.get(run, portal));
  }

  unfinishedRun() {
    return this.#read(() => this.#plans.unfinished());
  }

  runProgress(run: RunId, portal: string) {
    return this.#read(() => this.#plans.progress(run, portal));
  }

  finishRun(run: RunId, at: Date, outcome: RunOutcome) {
    return this.#write(() => this.#runs.finish(run, timeToText(at), outcome));
  }

  runsSince(since: Date) {
    return this.#read(() => this.#watch.runsSince(timeToText(since)));
  }

  totals() {
    return this.#read(() => this.#watch.totals());
  }

  savePortal(portal: PortalRecord) {
    return this.#write(() => this.#portals.save(portal));
  }

  source(url: string) {
    return this.#guard(() => this.#sources.state(url)); // one statement sees one state by itself
  }

  knownSources(portal: string) {
    return this.#read(() => this.#sources.known(portal));
  }

  latestVersion(report: ReportKey) {
    return this.#read(() => this.#versions.latest(report));
  }

  payload(sha256: PayloadDigest) {
    return this.#guard(() => this.#payloads.read(sha256));
  }

  mediaType(sha256: PayloadDigest) {
    return this.#read(() => this.#payloads.mediaType(sha256));
  }

  recordCapture(input: BareCapture) {
    return this.#write(() => this.#commits.capture(input));
  }

  recordReport(input: ReportCommit) {
    return this.#write(() => this.#commits.report(input));
  }

  standings(portal: string) {
    return this.#read(() => this.#standings.ofPortal(portal));
  }

  strays(portal: string) {
    return this.#read(() => this.#standings.strays(portal));
  }

  standing(report: ReportKey) {
    return this.#read(() => this.#standings.of(report));
  }

  recordContinuation(input: Continuation) {
    return this.#write(() => this.#commits.continuation(input));
  }

  replaceDisagreements(report: ReportKey, findings: readonly Finding[], at: Date) {
    return this.#write(() =>
      this.#atOnce(() => {
        const row = this.#names.latest(report);
        if (row !== null) this.#disagreements.replace(row, findings, timeToText(at));
      }),
    );
  }

  formerNames(report: ReportKey) {
    return this.#read(() => this.#names.former(report));
  }

  recordAbsences(run: RunId, at: Date, absences: readonly Absence[]) {
    return this.#write(() => this.#commits.absences(run, at, absences));
  }

  replaceDerived(report: ReportKey, number: number, content: VersionContent) {
    return this.#write(() => this.#commits.derived(report, number, content));
  }

  async *eachVersion(): AsyncGenerator<StoredVersion> {
    const keys = await this.#read(() => this.#reports.list({}));
    for (const { report, versions } of keys) {
      for (let number = 1; number <= versions; number++) {
        const version = await this.version(report, number);
        if (version !== null) yield version;
      }
    }
  }

  reports(filter: ReportFilter) {
    return this.#read(() => this.#reports.list(filter));
  }

  findReports(agency: string, year?: number, kind?: ReportKind) {
    return this.#read(() => this.#reports.find(agency, year, kind));
  }

  version(report: ReportKey, number: number) {
    return this.#read(() => this.#versions.numbered(report, number));
  }

  versions(report: ReportKey) {
    return this.#read(() => this.#versions.all(report));
  }

  changes(filter: ReportFilter & { readonly run?: RunId }) {
    return this.#read(() => this.#changes.list(filter));
  }

  sources(report: ReportKey) {
    return this.#read(() => {
      const row = this.#captures.reportRow(report);
      return row === null ? [] : this.#captures.sourcesOf(row);
    });
  }

  captures(report: ReportKey) {
    return this.#read(() => {
      const row = this.#captures.reportRow(report);
      return row === null ? [] : this.#captures.ofReport(row);
    });
  }

  unreadSources(portal?: string) {
    return this.#read(() => this.#captures.unread(portal));
  }

  portalRuns(portal: string, count: number) {
    return this.#read(() => this.#runs.ofPortal(portal, count));
  }

  lookedFor(portal: string) {
    return this.#read(() => this.#runs.lookedFor(portal));
  }

  status() {
    return this.#guard(() => this.#status());
  }

  /** Goes through the archive as it is now, on a connection of its own. */
  async *#fromSnapshot<T>(work: (snapshot: Database.Database) => Iterable<T>): AsyncGenerator<T> {
    const snapshot = await this.#guard(() => {
      if (!this.#connection.db.open) throw closedError(this.#connection.path);
      const opened = this.#connection.openSnapshot();
      this.#snapshots.add(opened);
      return opened;
    });
    try {
      yield* work(snapshot);
    } catch (error) {
      throw toArchiveError(error, this.#connection.path);
    } finally {
      snapshot.close();
      this.#snapshots.delete(snapshot);
    }
  }

  openSnapshot(scope: SnapshotScope): Promise<ExportSnapshot> {
    return this.#guard(() => {
      if (!this.#connection.db.open) throw closedError(this.#connection.path);
      const db = this.#connection.openSnapshot();
      try {
        const snapshot: SqliteSnapshot = new SqliteSnapshot(db, this.#connection.path, scope, () => {
          this.#snapshots.delete(snapshot);
        });
        this.#snapshots.add(snapshot);
        return snapshot;
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  /** Closes the file, and connections left open by unfinished exports. May be called twice. */
  close() {
    return this.#guard(async () => {
      if (this.#connection.db.open) this.#group.flush();
      for (const snapshot of [...this.#snapshots]) await snapshot.close();
      this.#connection.db.close();
    });
  }

  /** Gives all statements of a read the same view of the archive. */
  #read<T>(work: () => T): Promise<T> {
    return this.#guard(() => this.#transactions.read(work));
  }

  #write<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#guard(() => {
      if (this.#connection.readOnly) {
        throw new ArchiveError('read_only', 'the archive was opened for reading only', {
          file: this.#connection.path,
        });
      }
      return work();
    });
  }

  #atOnce<T>(work: () => T): T {
    return this.#transactions.write(work);
  }

  async #guard<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toArchiveError(error, this.#connection.path);
    }
  }
}
