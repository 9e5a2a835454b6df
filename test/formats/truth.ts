/** What a printed report states, and how what was read of it compares. */
import { findingsOf } from '../../src/checks/check.js';
import { runChecks } from '../../src/checks/run-checks.js';
import type { Document } from '../../src/document/model.js';
import type { Editions } from '../../src/report/edition/editions.js';
import type { NullReason } from '../../src/report/model.js';
import { recognise } from '../../src/report/recognise.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { Layout, Nothing } from './layouts.js';
import type { PrintedReport } from './printed.js';

/** What a cell states: a number, or why it states none; `owed` where it is to be no number, whatever the reason, and a finding. */
type Stated = number | NullReason | 'owed';

/** By indicator. */
export type Truth = Readonly<Record<string, Stated>>;

const REASONS: Readonly<Record<Exclude<Nothing, '0'>, NullReason>> = {
  '': 'blank',
  '/': 'dash',
  '—': 'dash',
  无: 'none',
};

/** @param printed where cells may state something else than the report does */
export function truthOf({ figures }: SimulatedReport, { nothing }: Layout, printed?: PrintedReport): Truth {
  const cells = printed?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : [])) ?? [];
  const others = new Map(cells.map(({ indicator, states }) => [indicator, states]));
  return Object.fromEntries(
    Object.entries(figures).map(([indicator, value]): [string, Stated] => {
      const other = others.get(indicator);
      if (other !== undefined) return [indicator, other];
      if (value === null) return [indicator, 'blank'];
      return [indicator, value === 0 && nothing !== '0' ? REASONS[nothing] : Number(value)];
    }),
  );
}

/** Counts of indicators. */
export interface Score {
  readonly cells: number;
  readonly right: number;
  /** No figure, and a finding names it. */
  readonly flagged: readonly string[];
  /** A figure, or the statement that the cell is empty, which the source does not make. */
  readonly wrong: readonly string[];
  /** No figure, and no finding says so. */
  readonly unflagged: readonly string[];
  /** Statutory sections found, of six. */
  readonly sections: number;
}

/**
 * Recognises a report in a document and compares every figure with the truth. A cell that is read as empty
 * (`blank`, `dash`, `none`) where the source says a number is as wrong as another number.
 */
export function score(document: Document, truth: Truth, editions: Editions): Score {
  const { report, noticed } = recognised(document, editions);
  const read = new Map(report.figures.map((figure) => [figure.indicator, figure.value ?? figure.reason]));
  const wrong: string[] = [];
  const unflagged: string[] = [];
  let right = 0;
  const flagged: string[] = [];
  for (const [indicator, stated] of Object.entries(truth)) {
    const found = read.get(indicator) ?? 'absent';
    const isOwed = stated === 'owed' && typeof found === 'string' && noticed(indicator);
    if (found === stated || isOwed) right += 1;
    else if (found !== 'absent' && found !== 'unreadable') {
      wrong.push(`${indicator}: ${stated} was read as ${found}`);
    } else if (noticed(indicator)) flagged.push(indicator);
    else unflagged.push(indicator);
  }
  const cells = Object.keys(truth).length;
  return { cells, right, flagged, wrong, unflagged, sections: report.sections.length };
}

/** Wrong figures, as `score` words them, that no finding names. */
export function unnoticed(document: Document, truth: Truth, editions: Editions): string[] {
  const { report, noticed } = recognised(document, editions);
  return report.figures.flatMap(({ indicator, value }) => {
    const stated = truth[indicator];
    if (value === null || value === stated || noticed(indicator)) return [];
    return [`${indicator}: ${stated ?? 'nothing'} was read as ${value}`];
  });
}

/** The report, and whether a finding names an indicator, or says that there are no tables to read it from. */
export function recognised(document: Document, editions: Editions) {
  const { report, findings } = recognise(document, editions.all);
  const checks = findingsOf(runChecks(report, editions.all));
  const named = new Set([...findings, ...checks].flatMap(({ indicators }) => indicators));
  const noTables = findings.some(({ rule }) => rule === 'report.not_a_report' || rule === 'form.no_tables');
  return { report, noticed: (indicator: string): boolean => noTables || named.has(indicator) };
}
