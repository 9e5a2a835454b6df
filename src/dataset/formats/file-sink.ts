import { open } from 'node:fs/promises';

/** What is needed of an open file; Node's FileHandle has it. */
export interface OpenedFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file that must not be there yet. */
export type OpenFile = (path: string) => Promise<OpenedFile>;

export const openNewFile: OpenFile = (path) => open(path, 'wx');

/**
 * A file written from its beginning to its end. One write is under way while the next is being made; an error of a
 * write is thrown by the call after it, at the latest by `close`.
 */
export class FileSink {
  readonly #handle: OpenedFile;
  #pending: Promise<unknown> = Promise.resolve();
  #position = 0;

  private constructor(handle: OpenedFile) {
    this.#handle = handle;
  }

  static async create(path: string, openFile: OpenFile): Promise<FileSink> {
    return new FileSink(await openFile(path));
  }

  /** Bytes written so far. */
  get position(): number {
    return this.#position;
  }

  /** The bytes must not be changed afterwards. */
  async write(bytes: Uint8Array): Promise<void> {
    const at = this.#position;
    this.#position += bytes.length;
    await this.#pending;
    this.#pending = this.#writeAt(bytes, at);
    // Whoever asks next is told; until then nobody has to.
    this.#pending.catch(() => undefined);
  }

  /** Writes over bytes that stand already. */
  async overwrite(bytes: Uint8Array, at: number): Promise<void> {
    await this.#pending;
    await this.#writeAt(bytes, at);
  }

  /** The file is on the disk, whole, when this returns. */
  async close(): Promise<void> {
    await this.#pending;
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** Gives up, whatever state the file is in. */
  async abandon(): Promise<void> {
    await this.#pending.catch(() => undefined);
    await this.#handle.close().catch(() => undefined);
  }

  async #writeAt(bytes: Uint8Array, from: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        written,
        bytes.length - written,
        from + written,
      );
      written += bytesWritten;
    }
  }
}
