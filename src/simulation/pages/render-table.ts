/** The tables of the form as pages carry them: pasted from WPS or Word, with spans and inline styles. */
import type { LayoutCell, LayoutTable } from '../reports/form-layout.js';
import { type CellValue, type SimulatedReport, SimulationError } from '../reports/report-data.js';
import { escapeHtml } from './html.js';

/** Whose markup the office pasted into the editor of its CMS. */
export type PasteStyle = 'wps' | 'word' | 'plain';

interface Markup {
  readonly table: string;
  /** The attributes of a cell, after its spans: of labels and of figures. */
  readonly labelCell: string;
  readonly figureCell: string;
  readonly before: string;
  readonly after: string;
  /** What an empty cell holds. */
  readonly empty: string;
}

const MARKUP: Readonly<Record<PasteStyle, Markup>> = {
  wps: {
    table:
      '<table border="1" cellspacing="0" style="border-collapse:collapse;width:100%;border:none;mso-table-layout-alt:fixed"><tbody>',
    labelCell: ' valign="center" style="padding:0 5px;border:1px solid #000"',
    figureCell: ' valign="center"',
    before: '<p align="center"><span>',
    after: '</span></p>',
    empty: '&nbsp;',
  },
  word: {
    table: '<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" align="center"><tbody>',
    labelCell: ' style="border:solid windowtext 1.0pt;padding:0cm 5.4pt"',
    figureCell: ' style="border:solid windowtext 1.0pt"',
    before: '<p class="MsoNormal"><span lang="EN-US" style="font-size:10.5pt">',
    after: '<o:p></o:p></span></p>',
    empty: '<br/>',
  },
  plain: {
    table: '<table border="1" width="100%"><tbody>',
    labelCell: ' align="center"',
    figureCell: ' align="center"',
    before: '',
    after: '',
    empty: '',
  },
};

/** Blanks that editors leave around numbers; which one a cell gets depends on its place alone. */
const BLANKS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['', ''],
  ['&nbsp;', ''],
  ['', ' '],
  ['', ''],
  [' ', '&nbsp;'],
];

/**
 * One table of the form with the report's figures.
 * @throws SimulationError when a cell is to be left out that is not the last of its row.
 */
export function renderTable(layout: LayoutTable, report: SimulatedReport, style: PasteStyle): string {
  const markup = MARKUP[style];
  const absent = new Set(report.absentCells ?? []);
  const rows = layout.rows.map((row, rowIndex) => {
    const cells = row.filter((cell, index) => {
      if (!('indicator' in cell) || !absent.has(cell.indicator)) return true;
      if (index === row.length - 1) return false;
      throw new SimulationError(`only the last cell of a row can be absent, not ${cell.indicator}`);
    });
    const html = cells.map((cell, index) => renderCell(cell, report, markup, rowIndex + index));
    return `<tr>${html.join('')}</tr>`;
  });
  return `${markup.table}\n${rows.join('\n')}\n</tbody></table>`;
}

function renderCell(cell: LayoutCell, report: SimulatedReport, markup: Markup, place: number): string {
  const figure = 'indicator' in cell;
  const attributes = figure
    ? `${spans(1, cell.columnSpan)}${markup.figureCell}`
    : `${spans(cell.rowSpan, cell.columnSpan)}${markup.labelCell}`;
  const content = figure
    ? cellContent(report.figures[cell.indicator] ?? null, markup, place)
    : escapeHtml(cell.label).replaceAll('\n', '<br/>');
  return `<td${attributes}>${markup.before}${content}${markup.after}</td>`;
}

function cellContent(value: CellValue, markup: Markup, place: number): string {
  if (value === null || value === '') return markup.empty;
  const [before, after] = BLANKS[place % BLANKS.length] ?? ['', ''];
  return `${before}${escapeHtml(String(value))}${after}`;
}

function spans(rows: number, columns: number): string {
  return `${rows > 1 ? ` rowspan="${rows}"` : ''}${columns > 1 ? ` colspan="${columns}"` : ''}`;
}
