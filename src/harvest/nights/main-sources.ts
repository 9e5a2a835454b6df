import type {
  Archive,
  ChangeInput,
  ChangeKind,
  MoveReason,
  SourceOfReport,
  SourceState,
  Standing,
  StoredVersion,
  VersionContent,
} from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import { bare, continuation, disagreements, sameReport } from '../../changes/decide.js';
import { successor } from '../../changes/main-source.js';
import type { Sighting } from '../../changes/presence.js';
import type { Finding } from '../../report/model.js';
import { contentOf } from '../derive/derive.js';
import type { Deriver } from '../derive/deriver.js';
import { type AgenciesOf, judgeStored } from '../derive/stored-payload.js';
import type { SourceBook } from './source-book.js';

/** What the end of a portal's night knows. */
export interface MainSourcesInput {
  readonly run: RunId;
  readonly at: Date;
  readonly portal: string;
  readonly years: readonly number[];
  readonly book: SourceBook;
  /** Separate nights after which an address that is still listed counts as gone. */
  readonly nights: number;
  readonly sightingOf: (source: SourceState) => Sighting;
}

interface Reading {
  readonly archive: Archive;
  readonly deriver: Deriver;
  readonly agenciesOf: AgenciesOf;
}

/**
 * Decides at the end of a portal's night which source stands for each of its reports. Where the main source is gone, is
 * listed no more or holds the report no more, another one that is still there goes on with it, with a version of its own
 * where it says something else. Where the main source stays, a finding says which other sources disagree with it today.
 *
 * @returns the changes that were recorded
 */
export async function settleMainSources(
  input: MainSourcesInput,
  reading: Reading,
): Promise<readonly ChangeKind[]> {
  const changes: ChangeKind[] = [];
  for (const standing of await reading.archive.standings(input.portal)) {
    if (!input.years.includes(standing.report.year)) continue;
    changes.push(...(await settle(standing, input, reading)));
  }
  return changes;
}

async function settle(
  standing: Standing,
  input: MainSourcesInput,
  reading: Reading,
): Promise<readonly ChangeKind[]> {
  const { main, report } = standing;
  const others = standing.sources.filter(({ url, kind }) => url !== main.url && kind !== 'file');
  const isHere = sameReport(main.report, report);
  const leaves = isHere ? whyLeft(main, input) : 'other_report';
  const holding = others.filter((other) => other.holdsReport && other.payload !== null);
  const candidates = holding.map((other) => ({
    url: other.url,
    isShown: isShown(other, input),
    isPublished:
      other.portal !== input.portal || input.book.isPublished(other.url, other.absentNights.length),
  }));
  const next = successor({ leaves, isShown: isHere && isShown(main, input) }, candidates);
  const source = holding.find(({ url }) => url === next?.url);
  const changes =
    source === undefined || leaves === null ? [] : await goOn(standing, source, leaves, input, reading);
  const now = changes.length === 0 ? standing : await reading.archive.standing(report);
  const stands = leaves === null || changes.length > 0;
  if (now !== null) await settleDisagreements(now, stands, input, reading);
  return changes;
}

/** Why the main source can't stand for its report any more; null where it can. */
function whyLeft(
  main: SourceState,
  { portal, book, nights, sightingOf }: MainSourcesInput,
): MoveReason | null {
  if (main.kind === 'file') return null;
  if (!main.holdsReport) return 'no_report';
  // what one portal lists says nothing of another's addresses
  if (main.portal !== portal) return null;
  const isGone = main.absentNights.length >= nights;
  if (!isGone && book.isPublished(main.url, main.absentNights.length)) return null;
  const sighting = sightingOf(main);
  return sighting === 'gone' ? 'gone' : sighting === 'silent' ? 'no_report' : isGone ? 'gone' : 'unlisted';
}

function isShown(source: SourceState, { portal, sightingOf }: MainSourcesInput): boolean {
  if (source.portal === portal) return sightingOf(source) === 'found';
  return source.lastSeen !== null && source.absentNights.length === 0;
}

async function goOn(
  { report, main }: Standing,
  source: SourceOfReport,
  reason: MoveReason,
  { run, at: settledAt }: MainSourcesInput,
  reading: Reading,
): Promise<readonly ChangeKind[]> {
  const latest = await reading.archive.latestVersion(report);
  if (latest === null) return [];
  // never before the exchange that showed it
  const at = source.lastSeen !== null && source.lastSeen > settledAt ? source.lastSeen : settledAt;
  const moved: ChangeInput = { ...bare('moved', main.url), reason };
  const read = source.agrees ? null : await contentOfSource(source, latest, reading);
  if (!source.agrees && read === null) return [];
  const decision =
    read === null
      ? { newVersion: false, changes: [moved] }
      : continuation(await today(latest, reading), read, moved);
  await reading.archive.recordContinuation({
    report,
    run,
    at,
    url: source.url,
    basedOn: latest.number,
    version: decision.newVersion ? read : null,
    changes: decision.changes,
  });
  return decision.changes.map(({ kind }) => kind);
}

/**
 * A finding for each source that is published beside the main one, and says something else today.
 * @param stands may the main source stand for the report?
 */
async function settleDisagreements(
  { report, disagrees, main, sources }: Standing,
  stands: boolean,
  input: MainSourcesInput,
  reading: Reading,
): Promise<void> {
  const doubtful = sources.filter(
    (one) => stands && one.url !== main.url && !one.agrees && isThere(one, input),
  );
  if (doubtful.length === 0 && !disagrees) return;
  await reading.archive.replaceDisagreements(
    report,
    await disagreementsOf(report, doubtful, reading),
    input.at,
  );
}

/**
 * Is it still published: listed and not gone for good, or a page that is still there although no list names it? A file
 * that no page leads to any more is not, even where its address still answers. One that was handed over never goes.
 */
function isThere(source: SourceOfReport, input: MainSourcesInput): boolean {
  const { url, kind, holdsReport, payload, absentNights } = source;
  if (!holdsReport || payload === null) return false;
  if (kind === 'file') return true;
  if (source.portal !== input.portal || kind === 'page') {
    if (isShown(source, input)) return true;
  }
  const isHere = source.portal === input.portal;
  return isHere && absentNights.length < input.nights && input.book.isPublished(url, absentNights.length);
}

/** The findings against a report's latest version of those of its sources that say something else. */
async function disagreementsOf(
  report: Standing['report'],
  others: readonly SourceOfReport[],
  reading: Reading,
): Promise<readonly Finding[]> {
  const latest = others.length === 0 ? null : await reading.archive.latestVersion(report);
  if (latest === null) return [];
  const before = await today(latest, reading);
  const findings: Finding[] = [];
  for (const other of others) {
    const content = await contentOfSource(other, latest, reading);
    if (content !== null) findings.push(...disagreements(before, content, other.url));
  }
  return findings;
}

/** What a source's stored payload says of the report; null where it says nothing of it. */
async function contentOfSource(
  source: SourceOfReport,
  { report }: StoredVersion,
  reading: Reading,
): Promise<VersionContent | null> {
  if (source.payload === null) return null;
  const judged = await judgeStored(source.payload, source, source.portal, reading);
  if ('reason' in judged) return null;
  const { agency, year, kind } = judged.report;
  const isSame = agency === report.agency && year === report.year && kind === report.kind;
  return isSame ? contentOf(judged.derived) : null;
}

/** The latest version as today's extractor reads it: a better extractor is no disagreement. */
async function today(latest: StoredVersion, reading: Reading): Promise<VersionContent> {
  const source = await reading.archive.source(latest.source);
  if (source === null) return latest;
  const judged = await judgeStored(latest.digests.payload, source, latest.portal, reading);
  return 'reason' in judged ? latest : contentOf(judged.derived);
}
