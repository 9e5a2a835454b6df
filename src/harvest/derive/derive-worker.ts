/** A thread of a derive pool: derives what it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { DocumentError } from '../../errors.js';
import { derive } from './derive.js';
import type { Agencies, DeriveAnswer, DeriveTask, WorkerSettings } from './derive-messages.js';

const { editions }: WorkerSettings = workerData;
/** Of the latest task. */
let agencies: Agencies | null = null;
/** Milliseconds between two signs of life. */
const EVERY = 2000;

parentPort?.on('message', (task: DeriveTask) => {
  const { onProgress } = new Reports();
  if (task.agencies !== 'as before') agencies = task.agencies;
  const hints = agencies === null ? task.options.hints : { ...task.options.hints, agencies };
  const options = hints === undefined ? task.options : { ...task.options, hints };
  derive(task.bytes, editions, options, { recognition: { onProgress } }).then(
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
