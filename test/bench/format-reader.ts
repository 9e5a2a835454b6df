import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const roundSchema = z.object({ wall: z.number(), cpu: z.number(), megabytes: z.number() });
type Round = z.infer<typeof roundSchema>;

/** A process that reads the same files again and again, so that the memory it takes is theirs. */
export class FormatReader {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Once it is warm; null where the files cannot be read. */
  static async of(files: readonly string[]): Promise<FormatReader | null> {
    const child = fork(fileURLToPath(new URL('./format-process.js', import.meta.url)), files);
    const reader = new FormatReader(child);
    return (await reader.#answer()) === null ? null : reader;
  }

  /** Milliseconds of one document, and megabytes at most so far. @throws ZodError where the process has ended */
  async round(): Promise<Round> {
    this.#child.send('round');
    return roundSchema.parse(await this.#answer());
  }

  close(): void {
    this.#child.disconnect();
  }

  #answer(): Promise<unknown> {
    return new Promise((resolve) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', () => resolve(null));
    });
  }
}
