import { systemClock } from '../../../crawlers/fetch/pace.js';
import { RobotsBook } from '../../../crawlers/fetch/robots.js';
import type {
  ChangeKind,
  HarvestResult,
  RunOutcome,
  RunPortalSummary,
  RunScope,
  UnfinishedRun,
} from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import type { Settings } from '../../config/settings/settings.js';
import { defined } from '../../defined.js';
import { inlineDeriver } from '../derive/deriver.js';
import { expectedFrom, refreshCrossYear } from '../nights/cross-year.js';
import type { HarvestOptions } from './options.js';
import { type HarvestedPortal, harvestPortal, type RunParts } from './portal-harvest.js';
import { PortalQueue } from './portal-queue.js';

/**
 * One run: several portals side by side, each report committed on its own. A portal that fails does not stop the
 * others; an archive that fails stops everything.
 */
export async function harvest(options: HarvestOptions): Promise<HarvestResult> {
  const { archive, resume } = options;
  const now = options.now ?? (() => new Date());
  const startedAt = resume?.startedAt ?? now();
  const run = resume?.id ?? (await archive.startRun(startedAt, scopeOf(options)));
  options.listener?.runStarted?.(run);
  const finished = new Map((resume?.finished ?? []).map((summary) => [summary.portal, summary]));
  const left = options.portals.filter((portal) => !finished.has(portal.id));
  const deriver = options.deriver ?? inlineDeriver(options.editions);
  const settling = await harvestAll(
    left,
    { run, startedAt, robots: new RobotsBook(), deriver },
    options,
    finished,
  );
  await settleAll(settling, run, options, finished);
  const expected = options.expected ?? expectedFrom(options.portals);
  const { editions, signal } = options;
  await refreshCrossYear({ archive, editions, expected, ...defined({ signal }) });
  const portals = options.portals.flatMap(({ id }) => finished.get(id) ?? []);
  const outcome = runOutcome(portals, options.signal?.aborted === true);
  await archive.finishRun(run, now(), outcome);
  return { run, outcome, portals };
}

/** What a run of these portals and years sets out to do. */
function scopeOf({ portals, years }: Pick<HarvestOptions, 'portals' | 'years'>): RunScope {
  return { portals: portals.map((portal) => portal.id).sort(), years };
}

/** May a run of this scope continue the unfinished one? Only with the same portals and years, and soon enough. */
export function isResumable(
  unfinished: UnfinishedRun,
  plan: Pick<HarvestOptions, 'portals' | 'years'>,
  settings: Settings,
  now: Date,
): boolean {
  const age = now.getTime() - unfinished.startedAt.getTime();
  const isSame = JSON.stringify(unfinished.scope) === JSON.stringify(scopeOf(plan));
  return isSame && age >= 0 && age <= settings.harvest.resumeWithin * 3_600_000;
}

type Settling = HarvestedPortal & { readonly settle: NonNullable<HarvestedPortal['settle']> };

/** Lets every portal decide about its reports, and counts what comes of it. */
async function settleAll(
  portals: readonly Settling[],
  run: RunId,
  { archive, signal }: HarvestOptions,
  finished: Map<string, RunPortalSummary>,
): Promise<void> {
  for (const { summary, settle } of portals) {
    if (signal?.aborted) return;
    const changes = await settle();
    if (changes.length === 0) continue;
    const counted = withChanges(summary, changes);
    await archive.recordRunPortal(run, counted);
    finished.set(counted.portal, counted);
  }
}

function withChanges(summary: RunPortalSummary, kinds: readonly ChangeKind[]): RunPortalSummary {
  const changes = { ...summary.counts.changes };
  for (const kind of kinds) changes[kind] = (changes[kind] ?? 0) + 1;
  const versions = kinds.filter((kind) => kind === 'figures_revised' || kind === 'text_revised').length;
  return { ...summary, counts: { ...summary.counts, changes, versions: summary.counts.versions + versions } };
}

/** Some portals at a time; the first error stops the others after the request in flight, and is thrown. */
async function harvestAll(
  portals: readonly PortalConfig[],
  parts: RunParts,
  options: HarvestOptions,
  finished: Map<string, RunPortalSummary>,
): Promise<readonly Settling[]> {
  const settling: Settling[] = [];
  const begins = ({ id }: PortalConfig) => options.beginAt?.get(id)?.getTime() ?? 0;
  const queue = new PortalQueue([...portals].sort((a, b) => begins(a) - begins(b)));
  const failing = new AbortController();
  const signals = options.signal === undefined ? [failing.signal] : [failing.signal, options.signal];
  const signal = AbortSignal.any(signals);
  const errors: unknown[] = [];
  const work = async (): Promise<void> => {
    for (;;) {
      const portal = signal.aborted ? undefined : await queue.next();
      if (portal === undefined) return;
      try {
        await patience(begins(portal), options, signal);
        if (signal.aborted) return;
        const { summary, settle } = await harvestPortal(portal, parts, { ...options, signal });
        if (settle !== null) settling.push({ summary, settle });
        await options.archive.recordRunPortal(parts.run, summary);
        finished.set(portal.id, summary);
        options.listener?.portalFinished?.(summary);
      } catch (error) {
        errors.push(error);
        failing.abort();
      } finally {
        queue.end(portal);
      }
    }
  };
  await Promise.all(Array.from({ length: options.settings.harvest.portals }, work));
  if (errors.length > 0) throw errors[0];
  return settling;
}

/** Waits until a portal's time, or until the run is stopped. */
async function patience(time: number, options: HarvestOptions, signal: AbortSignal): Promise<void> {
  const { now = () => new Date(), crawl } = options;
  const left = time - now().getTime();
  if (left <= 0) return;
  try {
    await (crawl?.clock ?? systemClock).sleep(left, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function runOutcome(portals: readonly RunPortalSummary[], aborted: boolean): RunOutcome {
  if (aborted) return 'interrupted';
  if (portals.every((p) => p.outcome === 'done')) return 'done';
  return portals.every((p) => p.outcome === 'failed') ? 'failed' : 'partial';
}
