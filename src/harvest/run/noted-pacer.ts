import { Pacer } from '../../../crawlers/fetch/pace.js';

/** A pacer that says when a request is about to be made: a long list is progress, too. */
export class NotedPacer extends Pacer {
  note: () => void = () => undefined;

  override async acquire(...args: Parameters<Pacer['acquire']>): ReturnType<Pacer['acquire']> {
    const release = await super.acquire(...args);
    this.note();
    return release;
  }
}
