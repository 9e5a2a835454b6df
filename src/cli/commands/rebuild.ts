import { acquireHarvestLock } from '../../../storage/harvest-lock.js';
import { type TakenHeld, takeHeld } from '../../harvest/deposit/take-held.js';
import { type Rebuilt, rebuild } from '../../harvest/derive/rebuild.js';
import { expectedFrom } from '../../harvest/nights/cross-year.js';
import { plural } from '../../text/plural.js';
import { type CommandContext, EXIT, type OutputOptions } from '../command.js';
import { jsonLine, line } from '../io.js';
import { type JobsOption, jobsOf } from '../options/jobs.js';
import { startProgress } from '../progress.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, JobsOption {
  readonly dryRun?: boolean;
}

/** Cells shown of one version; --json has them all. */
const SHOWN_CELLS = 8;

export async function execute({ io, exit }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const dryRun = options.dryRun === true;
  const counts: Record<Rebuilt['outcome'], number> = {
    same: 0,
    derived: 0,
    figures: 0,
    refused: 0,
    other_report: 0,
  };
  const held = { taken: 0, left: 0 };
  await workspace.withArchive(dryRun ? 'read' : 'write', async (archive) => {
    const lock = dryRun ? null : await acquireHarvestLock(workspace.home, io.now());
    const progress = startProgress(io, 'versions', { foretells: true });
    try {
      const { versions } = await archive.status();
      progress.total(versions);
      const jobs = jobsOf(options, versions);
      await workspace.withDeriver(async (deriver) => {
        const agenciesOf = agenciesByPortal(workspace);
        const expected = expectedFrom(workspace.portals());
        const parts = {
          archive,
          deriver,
          agenciesOf,
          expected,
          dryRun,
          ahead: jobs.ahead,
          signal: io.signal,
        };
        for await (const one of rebuild(parts)) {
          counts[one.outcome]++;
          progress.step(one.report.agency);
          if (one.outcome === 'same') continue;
          if (options.json) jsonLine(io.stdout, one);
          else if (one.outcome !== 'derived') line(io.stdout, inWords(one));
        }
        const portals = workspace.portals();
        for await (const one of takeHeld({ archive, deriver, portals, dryRun, signal: io.signal })) {
          held[one.outcome]++;
          if (options.json) jsonLine(io.stdout, { held: one });
          else line(io.stdout, heldInWords(one));
        }
      }, jobs);
    } finally {
      progress.done();
      await lock?.release();
    }
  });
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const failed = counts.refused + counts.other_report;
  const summary = [
    `${plural(total, 'version')}: ${counts.same} unchanged`,
    `${counts.derived} extracted again with the same figures`,
    `${counts.figures} with other figures`,
    `${failed} left alone`,
  ].join(', ');
  line(options.json ? io.stderr : io.stdout, dryRun ? `${summary} (nothing was written)` : summary);
  if (held.taken + held.left > 0)
    line(
      options.json ? io.stderr : io.stdout,
      `${plural(held.taken + held.left, 'payload')} held back before: ${held.taken} released, ${held.left} still held back`,
    );
  exit(failed > 0 || io.signal.aborted ? EXIT.partial : EXIT.done);
}

function heldInWords({ url, report, outcome, reason }: TakenHeld): string {
  const name = report === null ? '' : ` (${report.agency} ${report.year}, ${report.kind})`;
  return `${url}${name}: ${outcome === 'taken' ? 'no longer held back' : `still held back: ${reason}`}`;
}

function agenciesByPortal(workspace: Workspace) {
  const portals = workspace.portals();
  const all = portals.flatMap((portal) => portal.agencies);
  const byId = new Map(portals.map((portal) => [portal.id, portal.agencies]));
  return (portal: string | null) => (portal === null ? all : (byId.get(portal) ?? []));
}

function inWords({ report, number, cells, reason }: Rebuilt): string {
  const name = `${report.agency} ${report.year} (${report.kind}), version ${number}`;
  if (reason !== null) return `${name}: left alone: ${reason}`;
  const shown = cells.slice(0, SHOWN_CELLS).map(({ indicator, before, after }) => {
    const from = before.value ?? before.reason;
    return `    ${indicator}  ${from} → ${after.value ?? after.reason}`;
  });
  const more = cells.length - SHOWN_CELLS;
  return [
    `${name}: ${plural(cells.length, 'figure')} read differently`,
    ...shown,
    ...(more > 0 ? [`    and ${more} more`] : []),
  ].join('\n');
}
