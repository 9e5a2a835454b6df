/** Hands out the latest state, one at a time: what changes meanwhile is handed out next, and nothing in between. */
export class Bulletin {
  readonly #issue: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #issuing: Promise<void> | null = null;
  #isStale = false;

  constructor(issue: () => Promise<void>, onError: (error: unknown) => void) {
    this.#issue = issue;
    this.#onError = onError;
  }

  /** Resolves once a state at least as new as now's is out. */
  publish(): Promise<void> {
    this.#isStale = true;
    this.#issuing ??= this.#all().finally(() => {
      this.#issuing = null;
    });
    return this.#issuing;
  }

  async #all(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        await this.#issue();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
