/** A thread that reads list pages, one after the other. */
import { parentPort } from 'node:worker_threads';
import type { ListMessage } from './list-messages.js';
import { columnsOf, type ReadColumn, readListPage } from './read-list-page.js';

/** Portals that are known at a time; the one that came first makes room. */
const MOST_PORTALS = 64;
const portals = new Map<number, readonly ReadColumn[]>();

parentPort?.on('message', (message: ListMessage) => {
  if (message.kind === 'portal') {
    const [oldest] = portals.keys();
    if (portals.size >= MOST_PORTALS && oldest !== undefined) portals.delete(oldest);
    portals.set(message.portal, columnsOf(message.listed));
    return;
  }
  const columns = portals.get(message.portal);
  if (columns === undefined) throw new TypeError(`no portal ${message.portal}`);
  parentPort?.postMessage(readListPage(columns, message.task));
});
