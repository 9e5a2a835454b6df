import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SECRET_VARIABLE } from './receiver.js';

const idleSchema = z.object({
  idle: z.iso.datetime().transform((text) => new Date(text)),
  next: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullable(),
  rss: z.number(),
  heap: z.number(),
  handles: z.number(),
});
/** What the daemon says whenever it has nothing to do. */
export type Idle = z.infer<typeof idleSchema>;

/** How a night ended: idle, or with the process. */
export type Ended = { readonly idle: Idle } | { readonly code: number | null };

/** The daemon as a child process; its log goes to `daemon.log` in the home. */
export class DaemonChild {
  readonly #process: ChildProcess;

  constructor(home: string, config: string, start: Date) {
    const script = fileURLToPath(new URL('./daemon-process.js', import.meta.url));
    const log = openSync(join(home, 'daemon.log'), 'a');
    this.#process = fork(script, [home, config, start.toISOString()], {
      execArgv: ['--expose-gc'],
      env: { ...process.env, [SECRET_VARIABLE]: 'soak' },
      stdio: ['ignore', 'ignore', log, 'ipc'],
    });
    closeSync(log);
  }

  /** Until the daemon has nothing to do, or is no more. */
  ended(): Promise<Ended> {
    return new Promise((resolve) => {
      const idle = (message: unknown) => {
        this.#process.off('exit', exit);
        resolve({ idle: idleSchema.parse(message) });
      };
      const exit = (code: number | null) => {
        this.#process.off('message', idle);
        resolve({ code });
      };
      this.#process.once('message', idle);
      this.#process.once('exit', exit);
    });
  }

  wake(at: Date): void {
    this.#process.send({ wakeAt: at.toISOString() });
  }

  /** Sets the daemon's clock while it is at work. @param milliseconds forth, or back where they are fewer than 0 */
  step(milliseconds: number): void {
    this.#process.send({ stepBy: milliseconds });
  }

  kill(signal: 'SIGKILL' | 'SIGTERM'): void {
    this.#process.kill(signal);
  }
}
