import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { ExportRow } from './tables.js';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Turns rows into the text of one format; the same rows always give the same bytes. */
interface RowFormat {
  head(columns: readonly string[]): string;
  lines(columns: readonly string[], rows: readonly ExportRow[]): string;
}

const FORMATS: Readonly<Record<ExportFormat, RowFormat>> = {
  csv: {
    head: (columns) => csvLines([columns]),
    lines: (_, rows) => csvLines(rows),
  },
  jsonl: {
    head: () => '',
    lines: (columns, rows) =>
      rows
        .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((c, i) => [c, row[i] ?? null])))}\n`)
        .join(''),
  },
};

/** RFC 4180. Null is an empty cell; so is an empty text, whose `null_reason` is `blank`. */
function csvLines(rows: readonly ExportRow[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n' },
  );
}

/** Rows held before they are written. */
const BATCH = 1000;

/** Writes one file row by row, holding no more than a batch in memory. */
export class RowWriter {
  readonly #stream;
  readonly #hash = createHash('sha256');
  readonly #format: RowFormat;
  #pending: ExportRow[] = [];
  #failed: Error | null = null;
  rows = 0;

  constructor(
    readonly file: string,
    format: ExportFormat,
    private readonly columns: readonly string[],
  ) {
    this.#format = FORMATS[format];
    this.#stream = createWriteStream(file, { flags: 'wx' });
    this.#stream.on('error', (error) => {
      this.#failed = error;
    });
    this.#put(this.#format.head(columns));
  }

  async write(row: ExportRow): Promise<void> {
    this.#pending.push(row);
    this.rows++;
    if (this.#pending.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#failed !== null) throw this.#failed;
    if (this.#pending.length === 0) return;
    const rows = this.#pending;
    this.#pending = [];
    if (!this.#put(this.#format.lines(this.columns, rows))) await once(this.#stream, 'drain');
  }

  #put(text: string): boolean {
    this.#hash.update(text);
    return this.#stream.write(text);
  }

  /** Finishes the file; returns the SHA-256 of its bytes, lower-case hex. */
  async close(): Promise<string> {
    await this.#flush();
    this.#stream.end();
    await finished(this.#stream);
    return this.#hash.digest('hex');
  }

  /** Gives up: closes the file, whatever state it is in. */
  abandon(): void {
    this.#stream.destroy();
  }
}
