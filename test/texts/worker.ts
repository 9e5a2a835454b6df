/** Makes and reads its share of the texts, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadEditions } from '../../src/report/edition/editions.js';
import { judged } from './judge.js';
import type { Judgement, TextId } from './judgement.js';
import { KINDS } from './kinds.js';
import { makeText } from './text.js';

const ids: readonly TextId[] = workerData;
const editions = loadEditions();

for (const id of ids) {
  const kind = KINDS.find((one) => one.id === id.kind);
  if (kind === undefined) throw new RangeError(`no such kind: ${id.kind}`);
  const { bytes, says, of } = makeText(kind, id.seed);
  const judgement: Judgement = { id, verdict: await judged(bytes, says, editions), of, bytes };
  parentPort?.postMessage(judgement);
}
