/** A report as plain text, the way it comes out of a word processor: a cell a line, rows parted by empty lines. */
import { FORM_LAYOUTS, type LayoutTable } from '../reports/form-layout.js';
import type { SimulatedReport } from '../reports/report-data.js';
import { reportSections } from '../reports/report-sections.js';

/** The whole report; `remark` is a last line, '' for none. */
export function reportText(report: SimulatedReport, remark: string): string {
  const tables = FORM_LAYOUTS[report.edition];
  const sections = reportSections(report).flatMap(({ heading, paragraphs, table }) => [
    heading,
    ...paragraphs,
    ...tables.filter(({ id }) => id === table).map((layout) => tableText(layout, report)),
  ]);
  return [report.title, ...sections, ...(remark === '' ? [] : [remark])].join('\n\n');
}

function tableText(layout: LayoutTable, report: SimulatedReport): string {
  const rows = layout.rows.map((row) =>
    row.map((cell) => {
      const text = 'label' in cell ? cell.label : String(report.figures[cell.indicator] ?? '');
      return `\t${text}`;
    }),
  );
  return rows.map((cells) => cells.join('\n')).join('\n\n');
}
