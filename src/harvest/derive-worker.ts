/** A thread of a derive pool: derives what it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { DocumentError } from '../errors.js';
import { loadEditions } from '../report/editions.js';
import { derive } from './derive.js';
import type { DeriveAnswer, DeriveTask, WorkerSettings } from './derive-pool.js';

const { folder }: WorkerSettings = workerData;
const editions = loadEditions(folder);

parentPort?.on('message', (task: DeriveTask) => {
  derive(task.bytes, editions, task.options).then(
    (derived) => answer({ id: task.id, derived }),
    (error: unknown) => {
      if (!(error instanceof DocumentError)) throw error; // a defect: the pool sees the thread end
      const { code, message, hint } = error;
      answer({ id: task.id, refusal: { code, message, hint: hint ?? null } });
    },
  );
});

function answer(message: DeriveAnswer): void {
  parentPort?.postMessage(message);
}
