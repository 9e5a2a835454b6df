import { fileURLToPath } from 'node:url';
import type { Document } from '../../src/document/model.js';
import { readTextual } from '../../src/document/textual.js';
import type { Edition } from '../../src/report/edition/edition.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { Figure, Finding, ReportHints } from '../../src/report/model.js';
import { type Recognition, recognise } from '../../src/report/recognise.js';
import { renderReportPage } from '../../src/simulation/pages/render.js';
import type { PasteStyle } from '../../src/simulation/pages/render-table.js';
import { FORM_LAYOUTS, type FormEdition } from '../../src/simulation/reports/form-layout.js';
import type { SimulatedFigures, SimulatedReport } from '../../src/simulation/reports/report-data.js';

export const EDITIONS = loadEditions(fileURLToPath(new URL('../../config/', import.meta.url)));

export function edition(id: string): Edition {
  const found = EDITIONS.all.find((e) => e.id === id);
  if (found === undefined) throw new Error(`no edition ${id}`);
  return found;
}

export function recogniseText(text: string, hints: ReportHints = {}): Recognition {
  return recognise(documentOf(text), EDITIONS.all, hints);
}

export function documentOf(text: string): Document {
  return readTextual(new TextEncoder().encode(text));
}

const SITE = { siteName: '中国平湖', declaredCharset: 'UTF-8', today: '2024-03-05', navigation: [] };

/** The report's page as a portal shows it. */
export function pageOf(report: SimulatedReport, paste: PasteStyle = 'wps'): string {
  const around = { columnName: '年度报告', counter: 12, related: [] };
  return renderReportPage(SITE, { container: 'zoom', paste }, report, around);
}

/** A cell as a page writes it: text, and spans where they are not 1. */
export type HtmlCell = string | number | readonly [text: string | number, columns: number, rows?: number];

/** A table as HTML, row by row. */
export function table(rows: readonly (readonly HtmlCell[])[]): string {
  const cell = (source: HtmlCell): string => {
    const [text, columns = 1, rowSpan = 1] = typeof source === 'object' ? source : [source];
    return `<td colspan="${columns}" rowspan="${rowSpan}">${text}</td>`;
  };
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

/** A page around some tables that no reader takes for prose. */
export function article(...parts: readonly string[]): string {
  return `<!doctype html><html><body><h1>甲市乙局2023年政府信息公开工作年度报告</h1>${parts.join('')}</body></html>`;
}

/** A statutory table of the simulation's layout as HTML cells; `value` gives each figure's text. */
export function formTable(
  form: FormEdition,
  id: 'proactive' | 'requests' | 'disputes',
  value: (indicator: string) => string | number,
): HtmlCell[][] {
  const layout = FORM_LAYOUTS[form].find((t) => t.id === id);
  return (layout?.rows ?? []).map((row) =>
    row.map(
      (cell): HtmlCell =>
        'label' in cell
          ? [cell.label.replaceAll('\n', '<br>'), cell.columnSpan, cell.rowSpan]
          : [value(cell.indicator), cell.columnSpan],
    ),
  );
}

export type FigureMap = ReadonlyMap<string, Figure>;

export function figuresOf(recognition: Recognition): FigureMap {
  return new Map(recognition.report.figures.map((figure) => [figure.indicator, figure]));
}

/** Each figure's value, or the reason that it has none. */
export function valuesOf(recognition: Recognition): Record<string, number | string> {
  return Object.fromEntries(recognition.report.figures.map((f) => [f.indicator, f.value ?? f.reason]));
}

/** What the simulated report states, as `valuesOf` shows it; only numbers and blanks. */
export function stated(figures: SimulatedFigures): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(figures).map(([id, value]) => [id, value === null ? 'blank' : Number(value)]),
  );
}

/** The findings by rule, of severity error and warning. */
export function serious(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity !== 'info');
}

export const APPLICANTS = [
  'natural_person',
  'business',
  'research',
  'nonprofit',
  'legal_service',
  'other_org',
  'total',
];

/** A number for every indicator, all different: what lands in a wrong place shows. */
export function numbers(): (indicator: string) => number {
  const given = new Map<string, number>();
  return (indicator) => {
    const value = given.get(indicator) ?? given.size + 101;
    given.set(indicator, value);
    return value;
  };
}

/** The figures of one row of table 3, as read from an article. */
export function rowOf(id: string, ...parts: readonly string[]): (number | string | null | undefined)[] {
  const figures = figuresOf(recogniseText(article(...parts)));
  return APPLICANTS.map((applicant) => {
    const figure = figures.get(`requests.${id}.${applicant}`);
    return figure?.value ?? figure?.reason;
  });
}

export const HEADER: HtmlCell[] = [
  '项目',
  '自然人',
  '商业企业',
  '科研机构',
  '社会公益组织',
  '法律服务机构',
  '其他',
  '总计',
];
export const NEW = '一、本年新收政府信息公开申请数量';
export const CARRIED_IN = '二、上年结转政府信息公开申请数量';
export const OTHER_ROWS: HtmlCell[][] = [
  [CARRIED_IN, 0, 0, 0, 0, 0, 0, 0],
  ['四、结转下年度继续办理', 0, 0, 0, 0, 0, 0, 0],
];
