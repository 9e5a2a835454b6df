/** The words that all records of the archive share: what names a report, and what kinds there are. */
import type { ReportKind } from '../../src/report/model.js';

/** The identity of a report. `region` is a GB/T 2260 code or '' where unknown; agencies are unique in a region. */
export interface ReportKey {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
}

export const CAPTURE_OUTCOMES = ['new', 'unchanged', 'not_modified', 'missing', 'blocked', 'failed'] as const;
export type CaptureOutcome = (typeof CAPTURE_OUTCOMES)[number];
export const CHANGE_KINDS = [
  'first_seen',
  'figures_revised',
  'text_revised',
  'cosmetic',
  'moved',
  'withdrawn',
  'restored',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export type SourceKind = 'page' | 'attachment' | 'file';

export interface ReportFilter {
  readonly portal?: string;
  readonly region?: string;
  readonly agency?: string;
  readonly year?: number;
  readonly kind?: ReportKind;
}
