/** The reports that a simulated portal publishes: what an office typed in, before it became a page. */
import { defined } from '../../defined.js';
import { NianbaoError } from '../../errors.js';
import type { ReportKind } from '../../report/model.js';
import type { AttachmentOptions } from '../attachments/options.js';
import { type FormEdition, formIndicators } from './form-layout.js';

/** What stands in a cell: a number, the cell's raw text (`/`, `—`, `+3`), or null for an empty cell. */
export type CellValue = number | string | null;

/** By indicator id, one for every indicator of the edition. */
export type SimulatedFigures = Readonly<Record<string, CellValue>>;

/** The CMS families that a portal can be of. */
export const CHANNELS = [
  'hanweb-annual-report',
  'hanweb-jpage',
  'hanweb-xxgk',
  'hanweb-jpaas',
  'truecms',
  'epoint-ewb',
  'gkmlpt',
  'static',
  'browser',
] as const;

/** By which family's module of the portal a report is published: each report has one address. */
export type Channel = (typeof CHANNELS)[number];

/** The prose sections; each string is a paragraph. */
export interface SimulatedProse {
  /** Section 一, its sub headings （一）…（五） included as paragraphs. */
  readonly overview: readonly string[];
  /** Section 五. */
  readonly problems: readonly string[];
  /** Section 六. */
  readonly other: readonly string[];
}

export interface SimulatedReport {
  readonly agency: string;
  /** Other names that titles use for the agency. */
  readonly aliases?: readonly string[];
  /** The portal's opaque code of the agency (Hanweb `area`). */
  readonly agencyCode: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly edition: FormEdition;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly published: string;
  readonly figures: SimulatedFigures;
  /**
   * Indicators whose cell the page lacks altogether (no `<td>`); each must be the last cell of its row, and
   * its figure null. Who reads such a row may well doubt its other cells too.
   */
  readonly absentCells?: readonly string[];
  readonly prose: SimulatedProse;
  /** 浏览次数 on the page. */
  readonly counter: number;
  readonly channel?: Channel;
  /** The file that carries the report, instead of its page or beside it; by default there is none. */
  readonly attachment?: Partial<AttachmentOptions>;
}

/** A misuse of the simulation: an unknown report, indicator or option. */
export class SimulationError extends NianbaoError<'simulation'> {
  constructor(message: string, hint?: string) {
    super('simulation', message, defined({ hint }));
  }
}

/**
 * All figures of an edition, from those that are given; the rest take `fill`.
 * @throws SimulationError when a given indicator is not on the form.
 */
export function completeFigures(
  edition: FormEdition,
  given: SimulatedFigures,
  fill: CellValue | ((indicator: string) => CellValue) = 0,
): SimulatedFigures {
  const indicators = formIndicators(edition);
  assertOnForm(edition, Object.keys(given));
  return Object.fromEntries(
    Array.from(indicators, (indicator) => {
      const value = given[indicator];
      if (value !== undefined) return [indicator, value];
      return [indicator, typeof fill === 'function' ? fill(indicator) : fill];
    }),
  );
}

/**
 * Refuses a report that could not be printed faithfully.
 * @throws SimulationError naming the report and what is wrong with it.
 */
export function assertReport(report: SimulatedReport): void {
  const name = `${report.agency} ${report.year}`;
  assertOnForm(report.edition, Object.keys(report.figures));
  const missing = [...formIndicators(report.edition)].filter(
    (indicator) => report.figures[indicator] === undefined,
  );
  if (missing.length > 0) {
    throw new SimulationError(`${name} lacks figures: ${missing.join(', ')}`, 'use completeFigures');
  }
  for (const indicator of report.absentCells ?? []) {
    if (report.figures[indicator] !== null) {
      throw new SimulationError(`${name}: the absent cell ${indicator} must have the figure null`);
    }
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(report.published)) {
    throw new SimulationError(`${name}: published must be YYYY-MM-DD, not ${report.published}`);
  }
}

function assertOnForm(edition: FormEdition, given: readonly string[]): void {
  const known = formIndicators(edition);
  const unknown = given.filter((indicator) => !known.has(indicator));
  if (unknown.length > 0) {
    throw new SimulationError(`not on the form of ${edition}: ${unknown.join(', ')}`);
  }
}
