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
  'renamed',
  'withdrawn',
  'restored',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
const ABSENCE_REASONS = ['gone', 'no_report', 'other_report'] as const;
/**
 * Why a source does not show a report that it showed.
 * - gone: the address is missing
 * - no_report: it answers, and holds no report
 * - other_report: it holds another report
 */
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
/** Why a night counts as an absence: `still_listed` where it answers without the report and a list names it yet, which says that it moved if another source shows it, and withdraws nothing. */
export type NightReason = AbsenceReason | 'still_listed';
export const MOVE_REASONS = [...ABSENCE_REASONS, 'unlisted'] as const;
/** Why another source became the main one: an absence, or no list names the one before any more. */
export type MoveReason = (typeof MOVE_REASONS)[number];
export type SourceKind = 'page' | 'attachment' | 'file';

export interface ReportFilter {
  readonly portal?: string;
  readonly region?: string;
  readonly agency?: string;
  readonly year?: number;
  readonly kind?: ReportKind;
}
