import type {
  BlocksTable,
  ColumnGroupsTable,
  Edition,
  MatrixTable,
  RowSpec,
} from '../../report/edition/edition.js';
import { indicatorId } from '../../report/edition/edition.js';
import type { Figure } from '../../report/model.js';
import { type PlacedCell, ruledTable } from '../table.js';

type FigureMap = ReadonlyMap<string, Figure>;

/** The statutory tables as the form draws them. */
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
function showFigure(figure: Figure | undefined): string {
  if (figure === undefined) return '';
  if (figure.value !== null) return String(figure.value);
  return figure.reason === 'absent' || figure.reason === 'unreadable' ? '?' : (figure.raw ?? '').trim();
}

function value(figures: FigureMap, at: number, table: string, row: string, column: string): PlacedCell {
  return { at, content: showFigure(figures.get(indicatorId(table, row, column))), hAlign: 'right' };
}

const BLOCK_WIDTHS = { label: 24, value: 16 } as const;

function drawBlocks(table: BlocksTable, figures: FigureMap): string {
  const width = Math.max(...table.blocks.map((b) => b.columns.length));
  const rows = table.blocks.flatMap((block): PlacedCell[][] => {
    const last = block.columns.length - 1;
    const spread = (i: number): { colSpan?: number } => (i === last ? { colSpan: width - last } : {});
    return [
      [{ at: 0, content: block.heading.zh, colSpan: width + 1, hAlign: 'center' }],
      [
        { at: 0, content: table.headings[0]?.zh ?? '' },
        ...block.columns.map((c, i) => ({ at: i + 1, content: c.zh, ...spread(i) })),
      ],
      ...block.rows.map((row) => [
        { at: 0, content: row.zh },
        ...block.columns.map((c, i) => ({ ...value(figures, i + 1, table.id, row.id, c.id), ...spread(i) })),
      ]),
    ];
  });
  return ruledTable(rows, [BLOCK_WIDTHS.label, ...Array.from({ length: width }, () => BLOCK_WIDTHS.value)]);
}

const LABEL_WIDTHS = [8, 12, 34] as const;
const APPLICANT_WIDTH = 6;

function drawMatrix(table: MatrixTable, figures: FigureMap): string {
  const first = LABEL_WIDTHS.length;
  const head: PlacedCell[] = [
    { at: 0, content: '', colSpan: first },
    ...table.columns.map((c, i) => ({ at: first + i, content: c.zh })),
  ];
  const rows = table.rows.map((row, i): PlacedCell[] => [
    ...labels(row, table.rows[i - 1], table.rows),
    ...table.columns.map((c, k) => value(figures, first + k, table.id, row.id, c.id)),
  ]);
  return ruledTable([head, ...rows], [...LABEL_WIDTHS, ...table.columns.map(() => APPLICANT_WIDTH)]);
}

/** The label cells of a row: its groups where they begin, then its own label over what is left. */
function labels(row: RowSpec, above: RowSpec | undefined, all: readonly RowSpec[]): PlacedCell[] {
  const begun = row.groups.flatMap((group, depth): PlacedCell[] =>
    above?.groups[depth] === group
      ? []
      : [{ at: depth, content: group.zh, rowSpan: all.filter((r) => r.groups[depth] === group).length }],
  );
  const depth = row.groups.length;
  return [...begun, { at: depth, content: row.zh, colSpan: LABEL_WIDTHS.length - depth }];
}

const OUTCOME_WIDTH = 4;

function drawColumnGroups(table: ColumnGroupsTable, figures: FigureMap): string {
  const width = table.columns.length;
  const groups = table.rows.map(
    (g, i): PlacedCell => ({ at: i * width, content: g.zh, colSpan: width, hAlign: 'center' }),
  );
  const heads = table.rows.flatMap((_, g) =>
    table.columns.map((c, i) => ({ at: g * width + i, content: c.zh })),
  );
  const values = table.rows.flatMap((g, k) =>
    table.columns.map((c, i) => value(figures, k * width + i, table.id, g.id, c.id)),
  );
  return ruledTable(
    [groups, heads, values],
    heads.map(() => OUTCOME_WIDTH),
  );
}
