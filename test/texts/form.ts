/** The tables of the form with a report's figures. */
import { FORM_LAYOUTS, type LayoutTable } from '../../src/simulation/reports/form-layout.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { Random } from '../formats/chance.js';
import { type Filling, filled } from './fill.js';
import { alsoSay, type Says } from './says.js';
import { type ColumnKind, type TextCell, type TextTable, textCell } from './table.js';

/** The tables of the report's edition; what each cell says is added to `says`. */
export function formTables(
  report: SimulatedReport,
  filling: Filling,
  random: Random,
  says: Says,
): TextTable[] {
  return FORM_LAYOUTS[report.edition].map((form) => formTable(form, report, filling, random, says));
}

function formTable(
  form: LayoutTable,
  report: SimulatedReport,
  filling: Filling,
  random: Random,
  says: Says,
): TextTable {
  const rows = form.rows.map((row, at) => {
    const isHead = form.id === 'proactive' ? !row.some((cell) => 'indicator' in cell) : at < form.headingRows;
    return row.map((cell): TextCell => {
      if ('label' in cell) {
        const text = cell.label.replaceAll('\n', '');
        return textCell(text, isHead ? 'head' : 'label', cell.columnSpan, cell.rowSpan);
      }
      const { indicator, columnSpan } = cell;
      const { text, stated } = filled(indicator, report.figures[indicator] ?? null, filling, random);
      alsoSay(says, indicator, stated);
      return { text, rowSpan: 1, columnSpan, indicator, role: 'figure' };
    });
  });
  const headRows = form.id === 'proactive' ? 0 : form.headingRows;
  return { id: form.id, columns: columnKinds(form), headRows, rows };
}

const LABELS: Readonly<Record<LayoutTable['id'], readonly ColumnKind[]>> = {
  proactive: ['label'],
  requests: ['group', 'part', 'label'],
  disputes: [],
};

const columnKinds = ({ id, columns }: LayoutTable): ColumnKind[] =>
  Array.from({ length: columns }, (_, at) => LABELS[id][at] ?? 'figure');
