import type {
  Archive,
  CaptureRecord,
  CaptureView,
  ChangeKind,
  ReportKey,
} from '../../../storage/contract/archive.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { shanghaiDay } from '../../text/dates.js';
import type { Deriver } from '../derive/deriver.js';
import { commitReport } from './commit-report.js';
import { retryStale } from './deposit.js';
import type { Judged } from './deposit-model.js';
import { type HeldReport, heldReports, refOf } from './held-reports.js';
import { doubtOf } from './hold.js';

const NO_BETTER_LISTS = 'no later run of the portal found its lists in order';

export interface TakeHeldOptions {
  readonly archive: Archive;
  readonly deriver: Deriver;
  readonly portals: readonly Pick<PortalConfig, 'id' | 'region' | 'agencies' | 'expect'>[];
  /** Only reports what would be accepted. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
}

/** The result for a payload that was held back. */
export interface TakenHeld {
  readonly url: string;
  readonly outcome: 'taken' | 'left';
  /** The report it belongs to; null if that is unknown. */
  readonly report: ReportKey | null;
  readonly changes: readonly ChangeKind[];
  /** Why it is still held back, one line; null if it is accepted. */
  readonly reason: string | null;
}

/**
 * Takes up what is held back and would not be any more, as if it had been believed when it came: a report that is
 * readable enough by what the portal's file says now, and what came by a suspicious list, once a later run of the portal
 * was not suspect. Whatever is older than what the archive knows by now is left.
 */
export async function* takeHeld(options: TakeHeldOptions): AsyncGenerator<TakenHeld> {
  const { archive, deriver, portals, signal } = options;
  const agenciesOf = (id: string | null) => portals.find((portal) => portal.id === id)?.agencies ?? [];
  for await (const held of heldReports(archive, deriver, agenciesOf)) {
    if (signal?.aborted) return;
    yield await takeOne(held, options);
  }
}

async function takeOne(held: HeldReport, options: TakeHeldOptions): Promise<TakenHeld> {
  const { source, judged } = held;
  const portal = options.portals.find(({ id }) => id === source.portal);
  const base = { url: source.url, report: null, changes: [] };
  if (portal === undefined)
    return { ...base, outcome: 'left', reason: 'its portal is not in the configuration' };
  if ('reason' in judged) return { ...base, outcome: 'left', reason: judged.reason };
  const report = { ...judged.report, region: portal.region };
  const reason = await whyNot(held, judged, report, { archive: options.archive, expect: portal.expect });
  if (reason !== null) return { ...base, report, outcome: 'left', reason };
  if (options.dryRun) return { ...base, report, outcome: 'taken', reason: null };
  const { changes } = await commit(held, judged, report, options);
  return { url: source.url, report, outcome: 'taken', changes, reason: null };
}

async function whyNot(
  { source, capture, cause }: HeldReport,
  judged: Judged,
  report: ReportKey,
  { archive, expect }: { readonly archive: Archive; readonly expect: PortalConfig['expect'] },
): Promise<string | null> {
  if (cause === 'list') {
    const [last] = await archive.portalRuns(source.portal ?? '', 1);
    const isHealthy = last?.summary.outcome !== 'failed' && last?.summary.suspicions === undefined;
    if (last === undefined || !isHealthy || last.run <= (capture.run ?? 0)) return NO_BETTER_LISTS;
  }
  const trust = { lists: null, readable: expect.minReadable ?? null };
  const doubt = await doubtOf(archive, trust, judged, report);
  if (doubt !== null) return doubt.reason;
  const latest = await archive.latestVersion(report);
  if (latest !== null && latest.firstSeen > capture.at)
    return 'the archive has a later version of its report';
  const gone = latest?.withdrawnAt ?? null;
  return gone !== null && gone > capture.at ? `its report was withdrawn on ${shanghaiDay(gone)}` : null;
}

function commit(held: HeldReport, judged: Judged, report: ReportKey, { archive, deriver }: TakeHeldOptions) {
  const { source, bytes, mediaType, hints } = held;
  const input = {
    source: refOf(source),
    capture: recordOf(held.capture),
    bytes,
    mediaType,
    // those of another payload, as long as this one was not believed
    validators: { etag: null, lastModified: null },
    hints,
    regionOf: async () => report.region,
    speculative: false,
    isRecorded: true,
  };
  return retryStale(() => commitReport(archive, deriver, input, source, judged.derived, report));
}

function recordOf({
  id: _id,
  source: _source,
  outcome: _outcome,
  payload: _payload,
  ...record
}: CaptureView): CaptureRecord {
  return { ...record, reason: null };
}
