import type { ChangeInput, ReportKey, SourceKind, VersionContent } from '../../storage/contract/archive.js';
import type { Finding } from '../report/model.js';
import { tight } from '../text/tight.js';
import { changedCells, compareVersions } from './compare.js';

/** A state of a report that a source shows now, and what the archive has of that report. */
export interface Observation {
  readonly url: string;
  readonly kind: SourceKind;
  /** Has this source shown this report before? */
  readonly isKnownSource: boolean;
  readonly after: VersionContent;
  /** The latest version's content as today's extractor reads it; null where the archive has no such report. */
  readonly before: VersionContent | null;
  /** The source that stands for the report; null where the archive has no such report. */
  readonly main: MainSource | null;
}

interface MainSource {
  readonly url: string;
  readonly kind: SourceKind;
  /** Is the report withdrawn, so that whoever shows it goes on with it at once? */
  readonly isWithdrawn: boolean;
}

export interface Decision {
  readonly newVersion: boolean;
  readonly changes: readonly ChangeInput[];
  /** For the latest version, where no new one is made. */
  readonly extraFindings: readonly Finding[];
  /** Does the source say what the report's latest version says, a new one included? */
  readonly agrees: boolean;
  /** Does the source stand for the report from now on? */
  readonly becomesMain: boolean;
}

/**
 * What an observation means for its report. Only its main source revises it; what another source says is judged at
 * the end of the night, when it is known which of them are still published (see main-source.ts).
 */
export function decide(seen: Observation): Decision {
  const { main, before, after } = seen;
  if (main === null || before === null) return made([bare('first_seen')]);
  const isMain = main.url === seen.url;
  if (isUnread(after) && !(isUnread(before) && isMain)) return beside(after.findings.filter(isNoReader));
  if (isUnread(before) && !isUnread(after)) return made([bare('text_revised')]);
  const change = compareVersions(before, after);
  // a file that was handed over stands for a report until somebody publishes it, and beside no published source
  const isVacant = main.isWithdrawn || main.kind === 'file';
  const goesOn = !isMain && isVacant;
  const isMove = goesOn && seen.kind !== 'file' && main.kind !== 'file' && !seen.isKnownSource;
  const moved = isMove ? [bare('moved', main.url)] : [];
  if (isMain || goesOn) {
    if (change.kind !== 'cosmetic') return made([...moved, change]);
    return kept(seen.isKnownSource ? [change] : moved, goesOn);
  }
  if (change.kind === 'cosmetic') return kept(seen.isKnownSource ? [change] : [], false);
  if (saySame(change)) return kept([], false);
  // no night would come by a file
  return beside(seen.kind === 'file' ? [disagreement(before, after, seen.url)] : []);
}

/** The findings from comparing a second published source with the report's latest version. */
export function disagreements(
  latest: VersionContent,
  second: VersionContent,
  url: string,
): readonly Finding[] {
  if (isUnread(latest) || isUnread(second)) return [];
  return saySame(compareVersions(latest, second)) ? [] : [disagreement(latest, second, url)];
}

/**
 * What goes on with a report when another source takes the place of its main one.
 *
 * @param before the latest version's content
 * @param after what the other source says
 */
export function continuation(
  before: VersionContent,
  after: VersionContent,
  moved: ChangeInput,
): Pick<Decision, 'newVersion' | 'changes'> {
  const change = isUnread(before) && !isUnread(after) ? bare('text_revised') : compareVersions(before, after);
  const isSame =
    isUnread(after) || (change.kind !== 'text_revised' ? change.kind === 'cosmetic' : saySame(change));
  return isSame ? { newVersion: false, changes: [moved] } : { newVersion: true, changes: [moved, change] };
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
  return { newVersion: true, changes, extraFindings: [], agrees: true, becomesMain: true };
}

/** The source says what the latest version says. */
function kept(changes: readonly ChangeInput[], becomesMain: boolean): Decision {
  return { newVersion: false, changes, extraFindings: [], agrees: true, becomesMain };
}

/** The source says something else, or nothing that could be read. */
function beside(extraFindings: readonly Finding[]): Decision {
  return { newVersion: false, changes: [], extraFindings, agrees: false, becomesMain: false };
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
