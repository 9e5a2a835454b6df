/**
 * What an export reads: the archive at one moment, table by table, in blocks of columns. Blocks rather than objects,
 * because a year has millions of figures.
 */
import type { CrossResult } from './cross-year.js';
import type { ReportFilter, ReportKey } from './kinds.js';
import type { StoredVersion } from './reports.js';
import type { RunOutcome } from './runs.js';

/** Null is «nothing said», never 0 and never an empty text. */
export type Cell = string | number | null;

/** A column of a block: its cells, or one cell that stands in every row. */
export type BlockColumn = Cell | readonly Cell[];

/** Some rows of a table, by column, in the order of the table's columns. */
export interface RowBlock {
  readonly rows: number;
  readonly columns: readonly BlockColumn[];
}

export interface SnapshotScope {
  /** Report years; null for all. */
  readonly years: readonly number[] | null;
  /** Only what the archive knew by then; null for what it knows now. */
  readonly asOf: Date | null;
}

const KEY = ['region', 'agency', 'year', 'kind'] as const;
const SOURCE = ['url', 'payload_sha256'] as const;

/**
 * The columns of each table of a snapshot, in the order of its blocks. `reports` goes on with a column for every
 * indicator of the archive, in the order of `ExportSnapshot.indicators`.
 */
export const SNAPSHOT_COLUMNS = {
  reports: [
    ...KEY,
    'version',
    'edition',
    'title',
    'published',
    'portal',
    ...SOURCE,
    'content_sha256',
    'figures_sha256',
    'extractor',
    'first_seen',
    'last_seen',
    'withdrawn_at',
    'errors',
    'warnings',
  ],
  figures: [...KEY, 'version', 'indicator', 'value', 'null_reason', 'raw', 'page', 'table', 'row', 'column'],
  sections: [...KEY, 'version', 'section', 'heading', 'text', ...SOURCE],
  findings: [
    ...KEY,
    'version',
    'fingerprint',
    'rule',
    'severity',
    'indicators',
    'message',
    'scope',
    'review',
    'review_note',
    ...SOURCE,
  ],
  changes: [
    ...KEY,
    'change_id',
    'at',
    'kind_of_change',
    'from_version',
    'to_version',
    ...SOURCE,
    'from_payload_sha256',
    'moved_from',
    'reason',
    'former_agency',
    'former_year',
    'indicator',
    'before',
    'before_null_reason',
    'before_raw',
    'after',
    'after_null_reason',
    'after_raw',
    'sections',
  ],
  agencies: ['region', 'agency', 'aliases', 'portals', 'reports', 'first_year', 'last_year'],
  portals: ['portal', 'name', 'region', 'base_url', 'agencies', 'reports'],
} as const;
export type SnapshotTable = keyof typeof SNAPSHOT_COLUMNS;

/** What measures are computed from: one report's figures, those of the year before the scope's first included. */
export interface ReportFigures {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: string;
  readonly edition: string | null;
  readonly portal: string | null;
  readonly version: number;
  /** False for a report that is read only because the next year's measures look back at it. */
  readonly inScope: boolean;
  /** Was it withdrawn by then? */
  readonly isWithdrawn: boolean;
  /** In the order of the indicators asked for; null where the cell has no number, or the edition no such cell. */
  readonly values: readonly (number | null)[];
  /** Why a figure is null, by indicator; none for what the edition does not have. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Which state of the archive a snapshot shows. */
export interface ArchiveHead {
  /** The last run that had ended; null where none had. */
  readonly run: {
    readonly id: number;
    readonly startedAt: Date;
    readonly endedAt: Date;
    readonly outcome: RunOutcome;
  } | null;
  /** The time of the archive's last capture or change; null for an empty one. */
  readonly latest: Date | null;
  /** Reports in the scope, and their years. */
  readonly reports: number;
  readonly years: readonly number[];
  /** In the whole archive, by then. */
  readonly versions: number;
  readonly captures: number;
  readonly changes: number;
  /** SHA-256 over every report in the scope: its version, digests, extractor and withdrawal. */
  readonly digest: string;
}

/**
 * The archive at one moment, unmoved by what is written meanwhile. Reports come by region, agency, year and kind,
 * and everything of a report in that order. Derived data (figures, sections, findings) are those of the archive's
 * latest derivation, also where the scope looks back.
 */
export interface ExportSnapshot {
  readonly head: ArchiveHead;
  /** Every indicator the archive has, in the order of the form. */
  readonly indicators: readonly string[];
  rows(table: SnapshotTable): AsyncIterable<RowBlock>;
  /** How many figures `rows('figures')` hands out. */
  countFigures(): Promise<number>;
  /** By region, agency, kind and year. */
  reportFigures(indicators: readonly string[]): AsyncIterable<ReportFigures>;
  /** The report's version of that moment; null where it had none, or is outside the scope. */
  version(report: ReportKey): Promise<StoredVersion | null>;
  /** The reports of that moment, in the scope or a year before it, in the order of the snapshot. */
  reportsOf(filter: ReportFilter): Promise<readonly ReportKey[]>;
  /**
   * Takes what was found among the reports of an earlier moment, before any rows are handed out: what the archive has
   * was found among those of today.
   */
  judge(results: readonly CrossResult[]): Promise<void>;
  close(): Promise<void>;
}
