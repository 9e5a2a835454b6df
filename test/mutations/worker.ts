/** Reads its share of the documents that need no other program, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEditions } from '../../src/report/edition/editions.js';
import { type DocumentId, pageOf, written } from './document.js';
import { judged, type Verdict } from './judge.js';

export interface Judgement {
  readonly id: DocumentId;
  readonly verdict: Verdict;
  /** The file, where a wrong figure was read of it without a word. */
  readonly bytes: Uint8Array | null;
}

const ids: readonly DocumentId[] = workerData;
const editions = loadEditions();

for (const id of ids) {
  if (id.format === 'print') continue;
  const page = pageOf(id);
  const bytes = await written(page, id.format);
  const verdict = await judged(bytes, page, editions);
  const judgement: Judgement = { id, verdict, bytes: verdict.silent.length > 0 ? bytes : null };
  parentPort?.postMessage(judgement);
}
