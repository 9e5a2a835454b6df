import type { PortalConfig } from '../../config/portal/portal.js';

/**
 * The portals of a run that wait for their turn. Two that share a host are never handed out side by side; what one
 * leaves, the other finds done.
 */
export class PortalQueue {
  readonly #waiting: PortalConfig[];
  readonly #busy = new Set<PortalConfig>();
  #ended: (() => void)[] = [];

  constructor(portals: readonly PortalConfig[]) {
    this.#waiting = [...portals];
  }

  /** The next portal none of whose hosts is busy, waiting for one where need be; undefined where none is left. */
  async next(): Promise<PortalConfig | undefined> {
    for (;;) {
      const index = this.#waiting.findIndex(
        (portal) => ![...this.#busy].some((busy) => shareHost(busy, portal)),
      );
      const [portal] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (portal !== undefined) {
        this.#busy.add(portal);
        return portal;
      }
      if (this.#waiting.length === 0) return undefined;
      await new Promise<void>((resolve) => this.#ended.push(resolve));
    }
  }

  /** Must be called for every portal that was handed out, however its harvest ended. */
  end(portal: PortalConfig): void {
    this.#busy.delete(portal);
    const told = this.#ended;
    this.#ended = [];
    for (const tell of told) tell();
  }
}

/** A host stands for its subdomains too. */
function shareHost(a: PortalConfig, b: PortalConfig): boolean {
  return a.hosts.some((one) =>
    b.hosts.some((other) => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)),
  );
}
