import type { Archive, HarvestResult } from '../../../storage/contract/archive.js';
import { knownPortals } from '../../config/portal/known-portals.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { ConfigError, describeError, UsageError } from '../../errors.js';
import { expectedFrom } from '../../harvest/nights/cross-year.js';
import { readLists } from '../../harvest/run/dry-run.js';
import type { HarvestListener } from '../../harvest/run/options.js';
import { totalCounts } from '../../harvest/run/run-counts.js';
import { runNight } from '../../harvest/run/run-night.js';
import { reportYears } from '../../harvest/run/years.js';
import { plural } from '../../text/plural.js';
import { type CommandContext, EXIT, type OutputOptions } from '../command.js';
import { remindOfContact } from '../contact-reminder.js';
import type { ExitCode } from '../exit-codes.js';
import { showCounts, showTime } from '../format.js';
import { type CliIo, jsonLine, line } from '../io.js';
import { openNoticeDesk } from '../open-notice-desk.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';
import { linkTable } from '../views/link-table.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions {
  readonly year?: number;
  readonly dryRun?: boolean;
  readonly fresh?: boolean;
}

/** Problems printed of one portal; the run's record has them all. */
const SHOWN_PROBLEMS = 10;

export async function execute(
  { io, exit }: CommandContext,
  names: string[],
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const portals = choose(workspace, names);
  const years = options.year === undefined ? reportYears(workspace.settings, io.now()) : [options.year];
  if (options.dryRun) {
    exit(await dryRun(portals, years, workspace, options, io));
    return;
  }
  if (portals.some((p) => !p.allowPrivateAddresses)) {
    remindOfContact(workspace.settings, workspace.configFolder, io);
  }
  const result = await workspace.withArchive('write', async (archive) => {
    const { listener, end } = watch(portals, io);
    try {
      const { home, editions, settings } = workspace;
      const ended = await runNight({
        archive,
        home,
        resume: options.fresh ? { unfinished: 'never' } : { unfinished: 'same' },
        editions,
        settings,
        portals,
        years,
        expected: expectedFrom(workspace.portals()),
        signal: io.signal,
        now: io.now,
        listener,
      });
      await tellOf(ended, workspace, archive, io);
      return ended;
    } finally {
      end();
    }
  });
  if (options.json) jsonLine(io.stdout, result);
  else report(result, io);
  exit(exitOf(result));
}

function choose(workspace: Workspace, names: readonly string[]): readonly PortalConfig[] {
  const all = workspace.portals();
  if (names.length === 0) {
    const enabled = all.filter((p) => p.enabled);
    if (enabled.length === 0) throw new ConfigError('no portal is enabled', { file: workspace.configFolder });
    return enabled;
  }
  return [...new Set(names)].map((name) => {
    const portal = all.find((p) => p.id === name);
    if (portal === undefined) {
      throw new UsageError(`there is no portal 「${name}」`, {
        hint: knownPortals(
          name,
          all.map((p) => p.id),
        ),
      });
    }
    if (!portal.enabled)
      throw new UsageError(`portal ${name} is disabled: ${portal.disabledReason ?? 'no reason given'}`);
    return portal;
  });
}

async function dryRun(
  portals: readonly PortalConfig[],
  years: readonly number[],
  workspace: Workspace,
  options: Options,
  io: CliIo,
): Promise<ExitCode> {
  let links = 0;
  let problems = 0;
  for (const portal of portals) {
    const crawl = await readLists(portal, { settings: workspace.settings, years, signal: io.signal });
    const faults = crawl.givenUp === null ? crawl.problems : [...crawl.problems, crawl.givenUp];
    links += crawl.links.length;
    problems += faults.length;
    if (options.json) {
      jsonLine(io.stdout, { portal: portal.id, ...crawl });
      continue;
    }
    line(io.stdout, `${portal.id}: ${plural(crawl.links.length, 'report')} would be fetched`);
    if (crawl.links.length > 0) line(io.stdout, linkTable(crawl.links));
    for (const fault of faults) line(io.stderr, `nianbao: ${portal.id}: ${fault}`);
  }
  if (problems === 0) return EXIT.done;
  return links > 0 ? EXIT.partial : EXIT.failed;
}

/** Shows how a harvest goes; `end` must be called however it ends, or a bar would keep the terminal. */
function watch(
  portals: readonly PortalConfig[],
  io: CliIo,
): { readonly listener: HarvestListener; end(): void } {
  const progress = startProgress(io, 'reports');
  let total = 0;
  const more = (count: number): void => {
    total += count;
    progress.total(total);
  };
  return {
    listener: {
      runResumed({ id, startedAt, finished }) {
        const done = `${finished.length} of ${plural(portals.length, 'portal')} done`;
        line(io.stderr, `resuming run ${id} of ${showTime(startedAt)}, ${done}`);
      },
      portalStarted: (portal) => progress.say(`${portal.id}: reading the lists of ${portal.baseUrl}`),
      listed(portal, links) {
        progress.say(`${portal.id}: ${plural(links.length, 'report')} listed`);
        more(links.length);
      },
      revisiting(portal, count) {
        if (count === 0) return;
        progress.say(`${portal.id}: checking ${plural(count, 'source')} no longer on any list`);
        more(count);
      },
      reported: (_, link) => progress.step(link.agency ?? link.title ?? link.url),
    },
    end: () => progress.done(),
  };
}

/** Queues what the rules want of the run. The harvest is done, whatever comes of that; the next one queues it too. */
async function tellOf(
  result: HarvestResult,
  workspace: Workspace,
  archive: Archive,
  io: CliIo,
): Promise<void> {
  try {
    await openNoticeDesk(workspace, archive, io).runEnded(result.run, result);
    const { waiting } = await archive.outbox.counts();
    if (waiting > 0)
      line(
        io.stderr,
        `${plural(waiting, 'notice')} waiting; deliver those that are due with \`nianbao notices send\``,
      );
  } catch (error) {
    line(io.stderr, `nianbao: the notices of run ${result.run} were not queued: ${describeError(error)}`);
  }
}

function report(result: HarvestResult, io: CliIo): void {
  const rows = result.portals.map((p) => [
    p.portal,
    p.suspicions === undefined ? p.outcome : `${p.outcome}, suspect`,
    String(p.counts.listed),
    showCounts(p.counts.captures),
    showCounts(p.counts.changes),
  ]);
  line(io.stdout, listTable(['PORTAL', 'OUTCOME', 'LISTED', 'CAPTURES', 'CHANGES'], rows, [2]));
  const total = totalCounts(result.portals.map((p) => p.counts));
  const next = result.outcome === 'interrupted' ? '; the next harvest resumes here' : '';
  line(
    io.stdout,
    `run ${result.run} ${result.outcome}: ${plural(total.versions, 'new version')}, ${plural(total.payloads, 'new payload')}${next}`,
  );
  for (const portal of result.portals) {
    for (const suspicion of portal.suspicions ?? [])
      line(io.stderr, `nianbao: ${portal.portal}: suspect, so nothing counts as withdrawn: ${suspicion}`);
    for (const problem of portal.problems.slice(0, SHOWN_PROBLEMS))
      line(io.stderr, `nianbao: ${portal.portal}: ${problem}`);
    const more = portal.problems.length - SHOWN_PROBLEMS;
    if (more > 0)
      line(
        io.stderr,
        `nianbao: ${portal.portal}: and ${plural(more, 'more problem')} (\`nianbao status --json\` prints all)`,
      );
  }
}

function exitOf(result: HarvestResult): ExitCode {
  return result.outcome === 'done' ? EXIT.done : result.outcome === 'failed' ? EXIT.failed : EXIT.partial;
}
