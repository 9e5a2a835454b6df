import type { BlocksTable, ColumnGroupsTable, Edition, MatrixTable, RowSpec } from '../report/edition.js';
import { indicatorId } from '../report/edition.js';
import type { Figure } from '../report/model.js';
import { type PrintedCell, ruledTable } from './table.js';

type FigureMap = ReadonlyMap<string, Figure>;

/** The statutory tables as the form draws them. `mark` may decorate a cell (an indicator that changed, say). */
export function drawForm(edition: Edition, figures: readonly Figure[]): string {
  const byId = new Map(figures.map((f) => [f.indicator, f]));
  return edition.tables
    .map((table) => {
      const section = edition.sections.find((s) => s.number === table.section);
      const drawn =
        table.layout === 'blocks'
          ? drawBlocks(table, byId)
          : table.layout === 'matrix'
            ? drawMatrix(table, byId)
            : drawColumnGroups(table, byId);
      return `${'一二三四五六'.charAt(table.section - 1)}、${section?.zh ?? table.zh}\n${drawn}`;
    })
    .join('\n\n');
}

/** A figure as people read it: the number; what the source has instead of one; 「?」 where it can't be told. */
export function showFigure(figure: Figure | undefined): string {
  if (figure === undefined) return '';
  if (figure.value !== null) return String(figure.value);
  return figure.reason === 'absent' || figure.reason === 'unreadable' ? '?' : (figure.raw ?? '').trim();
}

function value(figures: FigureMap, table: string, row: string, column: string): PrintedCell {
  return { content: showFigure(figures.get(indicatorId(table, row, column))), hAlign: 'right' };
}

function drawBlocks(table: BlocksTable, figures: FigureMap): string {
  const width = Math.max(...table.blocks.map((b) => b.columns.length));
  const rows = table.blocks.flatMap((block): PrintedCell[][] => {
    const spans = (cells: PrintedCell[]): PrintedCell[] => {
      const last = cells.at(-1);
      const spare = width - cells.length + 1;
      if (last === undefined || spare <= 1) return cells;
      return [
        ...cells.slice(0, -1),
        { ...(typeof last === 'string' ? { content: last } : last), colSpan: spare },
      ];
    };
    return [
      [{ content: block.heading.zh, colSpan: width + 1, hAlign: 'center' }],
      [table.headings[0]?.zh ?? '', ...spans(block.columns.map((c) => c.zh))],
      ...block.rows.map((row) => [
        row.zh,
        ...spans(block.columns.map((c) => value(figures, table.id, row.id, c.id))),
      ]),
    ];
  });
  return ruledTable(rows, [24, ...Array.from({ length: width }, () => 16)]);
}

const LABEL_WIDTHS = [10, 12, 34] as const;

function drawMatrix(table: MatrixTable, figures: FigureMap): string {
  const head: PrintedCell[] = [
    { content: '', colSpan: LABEL_WIDTHS.length },
    ...table.columns.map((c) => c.zh),
  ];
  const rows = table.rows.map((row, i): PrintedCell[] => [
    ...labels(row, table.rows[i - 1], table.rows),
    ...table.columns.map((c) => value(figures, table.id, row.id, c.id)),
  ]);
  return ruledTable([head, ...rows], [...LABEL_WIDTHS, ...table.columns.map(() => 8)]);
}

/** The label cells of a row: its groups where they begin, then its own label over what is left. */
function labels(row: RowSpec, above: RowSpec | undefined, all: readonly RowSpec[]): PrintedCell[] {
  const begun = row.groups.flatMap((group, depth): PrintedCell[] =>
    above?.groups[depth] === group
      ? []
      : [{ content: group.zh, rowSpan: all.filter((r) => r.groups[depth] === group).length }],
  );
  return [...begun, { content: row.zh, colSpan: LABEL_WIDTHS.length - row.groups.length }];
}

function drawColumnGroups(table: ColumnGroupsTable, figures: FigureMap): string {
  const groups = table.rows.map(
    (g): PrintedCell => ({ content: g.zh, colSpan: table.columns.length, hAlign: 'center' }),
  );
  const heads = table.rows.flatMap(() => table.columns.map((c) => c.zh));
  const values = table.rows.flatMap((g) => table.columns.map((c) => value(figures, table.id, g.id, c.id)));
  return ruledTable(
    [groups, heads, values],
    heads.map(() => 4),
  );
}
