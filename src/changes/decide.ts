import type {
  ChangeInput,
  ReportKey,
  SourceKind,
  StoredVersion,
  VersionContent,
} from '../../storage/contract/archive.js';
import type { Finding } from '../report/model.js';
import { tight } from '../text/tight.js';
import { changedCells, compareVersions } from './compare.js';

/** A state of a report that a source shows now, and what the archive has of that report. */
export interface Observation {
  readonly url: string;
  readonly kind: SourceKind;
  /** Portal id; null for a file. */
  readonly portal: string | null;
  /** Has this source shown this report before? */
  readonly isKnownSource: boolean;
  readonly after: VersionContent;
  /** The report's latest version; null where the archive has none. */
  readonly latest: Pick<StoredVersion, 'source' | 'portal'> | null;
  /** The latest version's content as today's extractor reads it. */
  readonly before: VersionContent | null;
  /** Is that address of the same portal still published? */
  readonly isListed: (url: string) => boolean;
}

export interface Decision {
  readonly newVersion: boolean;
  readonly changes: readonly ChangeInput[];
  /** For the latest version, where no new one is made. */
  readonly extraFindings: readonly Finding[];
}

/**
 * What an observation means for its report. A second address that is published beside the first never revises
 * it: where the two differ, that is a finding. Once the first is gone, the second continues the report.
 */
export function decide(seen: Observation): Decision {
  const { latest, before, after } = seen;
  if (latest === null || before === null) return made([bare('first_seen')]);
  if (isUnread(after) && !(isUnread(before) && latest.source === seen.url))
    return kept([], beside(before, after, seen.url));
  if (isUnread(before) && !isUnread(after)) return made([bare('text_revised')]);
  const change = compareVersions(before, after);
  const isOther = latest.source !== seen.url && seen.kind !== 'file' && latest.portal !== null;
  // what one portal lists says nothing of another's addresses
  const firstLives = isOther && (latest.portal !== seen.portal || seen.isListed(latest.source));
  const moved = isOther && !firstLives && !seen.isKnownSource ? [bare('moved', latest.source)] : [];
  if (change.kind === 'cosmetic') return kept(seen.isKnownSource ? [change] : moved);
  if (!firstLives) return made([...moved, change]);
  return kept([], beside(before, after, seen.url));
}

/** The findings from comparing a second published source with the report's latest version. */
export function beside(latest: VersionContent, second: VersionContent, url: string): readonly Finding[] {
  if (isUnread(second)) return second.findings.filter(isNoReader);
  return saySame(compareVersions(latest, second)) ? [] : [disagreement(latest, second, url)];
}

/**
 * Do two sources of one report say the same? What they have around it is their own affair, and so are the lines by which
 * a page names its files.
 */
function saySame({ cells, sections }: ChangeInput): boolean {
  const bare = (text: string | null) => text && tight(text.replace(/^\s*附件\s*\d*\s*[:：].*$/gmu, ''));
  return cells.length === 0 && sections.every(({ before, after }) => bare(before) === bare(after));
}

/**
 * No reader could read it, so it says nothing of what the report says: it makes the first version where there is none,
 * and any readable source goes before it.
 */
function isUnread(content: VersionContent): boolean {
  return content.findings.some(isNoReader);
}

function isNoReader(finding: Finding): boolean {
  return finding.rule === 'document.no_reader';
}

function made(changes: readonly ChangeInput[]): Decision {
  return { newVersion: true, changes, extraFindings: [] };
}

function kept(changes: readonly ChangeInput[], extraFindings: readonly Finding[] = []): Decision {
  return { newVersion: false, changes, extraFindings };
}

/** A change without cells or sections. */
export function bare(kind: ChangeInput['kind'], movedFrom: string | null = null): ChangeInput {
  return { kind, cells: [], sections: [], movedFrom };
}

const SHOWN_CELLS = 5;

/** Two addresses that are both published give different contents: no change, but somebody should know. */
function disagreement(before: VersionContent, after: VersionContent, url: string): Finding {
  const cells = changedCells(before, after);
  const shown = cells
    .slice(0, SHOWN_CELLS)
    .map((c) => `${c.indicator} ${c.before.value ?? c.before.reason} / ${c.after.value ?? c.after.reason}`);
  const count = cells.length === 1 ? '1 cell differs' : `${cells.length} cells differ`;
  const what = cells.length === 0 ? 'their texts differ' : `${count}: ${shown.join(', ')}`;
  return {
    rule: 'report.sources_disagree',
    severity: 'warning',
    indicators: cells.map((c) => c.indicator),
    message: `${url} publishes the same report too, but ${what}`,
  };
}

export function sameReport(a: ReportKey | null, b: ReportKey): boolean {
  return (
    a !== null && a.region === b.region && a.agency === b.agency && a.year === b.year && a.kind === b.kind
  );
}
