import type { AgencyRef, Archive, FoundReport } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import { NianbaoError, UsageError } from '../../errors.js';
import { type Column, resolveColumns } from '../../questions/columns.js';
import { compareReports } from '../../questions/comparison.js';
import { signed } from '../../questions/difference.js';
import { agencyOf } from '../../questions/scope.js';
import type { ReportKind } from '../../report/model.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows } from '../rows.js';
import { figureCell } from '../views/figure-cells.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, FormatOptions {
  readonly year?: number;
  readonly kind?: ReportKind;
  readonly region?: string;
  readonly indicator?: readonly string[];
}

/** What two agencies are compared by unless something else is asked for. */
const USUAL = ['requests.*.total', 'disputes.*.total'];

const MOST_YEARS = 100;

export async function execute(
  { io }: CommandContext,
  left: string,
  right: string,
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const columns = resolveColumns(options.indicator ?? USUAL, workspace.editions.indicators);
  const [a, b] = await workspace.withArchive('read', async (archive) => {
    const agencies = [
      await agencyOf(archive, left, options.region),
      await agencyOf(archive, right, options.region),
    ] as const;
    return latestOfBoth(archive, agencies, columns, options);
  });
  const compared = compareReports(a, b, columns);
  // neither form has a cell for it: nothing to be compared
  const shared = compared.filter((c) => [c.left, c.right].some(({ reason }) => reason !== 'not_in_form'));
  const format = formatOf(options);
  if (format === 'table') {
    line(io.stdout, `${a.report.year}, ${a.report.kind} reports: ${a.report.agency} | ${b.report.agency}`);
    await printRows(
      io.stdout,
      format,
      [
        { name: 'INDICATOR' },
        { name: 'LABEL' },
        { name: a.report.agency, isNumber: true },
        { name: b.report.agency, isNumber: true },
        { name: 'DIFFERENCE', isNumber: true },
        { name: 'PERCENT', isNumber: true },
      ],
      shared.map((c) => ({
        cells: [
          c.column.id,
          c.column.zh,
          figureCell(c.left),
          figureCell(c.right),
          signed(c.difference.absolute),
          signed(c.difference.percent, '%'),
        ],
      })),
    );
    return;
  }
  const names = ['year', 'kind', 'indicator', 'label_zh', 'unit', 'left_agency', 'left', 'left_null_reason'];
  const rest = ['right_agency', 'right', 'right_null_reason', 'difference', 'percent'];
  const { year, kind } = a.report;
  await printRows(
    io.stdout,
    format,
    [...names, ...rest].map((name) => ({ name })),
    shared.map(({ column, left: l, right: r, difference: d }) => ({
      cells: [
        ...[year, kind, column.id, column.zh, column.unit],
        ...[a.report.agency, l.value, l.reason, b.report.agency, r.value, r.reason],
        ...[d.absolute, d.percent],
      ],
    })),
  );
}

/** The two reports of the latest year and the kind that both agencies have, own ones before aggregates. */
async function latestOfBoth(
  archive: Archive,
  [left, right]: readonly [AgencyRef, AgencyRef],
  columns: readonly Column[],
  { year, kind }: Options,
): Promise<readonly [FoundReport, FoundReport]> {
  if (left.region === right.region && left.name === right.name) {
    throw new UsageError(`both names mean ${left.name}`, {
      hint: 'to follow one agency over the years, use `nianbao trend`',
    });
  }
  const ask = async (agency: AgencyRef) => {
    const result = await archive.questions.query({
      agencies: [agency],
      ...defined({ years: year === undefined ? undefined : { from: year, to: year }, kind }),
      indicators: columns.map(({ id }) => id),
      sort: [
        { by: 'year', descending: true },
        { by: 'kind', descending: true },
      ],
      limit: MOST_YEARS,
    });
    return result.reports;
  };
  const others = await ask(right);
  for (const found of await ask(left)) {
    const { report } = found;
    const other = others.find((o) => o.report.year === report.year && o.report.kind === report.kind);
    if (other !== undefined) return [found, other];
  }
  const when = year === undefined ? 'of the same year and kind' : `for ${year}`;
  throw new NianbaoError('no_report', `${left.name} and ${right.name} do not both have a report ${when}`, {
    hint: 'list what there is with `nianbao list`',
  });
}
