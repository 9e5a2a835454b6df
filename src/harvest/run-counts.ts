import type { CaptureOutcome, ChangeKind, RunCounts } from '../../storage/contract.js';
import type { DepositResult } from './deposit.js';

/** Counts what one portal of a run brought. */
export class RunTally {
  listed = 0;
  versions = 0;
  payloads = 0;
  bytes = 0;
  readonly #captures = new Map<CaptureOutcome, number>();
  readonly #changes = new Map<ChangeKind, number>();

  capture(outcome: CaptureOutcome, bytes = 0): void {
    this.#captures.set(outcome, (this.#captures.get(outcome) ?? 0) + 1);
    this.bytes += bytes;
  }

  deposit(result: DepositResult, bytes: number): void {
    this.capture(result.outcome, bytes);
    if (result.newVersion) this.versions++;
    if (result.newPayload) this.payloads++;
    for (const kind of result.changes) this.#changes.set(kind, (this.#changes.get(kind) ?? 0) + 1);
  }

  /** Captures that brought neither content nor the word that nothing has changed. */
  get bad(): number {
    return (this.#captures.get('failed') ?? 0) + (this.#captures.get('blocked') ?? 0);
  }

  counts(): RunCounts {
    return {
      listed: this.listed,
      captures: Object.fromEntries(this.#captures),
      changes: Object.fromEntries(this.#changes),
      versions: this.versions,
      payloads: this.payloads,
      bytes: this.bytes,
    };
  }
}

/** Sums the counts of several portals. */
export function totalCounts(all: readonly RunCounts[]): RunCounts {
  const merged = <K extends string>(
    pick: (c: RunCounts) => Readonly<Partial<Record<K, number>>>,
  ): Record<K, number> => {
    const sums = {} as Record<K, number>;
    for (const counts of all) {
      for (const [key, value] of Object.entries(pick(counts)) as [K, number][])
        sums[key] = (sums[key] ?? 0) + value;
    }
    return sums;
  };
  const sum = (pick: (c: RunCounts) => number): number => all.reduce((total, c) => total + pick(c), 0);
  return {
    listed: sum((c) => c.listed),
    captures: merged((c) => c.captures),
    changes: merged((c) => c.changes),
    versions: sum((c) => c.versions),
    payloads: sum((c) => c.payloads),
    bytes: sum((c) => c.bytes),
  };
}
