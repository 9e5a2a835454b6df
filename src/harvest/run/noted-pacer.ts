import { Pacer } from '../../../crawlers/fetch/pace.js';

/** A pacer that reports each request before it is made: reading a long list is progress, too. */
export class NotedPacer extends Pacer {
  note: () => void = () => undefined;

  override async acquire(...args: Parameters<Pacer['acquire']>): ReturnType<Pacer['acquire']> {
    const release = await super.acquire(...args);
    this.note();
    return release;
  }
}
