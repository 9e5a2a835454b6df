import type { ChangeRecord, ReportKey, StoredVersion } from '../../storage/contract.js';
import type { CatalogueEntry } from '../report/editions.js';

/** A value of an exported cell; null is an empty CSV cell and a JSON null, never 0. */
export type ExportValue = string | number | null;
export type ExportRow = readonly ExportValue[];

/** One file of a dataset: its columns, declared once, and the rows that a report brings to it. */
export interface ExportTable {
  readonly name: string;
  readonly columns: readonly string[];
  rows(version: StoredVersion): Iterable<ExportRow>;
}

const KEY = ['region', 'agency', 'year', 'kind'] as const;

function keyOf(report: ReportKey): ExportValue[] {
  return [report.region, report.agency, report.year, report.kind];
}

/** One row a report: its latest version, where it came from, and every indicator as a column. */
export function reportsTable(indicators: readonly CatalogueEntry[]): ExportTable {
  const own = [
    'version',
    'edition',
    'title',
    'published',
    'portal',
    'url',
    'payload_sha256',
    'content_sha256',
    'figures_sha256',
    'extractor',
    'first_seen',
    'last_seen',
    'withdrawn_at',
    'errors',
    'warnings',
  ];
  return {
    name: 'reports',
    columns: [...KEY, ...own, ...indicators.map((i) => i.id)],
    rows(version) {
      const figures = new Map(version.figures.map((f) => [f.indicator, f.value]));
      const count = (severity: string): number =>
        version.findings.filter((f) => f.severity === severity).length;
      return [
        [
          ...keyOf(version.report),
          version.number,
          version.edition,
          version.title,
          version.published,
          version.portal,
          version.source,
          version.digests.payload,
          version.digests.content,
          version.digests.figures,
          version.revision,
          version.firstSeen.toISOString(),
          version.lastSeen.toISOString(),
          version.withdrawnAt?.toISOString() ?? null,
          count('error'),
          count('warning'),
          ...indicators.map((i) => figures.get(i.id) ?? null),
        ],
      ];
    },
  };
}

/** One row a figure: value, or the reason for none; the raw text and where it stood. */
export const figuresTable: ExportTable = {
  name: 'figures',
  columns: [...KEY, 'version', 'indicator', 'value', 'null_reason', 'raw', 'page', 'table', 'row', 'column'],
  *rows(version) {
    for (const f of version.figures) {
      const place = [
        f.locator?.page ?? null,
        f.locator?.table ?? null,
        f.locator?.row ?? null,
        f.locator?.column ?? null,
      ];
      yield [...keyOf(version.report), version.number, f.indicator, f.value, f.reason, f.raw, ...place];
    }
  },
};

export const findingsTable: ExportTable = {
  name: 'findings',
  columns: [...KEY, 'version', 'rule', 'severity', 'indicators', 'message'],
  *rows(version) {
    for (const f of version.findings) {
      yield [...keyOf(version.report), version.number, f.rule, f.severity, f.indicators.join(' '), f.message];
    }
  },
};

/** Columns of the file of changes: a row for each changed cell, or one for a change without cells. */
export const CHANGE_COLUMNS = [
  ...KEY,
  'at',
  'kind_of_change',
  'from_version',
  'to_version',
  'url',
  'moved_from',
  'indicator',
  'before',
  'before_null_reason',
  'after',
  'after_null_reason',
  'sections',
] as const;

export function* changeRows(change: ChangeRecord): Iterable<ExportRow> {
  const base = [
    ...keyOf(change.report),
    change.at.toISOString(),
    change.kind,
    change.fromVersion,
    change.toVersion,
    change.source,
    change.movedFrom,
  ];
  const sections = change.sections.map((s) => s.section).join(' ');
  if (change.cells.length === 0) yield [...base, null, null, null, null, null, sections];
  for (const { indicator, before, after } of change.cells) {
    yield [...base, indicator, before.value, before.reason, after.value, after.reason, sections];
  }
}

export const INDICATOR_COLUMNS = ['indicator', 'label_zh', 'label_en', 'unit', 'editions'] as const;

export function indicatorRow(indicator: CatalogueEntry): ExportRow {
  return [indicator.id, indicator.zh, indicator.en, indicator.unit, indicator.editions.join(' ')];
}
