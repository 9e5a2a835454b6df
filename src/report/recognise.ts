import type { Block, Document, DocumentIssue } from '../document/model.js';
import { readClaims } from './claims/claims.js';
import type { Edition } from './edition/edition.js';
import { type Identity, readIdentity } from './identity/identity.js';
import { isReportTitle } from './identity/title.js';
import type { Figure, Finding, Report, ReportHints } from './model.js';
import { readNumberedSections } from './sections/numbered-sections.js';
import { readSections, type Sections } from './sections/sections.js';
import { chosenPart, type ReportPart, reportParts } from './several-reports.js';
import { readFigures, recogniseEdition } from './tables/figures.js';
import { labelledRows } from './tables/labelled-rows.js';
import { noTablesFinding, tablesInText } from './tables/missing-tables.js';
import { settleLabels } from './tables/recognised-labels.js';

export interface Recognition {
  readonly report: Report;
  /** Other names by which the sources call the agency. */
  readonly aliases: readonly string[];
  /** What could not be read; the checks come later. */
  readonly findings: readonly Finding[];
}

/** Issues that cost nothing. */
const INFORMATIVE: ReadonlySet<DocumentIssue['code']> = new Set([
  'encoding_mismatch',
  'recognised',
  'span_clipped',
  'several_files',
  'pictures',
]);

/** 国办公开办函〔2019〕60号 brought the form with its tables; before, each organ wrote as it liked. */
const FIRST_YEAR_OF_FORM = 2019;

/** The fewest statutory sections that make a document without tables a report all the same. */
const SECTIONS_OF_A_REPORT = 3;

/**
 * Finds the report in a document: edition, agency, year, sections, figures and claims. Never throws: what is
 * not there, or can't be told, is null and a finding.
 *
 * @param editions the forms to try; at least one
 */
export function recognise(
  document: Document,
  editions: readonly Edition[],
  hints: ReportHints = {},
): Recognition {
  const isScan = document.issues.some(({ code }) => code === 'recognised');
  const parts = reportParts(
    document.blocks,
    (blocks) => recogniseEdition(labelledRows(blocks), editions) !== null,
  );
  const { chosen, findings: several } = choosePart(parts, hints);
  const blocks = chosen?.blocks ?? document.blocks;
  const written = labelledRows(blocks);
  const { rows, findings: misread } = isScan
    ? settleLabels(written, editions)
    : { rows: written, findings: [] };
  const edition = recogniseEdition(rows, editions);
  const newest = [...editions].sort((a, b) => b.years.from - a.years.from)[0];
  const statutory = readSections(blocks, edition ?? newest ?? { sections: [] });
  const identify = ({ sections, start }: Sections): Identity =>
    readIdentity(blocks, start, sections, document.meta, hints);
  const free = edition === null ? ownSections(blocks, identify) : null;
  const { sections } = free ?? statutory;
  const identity = identify(free ?? statutory);
  const reportOn = (form: Edition | null, figures: readonly Figure[]): Report => ({
    title: identity.title,
    agency: identity.agency,
    year: identity.year,
    kind: identity.kind,
    edition: form?.id ?? null,
    published: document.meta.published ?? hints.listing?.published ?? null,
    sections,
    figures,
    claims: form === null ? [] : readClaims(sections, form, identity),
  });
  const lacksTables = edition === null && isReport(reportOn(null, [])) && !isBeforeForm(identity);
  const text = lacksTables ? tablesInText(blocks, editions) : null;
  const form = edition ?? text?.edition ?? null;
  const { figures, findings } = form === null ? { figures: [], findings: [] } : readFigures(rows, form);
  const report = reportOn(form, figures);
  const found = [
    ...document.issues.flatMap(issueFinding),
    ...several,
    ...identityFindings(report, identity),
    ...(lacksTables ? [noTablesFinding(text, document.issues)] : []),
    ...misread,
    ...findings,
  ];
  return { report, aliases: identity.aliases, findings: found };
}

/** Of several reports in one document the one that is meant, and a finding that names them all. */
function choosePart(
  [first, ...others]: readonly ReportPart[],
  hints: ReportHints,
): { readonly chosen: ReportPart | null; readonly findings: readonly Finding[] } {
  if (first === undefined) return { chosen: null, findings: [] };
  const parts = [first, ...others] as const;
  const chosen = chosenPart(parts, hints);
  const titles = parts.map(({ title }) => `「${title}」`).join(', ');
  const message = `the document holds ${parts.length} reports, ${titles}: only 「${chosen.title}」 was read`;
  return { chosen, findings: [{ rule: 'report.several', severity: 'error', indicators: [], message }] };
}

/** The sections of a report on a year before there was a form; null for any other. */
function ownSections(blocks: readonly Block[], identify: (sections: Sections) => Identity): Sections | null {
  const numbered = readNumberedSections(blocks);
  return isBeforeForm(identify(numbered)) && numbered.sections.length > 0 ? numbered : null;
}

function isBeforeForm({ year }: Pick<Report, 'year'>): boolean {
  return year !== null && year < FIRST_YEAR_OF_FORM;
}

/** Neither tables of the form, nor sections, nor a title: some other page; or a notice that encloses the empty form. */
export function isReport(report: Report): boolean {
  if (isEmptyForm(report)) return false;
  return (
    report.edition !== null ||
    report.sections.length >= SECTIONS_OF_A_REPORT ||
    (report.title !== null && isReportTitle(report.title) && report.sections.length > 0)
  );
}

/** A form without one figure, a dash or 无, under no title of a report. */
function isEmptyForm({ edition, title, figures }: Report): boolean {
  const isTitled = title !== null && isReportTitle(title);
  return (
    edition !== null &&
    !isTitled &&
    figures.some(({ reason }) => reason === 'blank') &&
    figures.every(({ reason }) => reason === 'blank' || reason === 'absent')
  );
}

function identityFindings(report: Report, { contradictedBy, otherYears }: Identity): Finding[] {
  if (!isReport(report)) {
    const message = 'neither the tables nor the sections of the statutory form were found';
    return [{ rule: 'report.not_a_report', severity: 'error', indicators: [], message }];
  }
  const findings: Finding[] = [];
  if (report.agency === null) {
    const message = 'no title, listing or sentence names the agency for sure';
    findings.push({ rule: 'report.agency_unresolved', severity: 'error', indicators: [], message });
  }
  if (contradictedBy !== null) {
    const message = `the listing names ${contradictedBy}, the report ${report.agency}`;
    findings.push({ rule: 'report.agency_conflict', severity: 'warning', indicators: [], message });
  }
  if (report.year === null) {
    const message = 'no title, listing or sentence gives the report year for sure';
    findings.push({ rule: 'report.year_unresolved', severity: 'error', indicators: [], message });
  }
  if (report.year !== null && otherYears.length > 0) {
    const others = otherYears.map(({ year, where }) => `${where} says ${year}`).join(', ');
    const message = `the report is filed under ${report.year}, but ${others}`;
    findings.push({ rule: 'report.year_conflict', severity: 'warning', indicators: [], message });
  }
  if (report.edition === null && isBeforeForm(report)) {
    const message = `the report is on ${report.year}: the form with its tables came with ${FIRST_YEAR_OF_FORM}; ${report.sections.length} sections are kept, no figures are extracted`;
    findings.push({ rule: 'form.before_2019', severity: 'info', indicators: [], message });
  }
  return findings;
}

function issueFinding(issue: DocumentIssue): Finding[] {
  const severity = INFORMATIVE.has(issue.code) ? 'info' : 'warning';
  return [{ rule: `document.${issue.code}`, severity, indicators: [], message: issue.message }];
}
