import type { RunPortalSummary } from '../../storage/contract/archive.js';
import type { HarvestListener } from '../harvest/run/options.js';
import type { Logger } from './log.js';
import type { DaemonState } from './state.js';

const SHOWN_PROBLEMS = 10;

/** Follows one run: its current step, its last progress, and its log lines. */
export class RunWatch {
  readonly #startedAt: Date;
  readonly #portals: readonly string[];
  readonly #now: () => Date;
  #log: Logger;
  #id: number | null = null;
  readonly #onPortal: () => void;
  readonly #active = new Set<string>();
  readonly #finished: string[] = [];
  #reports = 0;
  #lastProgress: Date;
  /** Of a clock that nobody sets, in milliseconds. */
  #lastTick = performance.now();

  /** @param onPortal called when a portal begins or ends */
  constructor(portals: readonly string[], now: () => Date, log: Logger, onPortal: () => void) {
    this.#portals = portals;
    this.#now = now;
    this.#startedAt = now();
    this.#lastProgress = this.#startedAt;
    this.#log = log;
    this.#onPortal = onPortal;
  }

  readonly progress = (): void => {
    this.#lastTick = performance.now();
    this.#lastProgress = this.#now();
  };

  readonly listener: HarvestListener = {
    runStarted: (run) => {
      this.#id = run;
      this.#log = this.#log.child({ run });
      this.#log.info({ portals: this.#portals }, 'run begins');
    },
    portalStarted: ({ id }) => {
      this.#active.add(id);
      this.progress();
      this.#log.info({ portal: id }, 'portal begins');
      this.#onPortal();
    },
    listed: ({ id }, links, complete) => {
      this.progress();
      this.#log.info({ portal: id, listed: links.length, complete }, 'lists read');
    },
    revisiting: () => this.progress(),
    reported: ({ id }, link, { outcome, problem }) => {
      this.#reports += 1;
      this.progress();
      this.#log.debug({ portal: id, url: link.url, outcome: outcome.kind, problem }, 'report');
    },
    portalFinished: (summary) => {
      this.#active.delete(summary.portal);
      this.#finished.push(summary.portal);
      this.progress();
      this.#tell(summary);
      this.#onPortal();
    },
  };

  /** Has nothing happened for so many seconds, though a portal is under way? */
  isStalled(seconds: number): boolean {
    return this.#active.size > 0 && performance.now() - this.#lastTick > seconds * 1000;
  }

  state(): NonNullable<DaemonState['run']> {
    return {
      id: this.#id,
      startedAt: this.#startedAt.toISOString(),
      portals: [...this.#portals],
      finished: [...this.#finished],
      reports: this.#reports,
      lastProgress: this.#lastProgress.toISOString(),
    };
  }

  #tell({ portal, outcome, counts, problems }: RunPortalSummary): void {
    const { captures, changes, listed, versions, bytes } = counts;
    const about = { portal, outcome, listed, versions, bytes, captures, changes, problems: problems.length };
    this.#log[outcome === 'failed' ? 'error' : 'info'](about, 'portal ended');
    for (const problem of problems.slice(0, SHOWN_PROBLEMS)) this.#log.warn({ portal, problem }, 'problem');
  }
}
