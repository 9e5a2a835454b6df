import type { Cell, ExportSnapshot, ReportFigures } from '../../storage/contract/archive.js';
import {
  computeMeasures,
  MEASURE_NULLS,
  type MeasuredReport,
  type MeasureResult,
  type PortalMeasureResult,
  PortalMeasures,
} from '../measures/compute.js';
import type { Measures } from '../measures/measures.js';
import type { Table } from './table.js';

export const MEASURES: Table = {
  name: 'measures',
  zh: '每份报告（或每个网站）每项派生指标一行',
  en: 'One row a derived measure of a report, or of a portal and year',
  columns: [
    {
      name: 'level',
      type: 'text',
      zh: 'agency：一份报告；portal：一个网站一个年度的全部本机关报告',
      en: 'agency: of one report; portal: of all own reports of a portal and year',
      values: ['agency', 'portal'],
    },
    { name: 'portal', type: 'text', zh: '网站的代号', en: "the portal's name" },
    { name: 'region', type: 'text', zh: '地区；level 为 portal 时为空', en: 'region; null for level portal' },
    {
      name: 'agency',
      type: 'text',
      zh: '公开主体；level 为 portal 时为空',
      en: 'agency; null for level portal',
    },
    { name: 'year', type: 'integer', zh: '报告年度', en: 'report year' },
    {
      name: 'kind',
      type: 'text',
      zh: 'own 或 aggregate',
      en: 'own or aggregate',
      values: ['own', 'aggregate'],
    },
    {
      name: 'measure',
      type: 'text',
      zh: '派生指标，见 measure_definitions 表',
      en: 'measure, see measure_definitions',
    },
    {
      name: 'value',
      type: 'number',
      zh: '值，单位见 measure_definitions 表',
      en: "value, in the measure's unit",
    },
    { name: 'numerator', type: 'number', zh: '被除数', en: 'what was divided' },
    { name: 'denominator', type: 'number', zh: '除数', en: 'by what' },
    {
      name: 'null_reason',
      type: 'text',
      zh: '值为空的原因',
      en: 'why the value is null',
      values: MEASURE_NULLS,
    },
    { name: 'missing', type: 'text', zh: '缺少的组成部分及原因', en: 'which parts are missing, and why' },
    {
      name: 'blanks',
      type: 'text',
      zh: '无数字而按 0 计的组成部分，以「; 」分隔',
      en: 'parts without a number that were counted as 0, joined by "; "',
    },
    {
      name: 'agencies',
      type: 'integer',
      zh: '计入的机关数（level 为 portal）',
      en: 'agencies counted, of level portal',
    },
    {
      name: 'left_out',
      type: 'integer',
      zh: '因缺少数值而未计入的机关数（level 为 portal）',
      en: 'agencies left out because a part of theirs is missing, of level portal',
    },
    {
      name: 'withdrawn',
      type: 'integer',
      zh: '计入的机关中报告已撤下的机关数（level 为 portal）',
      en: 'agencies counted whose report is withdrawn, of level portal',
    },
  ],
  key: [],
  report: [],
};

/** The measures of every report in the snapshot's scope, then those of its portals. */
export async function* measureRows(snapshot: ExportSnapshot, measures: Measures): AsyncGenerator<Cell[]> {
  const known = new Set(snapshot.indicators);
  const needed = measures.indicators.filter((id) => known.has(id));
  const places = new Map(needed.map((id, index) => [id, index]));
  const portals = new PortalTallies(measures);
  let before: { readonly row: ReportFigures; readonly report: MeasuredReport } | null = null;
  for await (const row of snapshot.reportFigures(needed)) {
    const report = measured(row, places);
    if (row.inScope) {
      const previous = before !== null && isYearBefore(before.row, row) ? before.report : null;
      for (const result of computeMeasures(measures, report, previous)) yield agencyRow(row, result);
      if (row.kind === 'own' && row.portal !== null) portals.add(row, row.portal, report);
    }
    before = { row, report };
  }
  for (const { portal, year, results } of portals.results()) {
    for (const result of results) yield portalRow(portal, year, result);
  }
}

function measured(row: ReportFigures, places: ReadonlyMap<string, number>): MeasuredReport {
  return {
    edition: row.edition,
    figure(indicator) {
      const place = places.get(indicator);
      const value = place === undefined ? null : (row.values[place] ?? null);
      return { value, reason: value === null ? (row.reasons[indicator] ?? null) : null };
    },
  };
}

function isYearBefore(before: ReportFigures, row: ReportFigures): boolean {
  return (
    before.year === row.year - 1 &&
    before.agency === row.agency &&
    before.region === row.region &&
    before.kind === row.kind
  );
}

class PortalTallies {
  readonly #tallies = new Map<string, { portal: string; year: number; measures: PortalMeasures }>();

  constructor(private readonly measures: Measures) {}

  add({ year, isWithdrawn }: ReportFigures, portal: string, report: MeasuredReport): void {
    const key = `${portal} ${year}`;
    const tally = this.#tallies.get(key) ?? { portal, year, measures: new PortalMeasures(this.measures) };
    tally.measures.add(report, isWithdrawn);
    this.#tallies.set(key, tally);
  }

  results(): { portal: string; year: number; results: readonly PortalMeasureResult[] }[] {
    return [...this.#tallies.values()]
      .sort((a, b) => (a.portal < b.portal ? -1 : a.portal > b.portal ? 1 : a.year - b.year))
      .map(({ portal, year, measures }) => ({ portal, year, results: measures.results() }));
  }
}

function resultCells({
  measure,
  value,
  numerator,
  denominator,
  reason,
  detail,
  blanks,
}: MeasureResult): Cell[] {
  const named = blanks.length === 0 ? null : blanks.join('; ');
  return [measure.id, value, numerator, denominator, reason, detail, named];
}

function agencyRow(row: ReportFigures, result: MeasureResult): Cell[] {
  const key = [row.portal, row.region, row.agency, row.year, row.kind];
  return ['agency', ...key, ...resultCells(result), null, null, null];
}

function portalRow(portal: string, year: number, result: PortalMeasureResult): Cell[] {
  const { agencies, leftOut, withdrawn } = result;
  return ['portal', portal, null, null, year, 'own', ...resultCells(result), agencies, leftOut, withdrawn];
}

export const MEASURE_DEFINITIONS: Table = {
  name: 'measure_definitions',
  zh: '每项派生指标一行：名称、单位、公式',
  en: 'One row a derived measure: label, unit, formula',
  columns: [
    { name: 'measure', type: 'text', zh: '派生指标', en: 'measure' },
    { name: 'label_zh', type: 'text', zh: '名称', en: 'label in Chinese' },
    { name: 'label_en', type: 'text', zh: '英文名称', en: 'label in English' },
    {
      name: 'level',
      type: 'text',
      zh: 'agency 或 portal',
      en: 'agency or portal',
      values: ['agency', 'portal'],
    },
    { name: 'unit', type: 'text', zh: '单位；ratio 为比值（1 即 100%）', en: 'unit; ratio: 1 is 100 %' },
    { name: 'editions', type: 'text', zh: '适用的格式版本', en: 'editions of the form it exists for' },
    { name: 'formula', type: 'text', zh: '公式', en: 'formula' },
    { name: 'note_zh', type: 'text', zh: '说明', en: 'what it says, in Chinese' },
    { name: 'note_en', type: 'text', zh: '英文说明', en: 'what it says, in English' },
  ],
  key: ['measure'],
  report: [],
};

/** The rows of the table of definitions. */
export function definitionRows({ all }: Measures): Cell[][] {
  return all.map((measure) => [
    measure.id,
    measure.zh,
    measure.en,
    measure.level,
    measure.unit,
    [...measure.text.keys()].sort().join(' '),
    editionsFormula(measure.text),
    measure.note_zh,
    measure.note_en,
  ]);
}

/** The formula, or where editions differ each with its own. */
export function editionsFormula(text: ReadonlyMap<string, string>): string {
  const [first, ...others] = [...new Set(text.values())];
  if (others.length === 0) return first ?? '';
  return [...text].map(([edition, formula]) => `${edition}: ${formula}`).join('; ');
}
