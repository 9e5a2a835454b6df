import type { Transactions } from './transactions.js';

interface Waiting {
  readonly work: () => void;
  /** Tells the caller what came of it, now that it is committed. */
  readonly committed: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes in one transaction what several callers give in the same turn of the event loop: while many portals answer, most of
 * a small write is its transaction. A caller is told of its own work alone, and only once that is committed.
 */
export class GroupCommit {
  readonly #transactions: Transactions;
  #waiting: Waiting[] = [];

  constructor(transactions: Transactions) {
    this.#transactions = transactions;
  }

  /** @throws what `work` throws, or what keeps the transaction from being committed */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let committed: () => void = () => undefined;
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({
        work: () => {
          const value = work();
          committed = () => resolve(value);
        },
        committed: () => committed(),
        reject,
      });
    });
  }

  /** Writes what waits. */
  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const results = this.#transactions.group(group.map(({ work }) => work));
      for (const [index, result] of results.entries()) {
        if (result.status === 'fulfilled') group[index]?.committed();
        else group[index]?.reject(result.reason);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
