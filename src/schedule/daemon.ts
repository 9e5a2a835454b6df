import type { HarvestResult } from '../../storage/contract/archive.js';
import type { PortalConfig } from '../config/portal/portal.js';
import type { ErrorCode } from '../error-codes.js';
import { describeError, NianbaoError } from '../errors.js';
import { reportYears } from '../harvest/run/years.js';
import type { Notices } from '../notices/daemon-calls.js';
import { packagePlace } from '../place/package.js';
import { type Turn, turnKey } from './agenda.js';
import { Backoff } from './backoff.js';
import { within } from './bounded.js';
import { Bulletin } from './bulletin.js';
import { Chores } from './chores.js';
import type { CronTime, DaemonClock } from './clock.js';
import type { ConfigSource, DaemonConfig } from './config-source.js';
import type { Harvester } from './harvester.js';
import type { Logger } from './log.js';
import { Lookout } from './lookout.js';
import type { DaemonMetrics } from './metrics.js';
import { pausedUntil } from './pause-windows.js';
import { RunWatch } from './run-watch.js';
import type { DaemonState } from './state.js';

export interface DaemonParts {
  readonly config: ConfigSource;
  readonly harvester: Harvester;
  readonly clock: DaemonClock;
  readonly notices: Notices;
  readonly metrics: DaemonMetrics;
  readonly log: Logger;
  /** Told the times of all schedules, at the start and whenever they change. */
  readonly arm: (times: readonly CronTime[]) => void;
  /** Told whenever something has changed, and every minute. */
  readonly publish: (state: DaemonState) => Promise<void>;
  /** Where the daemon answers; null where it listens nowhere. */
  readonly address: string | null;
  /** The last state that an earlier daemon wrote. */
  readonly before: DaemonState | null;
}

/** Others that harvest or write are waited for, a minute at a time. */
const BUSY = new Set<ErrorCode | 'defect'>(['locked', 'busy']);

interface Obstacle {
  readonly doing: 'paused' | 'waiting';
  readonly because: string;
  readonly until: Date;
}

/**
 * Harvests every portal on each of its nights, one run at a time, until it is told to stop.
 *
 * What is due is reckoned anew from the clock, the configuration and the runs that the archive knows, at each look:
 * the daemon itself remembers nothing that a kill could lose.
 */
export class Daemon {
  readonly #parts: DaemonParts;
  readonly #log: Logger;
  readonly #chores: Chores;
  readonly #startedAt: Date;
  #config: DaemonConfig;
  readonly #lookout: Lookout;
  #run: RunWatch | null = null;
  #stopRun: AbortController | null = null;
  #doing: DaemonState['doing'] = 'idle';
  #obstacleNow: Obstacle | null = null;
  #runProblem: string | null = null;
  readonly #backoff = new Backoff();
  #lastSuccess: Record<string, string> = {};
  #leftBehind = false;
  readonly #bulletin: Bulletin;
  /** The turns that the last run was for. */
  #done: ReadonlySet<string> = new Set();

  /** Reads the configuration for the first time. */
  constructor(parts: DaemonParts) {
    this.#bulletin = new Bulletin(
      () => parts.publish(this.state()),
      (error) => parts.log.warn({ err: error }, 'cannot write the state file'),
    );
    this.#parts = parts;
    this.#log = parts.log;
    const config = parts.config.refresh();
    if (config === null) throw new Error('a configuration is read twice');
    this.#config = config;
    this.#startedAt = parts.clock.now();
    this.#lookout = new Lookout(parts.harvester, parts.log);
    this.#chores = new Chores(parts.notices, parts.log, parts.before?.nightlyOn ?? null);
  }

  /**
   * Runs until the signal is aborted, and then until the report in hand is archived, within `stopWithin`.
   * @param onReady told when the archive was opened and all schedules are armed
   * @returns false where something would not stop and was left behind: the process must be ended
   * @throws ArchiveError where the archive can't be used at the start
   */
  async run(signal: AbortSignal, onReady: () => Promise<void> = async () => undefined): Promise<boolean> {
    const { harvester, clock } = this.#parts;
    await harvester.check();
    await this.#readTotals();
    this.#arm();
    this.#log.info({ portals: this.#config.portals.map(({ id }) => id) }, 'daemon begins');
    await onReady();
    while (!signal.aborted) {
      this.#refresh();
      await this.#lookout.look(this.#config, clock.now());
      const now = clock.now();
      const due = this.#lookout.turns.filter(({ at }) => at <= now);
      if (due.some((turn) => this.#done.has(turnKey(turn)))) this.#mistrust();
      const obstacle = due.length === 0 ? null : this.#obstacle(now);
      if (due.length > 0 && obstacle === null && this.#lookout.problem === null) {
        await this.#night(
          this.#lookout.turns.filter(({ slot }) => slot <= now),
          signal,
        );
        continue;
      }
      await this.#say(obstacle?.doing ?? 'idle', obstacle);
      await this.#chores.tend(now, this.#config.settings.schedule.zone, signal);
      const next = this.#lookout.turns.find(({ at }) => at > now)?.at ?? null;
      await clock.wait(earliest(next, obstacle?.until ?? null), signal);
    }
    await this.#say('stopped', null);
    this.#log.info('daemon ends');
    return !this.#leftBehind;
  }

  /** Why the process is not healthy; null where it is. */
  unhealthy(): string | null {
    const { stalledAfter } = this.#config.settings.watch;
    return this.#run?.isStalled(stalledAfter)
      ? `the run has made no progress for ${stalledAfter} seconds`
      : null;
  }

  /** Why it can't do its work; empty where it can. */
  unready(): readonly string[] {
    const broken = this.#config.problems.map((problem) => describeError(problem));
    return [...[this.#lookout.problem, this.#runProblem].flatMap((problem) => problem ?? []), ...broken];
  }

  metricsText(): Promise<string> {
    return this.#parts.metrics.text({
      isHarvesting: this.#run !== null,
      isReady: this.unready().length === 0,
      next: this.#lookout.turns.map(({ portal, at }) => ({ portal: portal.id, at })),
    });
  }

  /** For errors that nobody caught: ends the run that is under way, not the daemon. */
  crash(error: unknown): void {
    this.#log.fatal({ err: error }, 'uncaught error');
    this.#parts.metrics.runCrashed('uncaught');
    if (this.#run === null) return;
    this.#failed(error);
    this.#stopRun?.abort();
  }

  state(): DaemonState {
    const unhealthy = this.unhealthy();
    return {
      pid: process.pid,
      version: packagePlace().version,
      startedAt: this.#startedAt.toISOString(),
      at: this.#parts.clock.now().toISOString(),
      address: this.#parts.address,
      doing: this.#doing,
      because: this.#obstacleNow?.because ?? null,
      until: this.#obstacleNow?.until.toISOString() ?? null,
      problems: [...(unhealthy === null ? [] : [unhealthy]), ...this.unready()],
      run: this.#run?.state() ?? null,
      next: this.#lookout.turns.map(({ portal, at }) => ({ portal: portal.id, at: at.toISOString() })),
      lastSuccess: this.#lastSuccess,
      nightlyOn: this.#chores.nightlyOn,
    };
  }

  #refresh(): void {
    const config = this.#parts.config.refresh();
    if (config === null) return;
    this.#config = config;
    for (const problem of config.problems) this.#log.error({ err: problem }, 'broken configuration');
    this.#log.info({ portals: config.portals.map(({ id }) => id) }, 'configuration reloaded');
    this.#arm();
  }

  #arm(): void {
    const { portals, settings } = this.#config;
    const times = portals.map((portal) => this.#lookout.calendarOf(portal, settings));
    this.#parts.arm([...new Set(times)]);
  }

  /** What keeps due portals from being harvested now. */
  #obstacle(now: Date): Obstacle | null {
    const { pauseWindows, zone } = this.#config.settings.schedule;
    const paused = pausedUntil(pauseWindows, zone, now);
    if (paused !== null) return { doing: 'paused', because: 'a pause window', until: paused };
    const retry = this.#backoff.until(now);
    return retry === null ? null : { doing: 'waiting', ...retry };
  }

  async #night(turns: readonly Turn[], signal: AbortSignal): Promise<void> {
    const { clock, harvester, metrics } = this.#parts;
    const { settings, portals: known } = this.#config;
    const portals = turns.map(({ portal }) => portal);
    const stop = new AbortController();
    const forward = () => stop.abort();
    signal.addEventListener('abort', forward, { once: true });
    if (signal.aborted) forward();
    const run = new RunWatch(
      portals.map(({ id }) => id),
      () => clock.now(),
      this.#log,
      () => void this.#bulletin.publish(),
    );
    const ended = new AbortController();
    this.#run = run;
    this.#stopRun = stop;
    const started = performance.now();
    const minding = this.#mind(portals, stop, AbortSignal.any([ended.signal, signal]));
    let result: HarvestResult | null = null;
    try {
      await this.#say('harvesting', null);
      const work = harvester.harvest({
        settings,
        portals,
        known,
        years: reportYears(settings, clock.now()),
        beginAt: new Map(turns.map(({ portal, at }) => [portal.id, at])),
        signal: stop.signal,
        listener: run.listener,
        onRequest: run.progress,
      });
      const outcome = await within(work, settings.schedule.stopWithin * 1000, signal);
      if (outcome === 'late') {
        this.#leftBehind = true;
        this.#log.error(
          { stopWithin: settings.schedule.stopWithin },
          'the run did not stop in time and was abandoned',
        );
      } else {
        result = outcome.value;
        metrics.runTook((performance.now() - started) / 1000);
        if (!stop.signal.aborted) this.#succeeded(turns, result);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      // whoever still listens for the end of this run would be kept for as long as the daemon lives
      signal.removeEventListener('abort', forward);
      stop.abort();
      ended.abort();
      await minding;
      this.#run = null;
      this.#stopRun = null;
    }
    if (result !== null) await this.#ended(result, (performance.now() - started) / 1000, signal);
  }

  /** During a run: keeps the state current, and stops the run when a pause window begins. */
  async #mind(portals: readonly PortalConfig[], stop: AbortController, ended: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    while (!ended.aborted) {
      await clock.wait(null, ended);
      if (ended.aborted) return;
      const { pauseWindows, zone } = this.#config.settings.schedule;
      const paused = pausedUntil(pauseWindows, zone, clock.now());
      if (paused !== null && !stop.signal.aborted) {
        this.#log.info(
          { until: paused, portals: portals.map(({ id }) => id) },
          'a pause window begins: stopping the run',
        );
        stop.abort();
      }
      await this.#bulletin.publish();
    }
  }

  async #ended(
    { run, outcome, portals }: HarvestResult,
    seconds: number,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#readTotals();
    // seen before people are told, which may take a while
    await this.#bulletin.publish();
    this.#log.info({ run, outcome, seconds: Math.round(seconds), portals: portals.length }, 'run ended');
    await this.#chores.runEnded({ run, outcome, portals }, this.#parts.clock.now(), signal);
  }

  async #readTotals(): Promise<void> {
    try {
      const totals = await this.#parts.harvester.totals();
      this.#parts.metrics.take(totals);
      this.#lastSuccess = Object.fromEntries(
        [...totals.lastSuccess].map(([id, at]) => [id, at.toISOString()]),
      );
    } catch (error) {
      this.#log.error({ err: error }, 'cannot count the archive');
    }
  }

  #succeeded(turns: readonly Turn[], { portals }: HarvestResult): void {
    this.#backoff.succeed();
    this.#runProblem = null;
    const ended = portals.filter(({ outcome }) => outcome !== 'interrupted').map(({ portal }) => portal);
    this.#done = new Set(turns.filter(({ portal }) => ended.includes(portal.id)).map(turnKey));
  }

  #failed(error: unknown): void {
    const now = this.#parts.clock.now();
    const code = error instanceof NianbaoError ? error.code : 'defect';
    const because = describeError(error);
    if (BUSY.has(code)) {
      this.#log.warn({ err: error }, 'the archive is in use: the run is postponed');
      this.#backoff.wait(now, because);
      return;
    }
    this.#runProblem = `the last run ended in an error: ${because}`;
    this.#parts.metrics.runCrashed(code);
    const retryAt = this.#backoff.fail(now, because);
    this.#log.error({ err: error, retryAt }, 'the run ended in an error');
  }

  /** Nights that were harvested must not be due again: were they for whatever reason, they'd be harvested for ever. */
  #mistrust(): void {
    this.#done = new Set();
    this.#failed(new Error('a night that was already harvested is due again: is the clock right?'));
  }

  async #say(doing: DaemonState['doing'], obstacle: Obstacle | null): Promise<void> {
    this.#doing = doing;
    this.#obstacleNow = obstacle;
    await this.#bulletin.publish();
  }
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
