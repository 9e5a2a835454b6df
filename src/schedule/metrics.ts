import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ArchiveTotals, RunOutcome } from '../../storage/contract/archive.js';
import { CAPTURE_OUTCOMES, CHANGE_KINDS } from '../../storage/contract/archive.js';

/** Without `interrupted`: such a run will be continued, and a counter must not fall. */
const ENDED: readonly RunOutcome[] = ['done', 'partial', 'failed'];
/** From a quiet night of one portal to a first night of many, in seconds. */
const RUN_SECONDS = [1, 10, 60, 300, 900, 1800, 3600, 7200, 14_400, 28_800];

/** What moves while the daemon lives, as the metrics show it. */
export interface Gauges {
  readonly isHarvesting: boolean;
  readonly isReady: boolean;
  readonly next: readonly { readonly portal: string; readonly at: Date }[];
}

/** The event loop is looked at this often: each look wakes an idle daemon. */
const LOOP_MILLISECONDS = 1000;

/**
 * The daemon's metrics, in names and units of Prometheus (seconds, bytes, `_total`).
 *
 * Counters of runs, captures, changes and bytes are read from the archive after each run, so that a restart does not
 * set them back; those of the process itself (crashes, run seconds) begin with it. Labels are few: outcomes, kinds,
 * families of rules, portals.
 */
export class DaemonMetrics {
  readonly #registry = new Registry();
  readonly #runs = this.#counter('nianbao_runs_total', 'Runs that ended, by outcome.', ['outcome']);
  readonly #captures = this.#counter(
    'nianbao_captures_total',
    'Requests to sources during runs, by outcome.',
    ['outcome'],
  );
  readonly #changes = this.#counter('nianbao_changes_total', 'Changes of reports, by kind.', ['kind']);
  readonly #bytes = this.#counter(
    'nianbao_fetched_bytes_total',
    'Bytes of response bodies received by runs.',
  );
  readonly #crashes = this.#counter('nianbao_run_errors_total', 'Runs that ended in an error, by its code.', [
    'code',
  ]);
  readonly #seconds = new Histogram({
    name: 'nianbao_run_seconds',
    help: 'Duration of runs since the daemon started.',
    buckets: RUN_SECONDS,
    registers: [this.#registry],
  });
  readonly #findings = this.#gauge(
    'nianbao_findings',
    'Findings on the latest versions of all reports, by family of rules.',
    ['rule'],
  );
  readonly #reports = this.#gauge('nianbao_reports', 'Reports in the archive.');
  readonly #success = this.#gauge(
    'nianbao_last_success_timestamp_seconds',
    'End of the last run in which the portal did not fail.',
    ['portal'],
  );
  readonly #next = this.#gauge(
    'nianbao_next_run_timestamp_seconds',
    'Next scheduled harvest of the portal.',
    ['portal'],
  );
  readonly #harvesting = this.#gauge('nianbao_harvesting', '1 while a run is in progress.');
  readonly #ready = this.#gauge('nianbao_ready', '1 while /readyz answers 200.');

  /** @param withProcess also memory, CPU, handles and event loop of the process */
  constructor(withProcess = false) {
    if (withProcess)
      collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LOOP_MILLISECONDS });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In Prometheus' text format. */
  text(gauges: Gauges): Promise<string> {
    this.#harvesting.set(gauges.isHarvesting ? 1 : 0);
    this.#ready.set(gauges.isReady ? 1 : 0);
    this.#next.reset();
    for (const { portal, at } of gauges.next) this.#next.set({ portal }, at.getTime() / 1000);
    return this.#registry.metrics();
  }

  /** Takes over what the archive counts. */
  take(totals: ArchiveTotals): void {
    for (const counter of [this.#runs, this.#captures, this.#changes, this.#bytes]) counter.reset();
    // those of 0 too: a series that appears with its first event looks like no event
    for (const outcome of ENDED) this.#runs.inc({ outcome }, totals.runs[outcome] ?? 0);
    for (const outcome of CAPTURE_OUTCOMES) this.#captures.inc({ outcome }, totals.captures[outcome] ?? 0);
    for (const kind of CHANGE_KINDS) this.#changes.inc({ kind }, totals.changes[kind] ?? 0);
    this.#bytes.inc(totals.fetchedBytes);
    this.#reports.set(totals.reports);
    this.#findings.reset();
    for (const [rule, count] of Object.entries(totals.findings)) {
      this.#findings.inc({ rule: ruleFamily(rule) }, count);
    }
    this.#success.reset();
    for (const [portal, at] of totals.lastSuccess) this.#success.set({ portal }, at.getTime() / 1000);
  }

  runTook(seconds: number): void {
    this.#seconds.observe(seconds);
  }

  runCrashed(code: string): void {
    this.#crashes.inc({ code });
  }

  #counter<T extends string = never>(name: string, help: string, labelNames: readonly T[] = []): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<T extends string = never>(name: string, help: string, labelNames: readonly T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}

/** A rule without what it was applied to: `narrative` and `requests.balance`, never one for each indicator. */
export function ruleFamily(rule: string): string {
  const [room = rule, name] = rule.split('.');
  return room === 'narrative' || name === undefined ? room : `${room}.${name}`;
}
