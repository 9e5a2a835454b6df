import { defined } from '../../defined.js';
import { NianbaoError } from '../../errors.js';
import { resolveColumns } from '../../questions/columns.js';
import { signed } from '../../questions/difference.js';
import { agencyOf } from '../../questions/scope.js';
import { sparkline } from '../../questions/sparkline.js';
import { type TrendSeries, trendOf } from '../../questions/trend.js';
import { parseYears } from '../../questions/years.js';
import type { ReportKind } from '../../report/model.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { type CliIo, line } from '../io.js';
import { type FormatOptions, formatOf, type RowFormat } from '../row-format.js';
import { printRows } from '../rows.js';
import { figureCell } from '../views/figure-cells.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, FormatOptions {
  readonly year?: string;
  readonly kind?: ReportKind;
  readonly region?: string;
}

const MOST_YEARS = 100;

export async function execute(
  { io }: CommandContext,
  word: string,
  ids: readonly string[],
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const columns = resolveColumns(ids, workspace.editions.indicators);
  const years = options.year === undefined ? undefined : parseYears(options.year);
  const kind = options.kind ?? 'own';
  const { agency, reports } = await workspace.withArchive('read', async (archive) => {
    const found = await agencyOf(archive, word, options.region);
    const ask = (of: ReportKind) =>
      archive.questions.query({
        agencies: [found],
        kind: of,
        ...defined({ years }),
        indicators: columns.map(({ id }) => id),
        limit: MOST_YEARS,
      });
    const result = await ask(kind);
    // a government may have published nothing but aggregates
    const other = result.reports.length > 0 || options.kind !== undefined ? result : await ask('aggregate');
    return { agency: found, reports: other.reports };
  });
  const [first] = reports;
  if (first === undefined) {
    const when = options.year === undefined ? '' : ` for ${options.year}`;
    throw new NianbaoError('no_report', `the archive has no ${kind} report of ${agency.name}${when}`, {
      hint: `list what there is with \`nianbao list ${agency.name}\``,
    });
  }
  const series = trendOf(reports, columns);
  const format = formatOf(options);
  if (format === 'table') {
    line(io.stdout, `${agency.name}, ${first.report.kind} reports`);
    await printPivot(io, series);
  } else await printPoints(io, format, agency, first.report.kind, series);
}

/** For people: a row an indicator, a column a year. */
async function printPivot(io: CliIo, series: readonly TrendSeries[]): Promise<void> {
  const years = series[0]?.points.map(({ year }) => year) ?? [];
  await printRows(
    io.stdout,
    'table',
    [
      { name: 'INDICATOR' },
      { name: 'LABEL' },
      { name: 'TREND' },
      ...years.map((year) => ({ name: String(year), isNumber: true })),
      { name: 'CHANGE', isNumber: true },
      { name: 'PERCENT', isNumber: true },
    ],
    series.map(({ column, points, overall }) => ({
      cells: [
        column.id,
        `${column.zh} (${column.unit})`,
        sparkline(points.map(({ value }) => value)),
        ...points.map(figureCell),
        signed(overall.absolute),
        signed(overall.percent, '%'),
      ],
    })),
  );
}

/** For programs: a row an indicator and year. */
async function printPoints(
  io: CliIo,
  format: RowFormat,
  agency: { readonly region: string; readonly name: string },
  kind: ReportKind,
  series: readonly TrendSeries[],
): Promise<void> {
  const names = [
    'region',
    'agency',
    'kind',
    'indicator',
    'year',
    'value',
    'null_reason',
    'change',
    'percent',
  ];
  await printRows(
    io.stdout,
    format,
    names.map((name) => ({ name, isNumber: ['value', 'change', 'percent'].includes(name) })),
    series.flatMap(({ column, points }) =>
      points.map(({ year, value, reason, change }) => ({
        cells: [
          agency.region,
          agency.name,
          kind,
          column.id,
          year,
          value,
          reason,
          change.absolute,
          change.percent,
        ],
      })),
    ),
  );
}
