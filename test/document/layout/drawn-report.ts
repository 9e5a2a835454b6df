import type { Content } from '../../../src/document/model.js';
import { DEFAULT_LIMITS, type Document, type Table } from '../../../src/document/model.js';
import { recognise } from '../../../src/report/recognise.js';
import { generateReports } from '../../../src/simulation/reports/generate.js';
import type { CellValue, SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { EDITIONS } from '../../report/helpers.js';

export const LIMITS = DEFAULT_LIMITS;

function documentOf({ meta, blocks, issues }: Content): Document {
  return { format: 'text', encoding: 'utf-8', meta, blocks, issues };
}

export function tablesOf({ blocks }: Pick<Content, 'blocks'>): Table[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
}

export function linesOf({ blocks }: Pick<Content, 'blocks'>): string[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
}

export function report(year: 2020 | 2023, seed = 5): SimulatedReport {
  const [generated] = generateReports({ seed, agencies: 1, years: [year] });
  if (generated === undefined) throw new Error('no report');
  return generated;
}

/** Cells as offices fill them in, wherever they stand: blanks, dashes, full-width digits, thousands. */
const WRITTEN: readonly CellValue[] = [null, '/', '—', '无', '１２', '1,137', '０', 23, 456, 0];

/** The report with cells of every kind, all different where they stand. */
export function written(base: SimulatedReport): SimulatedReport {
  const figures = Object.fromEntries(
    Object.keys(base.figures).map((indicator, i) => {
      const value =
        indicator.endsWith('amount') || indicator.endsWith('change') ? base.figures[indicator] : undefined;
      return [indicator, value ?? WRITTEN[(i * 7) % WRITTEN.length] ?? null];
    }),
  );
  return { ...base, figures };
}

/** What the form says of a cell: its value, or why it has none. */
function meaning(value: CellValue): number | string {
  if (value === null || value === '') return 'blank';
  const text = String(value).normalize('NFKC').replaceAll(',', '');
  if (text === '/' || text === '—') return 'dash';
  if (text === '无') return 'none';
  return Number(text);
}

/** The figures that came out otherwise than the report has them, as `indicator: wanted, got`. */
export function wrongFigures(content: Content, { figures }: SimulatedReport): string[] {
  const read = recognise(documentOf(content), EDITIONS.all).report.figures;
  const got = new Map(read.map((figure) => [figure.indicator, figure.value ?? figure.reason]));
  return Object.entries(figures).flatMap(([indicator, value]) => {
    const wanted = meaning(value);
    return got.get(indicator) === wanted ? [] : [`${indicator}: ${wanted}, ${got.get(indicator)}`];
  });
}

/** Figures that are stated, and are not what the report has: what must never be. */
export function inventedFigures(content: Content, { figures }: SimulatedReport): string[] {
  const read = recognise(documentOf(content), EDITIONS.all).report.figures;
  return read.flatMap(({ indicator, value }) =>
    value === null || value === meaning(figures[indicator] ?? null) ? [] : [`${indicator}: ${value}`],
  );
}
