import type { Ranking } from '../../../storage/contract/archive.js';
import { NianbaoError } from '../../errors.js';
import { resolveColumn } from '../../questions/columns.js';
import { type ScopeWords, scopeOf } from '../../questions/scope.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows } from '../rows.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, FormatOptions, ScopeWords {
  readonly limit: number;
  readonly asc?: boolean;
}

export async function execute({ io }: CommandContext, word: string, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const column = resolveColumn(word, workspace.editions.indicators);
  const kind = options.kind ?? 'own';
  const { ranking, years } = await workspace.withArchive('read', async (archive) => {
    const scope = await scopeOf(archive, options);
    const known = (await archive.questions.years()).filter((year) => year[kind] > 0);
    const latest = known.at(-1)?.year;
    if (latest === undefined) {
      throw new NianbaoError('no_report', `the archive has no ${kind} report`, {
        hint: 'list what there is with `nianbao list`',
      });
    }
    const range = scope.years ?? { from: latest, to: latest };
    const spec = { ...scope, kind, years: range, indicator: column.id };
    const found = await archive.questions.ranking({
      ...spec,
      ascending: options.asc === true,
      limit: options.limit,
    });
    return { ranking: found, years: range };
  });
  const format = formatOf(options);
  const isOneYear = years.from === years.to;
  if (format === 'table') {
    const when = isOneYear ? String(years.from) : (options.year ?? '');
    line(io.stdout, `${column.id}  ${column.zh} (${column.unit}), ${when}, ${kind} reports`);
  }
  await printRows(
    io.stdout,
    format,
    [
      { name: 'rank', head: 'RANK', isNumber: true },
      { name: 'region', head: 'REGION' },
      { name: 'agency', head: 'AGENCY' },
      { name: 'year', head: 'YEAR' },
      { name: 'kind', head: 'KIND' },
      { name: 'value', head: 'VALUE', isNumber: true },
      { name: 'withdrawn_at', head: 'STATE' },
    ],
    ranking.reports.map(({ rank, report, value, withdrawnAt }) => {
      const { region, agency, year } = report;
      const state =
        withdrawnAt === null ? null : format === 'table' ? 'withdrawn' : withdrawnAt.toISOString();
      return { cells: [rank, region, agency, year, report.kind, value, state] };
    }),
  );
  if (format === 'table') line(io.stdout, summary(ranking));
  else line(io.stderr, summary(ranking));
}

/** What the ranking stands on, and what it leaves out. */
function summary({ reports, tiesCut, counted }: Ranking): string {
  const { numbers, nulls, notInForm } = counted;
  const parts = [`${reports.length} of ${plural(numbers, 'report')} with a number`];
  if (tiesCut > 0) parts.push(`${tiesCut} more with the same value as the last`);
  if (nulls > 0) parts.push(`left out: ${nulls} without a number`);
  if (notInForm > 0) parts.push(`${nulls > 0 ? '' : 'left out: '}${notInForm} on a form without this cell`);
  return parts.join('; ');
}
