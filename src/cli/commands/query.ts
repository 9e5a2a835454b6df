import type { FoundReport, QueryResult } from '../../../storage/contract/archive.js';
import { demandRule } from '../../checks/rules.js';
import { defined } from '../../defined.js';
import { type Column, resolveColumns } from '../../questions/columns.js';
import { parseMoment } from '../../questions/moments.js';
import { type ScopeWords, scopeOf } from '../../questions/scope.js';
import { parseSort } from '../../questions/sorting.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { showTime } from '../format.js';
import { line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows, type Row, type RowColumn } from '../rows.js';
import { figureCell, figureObject } from '../views/figure-cells.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, FormatOptions, ScopeWords {
  readonly indicator?: readonly string[];
  readonly changedSince?: string;
  readonly finding?: string;
  readonly sort?: string;
  readonly limit: number;
  readonly long?: boolean;
}

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const catalogue = workspace.editions.indicators;
  const columns = resolveColumns(options.indicator ?? (options.long ? ['*'] : []), catalogue);
  const sort = options.sort === undefined ? [] : parseSort(options.sort, catalogue);
  const since = options.changedSince === undefined ? undefined : parseMoment(options.changedSince);
  if (options.finding !== undefined) demandRule(options.finding);
  const result = await workspace.withArchive('read', async (archive) =>
    archive.questions.query({
      ...(await scopeOf(archive, options)),
      ...defined({ changedSince: since, finding: options.finding }),
      indicators: columns.map(({ id }) => id),
      sort,
      limit: options.limit,
    }),
  );
  const format = formatOf(options);
  const print = options.long === true ? longRows : format === 'table' ? shortRows : wideRows;
  const { heads, rows } = print(result, columns);
  await printRows(io.stdout, format, heads, rows);
  const count = plural(result.reports.length, 'report');
  const more = result.more ? '; there are more (raise --limit)' : '';
  if (format === 'table') line(io.stdout, `${count}${more}`);
  else if (result.more) line(io.stderr, `${count}${more}`);
}

type Print = (
  result: QueryResult,
  columns: readonly Column[],
) => { readonly heads: readonly RowColumn[]; readonly rows: readonly Row[] };

const number = ({ id }: Column): RowColumn => ({ name: id, isNumber: true });

/** For people: who, when, and the figures. */
const shortRows: Print = ({ reports }, columns) => ({
  heads: [
    ...['REGION', 'AGENCY', 'YEAR', 'KIND', 'STATE'].map((name) => ({ name })),
    ...(columns.length === 0 ? ['EDITION', 'PUBLISHED', 'ERRORS', 'WARNINGS'].map((name) => ({ name })) : []),
    ...columns.map(number),
  ],
  rows: reports.map((found) => ({
    cells: [
      found.report.region,
      found.report.agency,
      found.report.year,
      found.report.kind,
      found.withdrawnAt === null ? '' : `withdrawn ${showTime(found.withdrawnAt)}`,
      ...(columns.length === 0
        ? [found.edition ?? '-', found.published ?? '-', found.errors, found.warnings]
        : []),
      ...found.figures.map(figureCell),
    ],
  })),
});

const KEY = ['region', 'agency', 'year', 'kind', 'version'] as const;

const keyOf = ({ report, version }: FoundReport) => [
  report.region,
  report.agency,
  report.year,
  report.kind,
  version,
];

/** For programs: one row a report, one column an indicator. */
const wideRows: Print = ({ reports }, columns) => ({
  heads: [
    ...[...KEY, 'edition', 'title', 'published', 'withdrawn_at', 'errors', 'warnings'].map((name) => ({
      name,
    })),
    ...columns.map(number),
  ],
  rows: reports.map((found) => {
    const { report, version, edition, title, published, errors, warnings } = found;
    const withdrawn_at = found.withdrawnAt?.toISOString() ?? null;
    return {
      cells: [
        ...keyOf(found),
        edition,
        title,
        published,
        withdrawn_at,
        errors,
        warnings,
        ...found.figures.map(figureCell),
      ],
      object: {
        ...report,
        version,
        edition,
        title,
        published,
        withdrawn_at,
        errors,
        warnings,
        ...(columns.length === 0 ? {} : figureObject(found.figures)),
      },
    };
  }),
});

/** One row a figure: the value or the reason for none, the cell's text, and where it stood. */
const longRows: Print = ({ reports }, columns) => ({
  heads: [
    ...KEY.map((name) => ({ name })),
    { name: 'indicator' },
    { name: 'label_zh' },
    { name: 'unit' },
    { name: 'value', isNumber: true },
    { name: 'null_reason' },
    { name: 'raw' },
    ...['page', 'table', 'row', 'column'].map((name) => ({ name, isNumber: true })),
  ],
  rows: reports.flatMap((found) =>
    found.figures.map((figure, index) => {
      const { indicator, value, reason, raw, locator } = figure;
      const { page = null, table = null, row = null, column = null } = locator ?? {};
      const label = columns[index];
      return {
        cells: [
          ...keyOf(found),
          indicator,
          label?.zh ?? '',
          label?.unit ?? '',
          value,
          reason,
          raw,
          page,
          table,
          row,
          column,
        ],
      };
    }),
  ),
});
