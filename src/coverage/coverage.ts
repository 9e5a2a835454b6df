/** The ledger of coverage: which reports a portal's agencies must publish, and the state of each. */
import type { ReportSummary } from '../../storage/contract/archive.js';
import { deadlineOf } from '../checks/deadline.js';
import type { PortalConfig, TableAgency } from '../config/portal/portal.js';
import { codesOf, existsIn } from '../divisions/divisions.js';
import type { ReportKind } from '../report/model.js';
import { shanghaiDay } from '../text/dates.js';

/**
 * What became of a report that is expected. The first that fits:
 * - withdrawn: it was published, and is gone
 * - unreadable: it is there, or listed, and none of its figures can be read, though the form is in force for its year
 * - late: it is there, and its earliest date of publication is after the deadline
 * - undated: it is there, and nothing says when it was published; the archive saw it first after the deadline
 * - published: it is there, and was in time
 * - not_due: it is not there, and the deadline is not over
 * - unknown: it is not there, and no harvest has looked for it since the deadline
 * - missing: it is not there, and was looked for after the deadline
 */
export const COVERAGE_STATES = [
  'published',
  'late',
  'undated',
  'unreadable',
  'withdrawn',
  'missing',
  'unknown',
  'not_due',
] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** One report that is expected, or that is there all the same. */
export interface CoverageCell {
  readonly portal: string;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly state: CoverageState;
  /** Who says that it is expected: the portal's table of agencies, or what the archive has of it. */
  readonly basis: 'table' | 'archive';
  /** The last day in time, YYYY-MM-DD. */
  readonly deadline: string;
  /** The earliest date of publication that a version gives, YYYY-MM-DD; null where none does. */
  readonly published: string | null;
  /** The day, in China, on which the archive first had it, YYYY-MM-DD; null where it has not. */
  readonly firstSeen: string | null;
  /** Where it was read, or could not be read; null where there is nothing. */
  readonly url: string | null;
  /** What is to be known of the state, one line; null where it says all. */
  readonly reason: string | null;
}

/** A report of the archive. `published` is the earliest date that one of its versions gives. */
export type KnownReport = Pick<
  ReportSummary,
  'report' | 'portal' | 'source' | 'published' | 'firstSeen' | 'withdrawnAt' | 'goneSince' | 'edition'
>;

/** Entries of the lists without a report: the agency, as the listing says, and the reason. */
export interface UnreadReport {
  readonly agency: string;
  readonly year: number;
  readonly url: string;
  readonly reason: string;
}

export interface CoverageInput {
  readonly portal: Pick<PortalConfig, 'id' | 'region' | 'agencies'>;
  /** Report years, ascending. */
  readonly years: readonly number[];
  /** Those of the portal, and others of its region, also under codes that the region had before. */
  readonly reports: readonly KnownReport[];
  readonly unread: readonly UnreadReport[];
  /** When the question is asked: decides what is due. */
  readonly at: Date;
  /** When a harvest last asked the portal for the year; undefined for never. */
  readonly lookedAt: (year: number) => Date | undefined;
  /** Is an edition of the form in force for the year? Before the first, reports have no figures to read. */
  readonly hasForm: (year: number) => boolean;
}

interface Expected {
  readonly agency: string;
  /** The agency's names, its own first. */
  readonly names: readonly string[];
  readonly year: number;
  readonly kind: ReportKind;
  readonly basis: CoverageCell['basis'];
}

/**
 * The ledger of one portal, by agency, year and kind. Expected are the agencies of its table, in their years and in those
 * of its division; without a table, those that the archive knows from the portal, from their first report on. Reports of others are in the ledger
 * too, and never missing.
 */
export function coverage(input: CoverageInput): readonly CoverageCell[] {
  const { portal, years } = input;
  const isTable = portal.agencies.length > 0;
  const owed = isTable ? fromTable(portal.agencies, years) : fromArchive(input);
  // who reports on a year does so after its end
  const expected = owed.filter(({ year }) => existsIn(portal.region, year));
  const reportOf = reportIndex(input);
  const found = new Set<KnownReport>();
  const cells = expected.map((one) => {
    const report = reportOf(one, one.kind);
    if (report === undefined) return absent(one, reportOf(one, otherKind(one.kind)), input);
    found.add(report);
    return present(one, report, input);
  });
  const others = input.reports
    .filter((known) => known.portal === portal.id && years.includes(known.report.year) && !found.has(known))
    .map((known) => {
      const { agency, year, kind } = known.report;
      return present({ agency, names: [agency], year, kind, basis: 'archive' }, known, input);
    });
  return [...cells, ...others].sort(byAgency);
}

function fromTable(agencies: readonly TableAgency[], years: readonly number[]): readonly Expected[] {
  return agencies.flatMap(({ name, aliases, since = 0, until = Number.POSITIVE_INFINITY, kinds = ['own'] }) =>
    years
      .filter((year) => year >= since && year <= until)
      .flatMap((year) =>
        kinds.map(
          (kind): Expected => ({ agency: name, names: [name, ...aliases], year, kind, basis: 'table' }),
        ),
      ),
  );
}

function fromArchive({ portal, years, reports }: CoverageInput): readonly Expected[] {
  const first = new Map<string, Pick<Expected, 'agency' | 'kind' | 'year'>>();
  for (const { report, portal: of } of reports) {
    if (of !== portal.id) continue;
    const key = JSON.stringify([report.agency, report.kind]);
    if (report.year < (first.get(key)?.year ?? Number.POSITIVE_INFINITY)) first.set(key, report);
  }
  return [...first.values()].flatMap(({ agency, kind, year: since }) =>
    years
      .filter((year) => year >= since)
      .map((year): Expected => ({ agency, names: [agency], year, kind, basis: 'archive' })),
  );
}

type ReportIndex = (expected: Expected, kind: ReportKind) => KnownReport | undefined;

/** Finds reports by any name of an agency; what the portal itself published goes before others of its region. */
function reportIndex({ portal, reports }: CoverageInput): ReportIndex {
  const keyOf = (agency: string, year: number, kind: ReportKind) => JSON.stringify([agency, year, kind]);
  const index = new Map<string, KnownReport>();
  const regions = new Set(codesOf(portal.region));
  for (const known of reports) {
    const { agency, year, kind, region } = known.report;
    const key = keyOf(agency, year, kind);
    if (known.portal === portal.id || (regions.has(region) && !index.has(key))) index.set(key, known);
  }
  return ({ names, year }, kind) => {
    for (const name of names) {
      const known = index.get(keyOf(name, year, kind));
      if (known !== undefined) return known;
    }
    return undefined;
  };
}

function otherKind(kind: ReportKind): ReportKind {
  return kind === 'own' ? 'aggregate' : 'own';
}

function cellOf({ agency, year, kind, basis }: Expected, { portal }: CoverageInput) {
  const deadline = deadlineOf(year, kind);
  return { portal: portal.id, region: portal.region, agency, year, kind, basis, deadline };
}

/** @param other the agency's report of the other kind, for the same year */
function absent(expected: Expected, other: KnownReport | undefined, input: CoverageInput): CoverageCell {
  const base = { ...cellOf(expected, input), published: null, firstSeen: null };
  const { names, year } = expected;
  const lookedAt = input.lookedAt(year);
  const unread = input.unread.find((one) => one.year === year && names.includes(one.agency));
  if (unread !== undefined) return { ...base, state: 'unreadable', url: unread.url, reason: unread.reason };
  if (shanghaiDay(input.at) <= base.deadline) return { ...base, state: 'not_due', url: null, reason: null };
  if (lookedAt === undefined || shanghaiDay(lookedAt) <= base.deadline) {
    const last = lookedAt === undefined ? 'never' : `last on ${shanghaiDay(lookedAt)}`;
    return { ...base, state: 'unknown', url: null, reason: `${last} looked for` };
  }
  const reason =
    other === undefined
      ? null
      : `there is its ${other.report.kind} report: does the portal's table give its \`kinds\`?`;
  return { ...base, state: 'missing', url: null, reason };
}

function present(expected: Expected, known: KnownReport, input: CoverageInput): CoverageCell {
  const cell = {
    ...cellOf(expected, input),
    published: known.published,
    firstSeen: shanghaiDay(known.firstSeen),
    url: known.source,
  };
  if (known.withdrawnAt !== null)
    return { ...cell, state: 'withdrawn', reason: withdrawalOf(known, known.withdrawnAt) };
  if (known.edition === null && input.hasForm(expected.year))
    return { ...cell, state: 'unreadable', reason: 'no figure of it could be read' };
  return { ...cell, ...timeliness(cell) };
}

/** The first night on which it was missing, and the day on which its withdrawal was recorded. */
function withdrawalOf({ goneSince }: KnownReport, withdrawnAt: Date): string {
  const recorded = `recorded on ${shanghaiDay(withdrawnAt)}`;
  return goneSince === null ? `gone, ${recorded}` : `gone since the night of ${goneSince}, ${recorded}`;
}

/** What was there by the deadline is in time, whatever date a later version gives. */
function timeliness({
  deadline,
  published,
  firstSeen,
}: Pick<CoverageCell, 'deadline' | 'published'> & { readonly firstSeen: string }): Pick<
  CoverageCell,
  'state' | 'reason'
> {
  if (firstSeen <= deadline) return { state: 'published', reason: null };
  if (published === null)
    return { state: 'undated', reason: `nothing says when it was published; first seen on ${firstSeen}` };
  if (published <= deadline) return { state: 'published', reason: null };
  return { state: 'late', reason: `published on ${published}, due by ${deadline}` };
}

function byAgency(a: CoverageCell, b: CoverageCell): number {
  if (a.agency !== b.agency) return a.agency < b.agency ? -1 : 1;
  return a.year - b.year || (a.kind === b.kind ? 0 : a.kind === 'own' ? -1 : 1);
}
