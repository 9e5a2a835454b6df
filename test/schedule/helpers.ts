import { type PortalConfig, parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings, type Settings } from '../../src/config/settings/settings.js';
import { NO_NOTICES } from '../../src/notices/daemon-calls.js';
import type { DaemonClock } from '../../src/schedule/clock.js';
import type { ConfigSource, DaemonConfig } from '../../src/schedule/config-source.js';
import { Daemon, type DaemonParts } from '../../src/schedule/daemon.js';
import type { Harvester, NightPlan } from '../../src/schedule/harvester.js';
import { newLog } from '../../src/schedule/log.js';
import { DaemonMetrics } from '../../src/schedule/metrics.js';
import type { DaemonState } from '../../src/schedule/state.js';
import type {
  ArchiveTotals,
  HarvestResult,
  PortalStart,
  RunPortalSummary,
} from '../../storage/contract/archive.js';
import { type RunId, toRunId } from '../../storage/contract/run-id.js';

export const HOUR = 3_600_000;
export const MINUTE = 60_000;

export function portalOf(id: string, keys: Readonly<Record<string, unknown>> = {}): PortalConfig {
  const given = { name: id, region: '330482', baseUrl: `http://${id}.gov.cn/`, columns: [], enabled: false };
  const portal = parsePortal({ ...given, disabledReason: '-', ...keys }, id, { pause: 0 });
  return { ...portal, enabled: true, disabledReason: null };
}

/** A clock that stands still until somebody waits, and then jumps to where the wait ends, half an hour at most. */
class JumpClock implements DaemonClock {
  #now: number;
  /** Called before each jump: a test stops the daemon there, or sets the clock. */
  onWait: (now: Date) => void | Promise<void> = () => undefined;
  /** Longest jump, in milliseconds. */
  stride = 30 * MINUTE;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(to: Date | string): void {
    this.#now = new Date(to).getTime();
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  async wait(until: Date | null, signal: AbortSignal): Promise<void> {
    // who waits for no instant waits for a run, which usually ends at once
    for (let i = 0; until === null && i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    await this.onWait(this.now());
    if (signal.aborted) return;
    const latest = this.#now + this.stride;
    this.#now = until === null ? latest : Math.max(this.#now, Math.min(until.getTime(), latest));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const NOTHING = { listed: 0, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 };

/** A harvest that only writes down when which portal began, and takes no time. */
class NotedHarvester implements Harvester {
  readonly begun: { readonly portal: string; readonly at: Date }[] = [];
  readonly plans: NightPlan[] = [];
  readonly runs: PortalStart[] = [];
  readonly #clock: JumpClock;
  /** Called for each run; may throw, wait, or let time pass. */
  work: (plan: NightPlan, run: RunId) => Promise<void> | void = () => undefined;
  underWay = 0;
  mostUnderWay = 0;

  constructor(clock: JumpClock) {
    this.#clock = clock;
  }

  async check(): Promise<void> {}

  async runsSince(since: Date): Promise<readonly PortalStart[]> {
    return this.runs.filter(({ startedAt }) => startedAt >= since);
  }

  async totals(): Promise<ArchiveTotals> {
    const lastSuccess = new Map(this.runs.map(({ portal, startedAt }) => [portal, startedAt]));
    return { runs: {}, captures: {}, changes: {}, fetchedBytes: 0, reports: 0, findings: {}, lastSuccess };
  }

  async harvest(plan: NightPlan): Promise<HarvestResult> {
    this.plans.push(plan);
    const run = toRunId(this.plans.length);
    const startedAt = this.#clock.now();
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.work(plan, run);
    } finally {
      this.underWay -= 1;
    }
    const outcome = plan.signal.aborted ? 'interrupted' : 'done';
    const portals = plan.portals.map(({ id }): RunPortalSummary => {
      const at = new Date(Math.max(startedAt.getTime(), plan.beginAt.get(id)?.getTime() ?? 0));
      this.begun.push({ portal: id, at });
      if (outcome === 'done') this.runs.push({ portal: id, run, startedAt, outcome, years: plan.years });
      return { portal: id, outcome, counts: NOTHING, problems: [] };
    });
    return { run, outcome, portals };
  }
}

class FixedConfig implements ConfigSource {
  #config: DaemonConfig | null;

  constructor(portals: readonly PortalConfig[], settings: Settings, problems: readonly unknown[] = []) {
    this.#config = { portals, settings, problems };
  }

  change(config: DaemonConfig): void {
    this.#config = config;
  }

  refresh(): DaemonConfig | null {
    const config = this.#config;
    this.#config = null;
    return config;
  }
}

export interface Trial {
  readonly daemon: Daemon;
  readonly clock: JumpClock;
  readonly harvester: NotedHarvester;
  readonly config: FixedConfig;
  readonly stop: AbortController;
  /** The log's lines. */
  readonly log: string[];
  readonly states: DaemonState[];
  /** Lets the daemon run until the clock shows the instant. */
  until(end: string): Promise<void>;
}

export interface TrialOptions {
  readonly portals?: readonly PortalConfig[];
  readonly schedule?: Readonly<Record<string, unknown>>;
  readonly parts?: Partial<DaemonParts>;
  /** What an earlier daemon left. */
  readonly after?: Trial;
}

/** A daemon over a noted harvester, that begins at an instant. */
export function trial(
  start: string,
  { portals = [portalOf('pinghu')], schedule = {}, parts = {}, after }: TrialOptions = {},
): Trial {
  const clock = new JumpClock(start);
  const harvester = new NotedHarvester(clock);
  harvester.runs.push(...(after?.harvester.runs ?? []));
  const config = new FixedConfig(portals, parseSettings({ schedule }));
  const stop = new AbortController();
  const log: string[] = [];
  const states: DaemonState[] = [];
  const daemon = new Daemon({
    config,
    harvester,
    clock,
    notices: NO_NOTICES,
    metrics: new DaemonMetrics(),
    log: newLog({ write: (line) => log.push(line) }, 'info'),
    arm: () => undefined,
    publish: async (state) => {
      states.push(state);
    },
    address: null,
    before: null,
    ...parts,
  });
  const onWait = clock.onWait;
  return {
    daemon,
    clock,
    harvester,
    config,
    stop,
    log,
    states,
    async until(end) {
      const given = clock.onWait === onWait ? () => undefined : clock.onWait;
      clock.onWait = async (now) => {
        await given(now);
        if (now >= new Date(end)) stop.abort();
      };
      await daemon.run(stop.signal);
    },
  };
}

/** When runs began, of one portal or of all. */
export const begun = ({ harvester }: Trial, portal?: string): string[] =>
  harvester.begun
    .filter((one) => portal === undefined || one.portal === portal)
    .map(({ at }) => at.toISOString());
