/** A thread of a derive pool: derives what it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { DocumentError } from '../../errors.js';
import { loadEditions } from '../../report/edition/editions.js';
import { derive } from './derive.js';
import type { DeriveAnswer, DeriveTask, WorkerSettings } from './derive-messages.js';

const { folder }: WorkerSettings = workerData;
const editions = loadEditions(folder);
/** Milliseconds between two signs of life. */
const EVERY = 2000;

parentPort?.on('message', (task: DeriveTask) => {
  const { onProgress } = new Reports();
  derive(task.bytes, editions, task.options, { recognition: { onProgress } }).then(
    (derived) => answer({ derived }),
    (error: unknown) => {
      if (!(error instanceof DocumentError)) throw error; // a defect: the pool sees the thread end
      const { code, message, hint } = error;
      answer({ refusal: { code, message, hint: hint ?? null } });
    },
  );
});

/** Tells the pool now and then that a picture is being recognised. */
class Reports {
  #last = performance.now();

  readonly onProgress = (): void => {
    if (performance.now() - this.#last < EVERY) return;
    this.#last = performance.now();
    answer({ isAtWork: true });
  };
}

function answer(message: DeriveAnswer): void {
  parentPort?.postMessage(message);
}
