import {
  CAPTURE_OUTCOMES,
  type CaptureOutcome,
  CHANGE_KINDS,
  type ChangeKind,
  type RunCounts,
} from '../../../storage/contract/archive.js';
import type { DepositResult } from '../deposit/deposit-model.js';

/** Counts what a run found on one portal. */
export class RunTally {
  listed = 0;
  versions = 0;
  payloads = 0;
  bytes = 0;
  readonly #captures = new Map<CaptureOutcome, number>();
  readonly #changes = new Map<ChangeKind, number>();

  /** Adds what an earlier process of the same run counted. */
  add(counts: Omit<RunCounts, 'listed'>): void {
    for (const outcome of CAPTURE_OUTCOMES) this.#count(this.#captures, outcome, counts.captures[outcome]);
    for (const kind of CHANGE_KINDS) this.#count(this.#changes, kind, counts.changes[kind]);
    this.versions += counts.versions;
    this.payloads += counts.payloads;
    this.bytes += counts.bytes;
  }

  change(kind: ChangeKind): void {
    this.#count(this.#changes, kind, 1);
  }

  #count<K>(counts: Map<K, number>, key: K, more = 0): void {
    if (more > 0) counts.set(key, (counts.get(key) ?? 0) + more);
  }

  capture(outcome: CaptureOutcome, bytes = 0): void {
    this.#count(this.#captures, outcome, 1);
    this.bytes += bytes;
  }

  deposit(result: DepositResult, bytes: number): void {
    this.capture(result.outcome, bytes);
    if (result.newVersion) this.versions++;
    if (result.newPayload) this.payloads++;
    for (const kind of result.changes) this.change(kind);
  }

  /** Captures with neither content nor the answer that nothing has changed. */
  get bad(): number {
    return (this.#captures.get('failed') ?? 0) + (this.#captures.get('blocked') ?? 0);
  }

  counts(): RunCounts {
    return {
      listed: this.listed,
      captures: tally(CAPTURE_OUTCOMES, (outcome) => this.#captures.get(outcome) ?? 0),
      changes: tally(CHANGE_KINDS, (kind) => this.#changes.get(kind) ?? 0),
      versions: this.versions,
      payloads: this.payloads,
      bytes: this.bytes,
    };
  }
}

/** Sums the counts of several portals. */
export function totalCounts(all: readonly RunCounts[]): RunCounts {
  const sum = (pick: (c: RunCounts) => number | undefined): number =>
    all.reduce((total, counts) => total + (pick(counts) ?? 0), 0);
  return {
    listed: sum((c) => c.listed),
    captures: tally(CAPTURE_OUTCOMES, (outcome) => sum((c) => c.captures[outcome])),
    changes: tally(CHANGE_KINDS, (kind) => sum((c) => c.changes[kind])),
    versions: sum((c) => c.versions),
    payloads: sum((c) => c.payloads),
    bytes: sum((c) => c.bytes),
  };
}

/** Counts by name, those of 0 left out. */
function tally<K extends string>(
  names: readonly K[],
  count: (name: K) => number,
): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const name of names) {
    const n = count(name);
    if (n > 0) counts[name] = n;
  }
  return counts;
}
