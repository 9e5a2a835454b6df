import { knownPortals } from '../../config/portal/known-portals.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { COVERAGE_STATES, type CoverageCell } from '../../coverage/coverage.js';
import { type CoverageSummary, summarise } from '../../coverage/coverage-summary.js';
import { readCoverage } from '../../coverage/read-coverage.js';
import { UsageError } from '../../errors.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { type CliIo, jsonLine, line } from '../io.js';
import { listTable } from '../table.js';
import { workspaceOf } from '../workspace.js';
import { harvestYears } from './portals/shared.js';

interface Options extends OutputOptions {
  readonly portal?: string;
  readonly year?: readonly number[];
  readonly all?: boolean;
}

/** Reports printed without --all; `--json` has them all. */
const SHOWN = 100;

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const portals = choose(workspace.portals(), options.portal);
  const years = options.year ?? harvestYears(workspace.settings, io.now());
  const { editions } = workspace;
  const query = { portals, years, at: io.now(), editions };
  const cells = await workspace.withArchive('read', (archive) => readCoverage(archive, query));
  const hasTable = (id: string): boolean => portals.some((p) => p.id === id && p.agencies.length > 0);
  const summary = summarise(cells, hasTable);
  if (options.json) return jsonLine(io.stdout, { at: io.now().toISOString(), summary, cells });
  show(summary, cells, options.all === true, io);
  for (const { id } of portals.filter((portal) => !cells.some((cell) => cell.portal === portal.id)))
    line(
      io.stderr,
      `nianbao: ${id}: no report is expected: its file lists no agencies, and the archive has no report from it`,
    );
}

function choose(all: readonly PortalConfig[], name: string | undefined): readonly PortalConfig[] {
  if (name === undefined) return all.filter((portal) => portal.enabled);
  const portal = all.find(({ id }) => id === name);
  if (portal === undefined) {
    throw new UsageError(`there is no portal 「${name}」`, {
      hint: knownPortals(
        name,
        all.map(({ id }) => id),
      ),
    });
  }
  return [portal];
}

function show(
  summary: readonly CoverageSummary[],
  cells: readonly CoverageCell[],
  isAll: boolean,
  io: CliIo,
): void {
  if (summary.length === 0) {
    line(io.stdout, 'no report is expected');
    return;
  }
  const states = COVERAGE_STATES.map((state) => state.replaceAll('_', ' ').toUpperCase());
  const rows = summary.map((s) => [
    s.portal,
    String(s.year),
    String(s.expected),
    ...COVERAGE_STATES.map((state) => (s.states[state] === 0 ? '-' : String(s.states[state]))),
    s.share === null ? '-' : `${Math.floor(s.share * 100)} %`,
  ]);
  const head = ['PORTAL', 'YEAR', 'EXPECTED', ...states, 'SHARE'];
  line(io.stdout, listTable(head, rows, head.map((_, i) => i).slice(2)));
  const lines = cellRows(
    cells.filter(({ state }) => isAll || (state !== 'published' && state !== 'not_due')),
  );
  if (lines.length > 0) {
    const shown = isAll ? lines : lines.slice(0, SHOWN);
    line(io.stdout);
    const titles = ['PORTAL', 'AGENCY', 'YEAR', 'KIND', 'STATE', 'PUBLISHED', 'FIRST SEEN', 'WHY', 'URL'];
    line(io.stdout, listTable(titles, shown));
    if (shown.length < lines.length)
      line(
        io.stdout,
        `and ${plural(lines.length - shown.length, 'more line')} (--all or --json prints them)`,
      );
  }
  const guessed = cells.filter(({ basis }) => basis === 'archive').length;
  if (guessed > 0)
    line(
      io.stdout,
      `\n* ${plural(guessed, 'report')} expected because of earlier reports in the archive; the portal's file lists no agencies`,
    );
}

/** A line for each report that is there, and one for all years in which an agency's are not, for the same reason. */
function cellRows(cells: readonly CoverageCell[]): string[][] {
  const groups = new Map<string, CoverageCell[]>();
  for (const cell of cells) {
    const { portal, agency, kind, state, basis, reason, url } = cell;
    const key = JSON.stringify([portal, agency, kind, state, basis, reason, url]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) => {
    const [cell] = group;
    if (cell === undefined) return [];
    return [
      [
        cell.portal,
        `${cell.agency}${cell.basis === 'archive' ? ' *' : ''}`,
        yearSpans(group.map(({ year }) => year)),
        cell.kind,
        cell.state.replaceAll('_', ' '),
        cell.published ?? '-',
        cell.firstSeen ?? '-',
        cell.reason ?? '',
        cell.url ?? '',
      ],
    ];
  });
}

/** 2019..2021 2023, of ascending years. */
function yearSpans(years: readonly number[]): string {
  const spans: number[][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last !== undefined && last.at(-1) === year - 1) last.push(year);
    else spans.push([year]);
  }
  return spans.map((span) => (span.length === 1 ? `${span[0]}` : `${span[0]}..${span.at(-1)}`)).join(' ');
}
