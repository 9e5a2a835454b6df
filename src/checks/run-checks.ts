import type { Edition } from '../report/edition/edition.js';
import type { Report } from '../report/model.js';
import { cells } from './cells.js';
import type { Check, CheckResult } from './check.js';
import { deadline } from './deadline.js';
import { editionYear, sectionEmpty, sectionMissing } from './form.js';
import { narrative } from './narrative.js';
import { sums } from './sums.js';

/** Every check that needs one report. A new check is one entry here. */
export const CHECKS: readonly Check[] = [
  sums,
  cells,
  editionYear,
  sectionMissing,
  sectionEmpty,
  narrative,
  deadline,
];

/** Runs every check on a report, in the order of CHECKS. */
export function runChecks(report: Report, editions: readonly Edition[]): readonly CheckResult[] {
  const figures = new Map(report.figures.map((f) => [f.indicator, f]));
  const edition = editions.find((e) => e.id === report.edition) ?? null;
  const context = { report, edition, editions, figure: (id: string) => figures.get(id) };
  return CHECKS.flatMap((check) => check.run(context));
}
