import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive } from '../../storage/contract.js';
import { NianbaoError } from '../errors.js';
import type { CatalogueEntry } from '../report/editions.js';
import { type ExportFormat, RowWriter } from './row-writer.js';
import {
  CHANGE_COLUMNS,
  changeRows,
  type ExportTable,
  figuresTable,
  findingsTable,
  INDICATOR_COLUMNS,
  indicatorRow,
  reportsTable,
} from './tables.js';

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string;
}

export interface ExportOptions {
  readonly archive: Archive;
  readonly indicators: readonly CatalogueEntry[];
  readonly year: number;
  readonly format: ExportFormat;
  /** Made where it is not there; files of the same year and format in it are replaced. */
  readonly out: string;
  readonly onReport?: (done: number) => void;
}

/**
 * Writes the dataset of one report year: reports, figures, findings, changes, indicators and SHA256SUMS. The
 * same archive state gives the same bytes. Nothing stands under a final name before all of it is written.
 * @throws NianbaoError `export_failed` (no room, no permission); `out` is then as it was
 */
export async function exportYear(options: ExportOptions): Promise<readonly ExportedFile[]> {
  let scratch: string | null = null;
  try {
    await mkdir(options.out, { recursive: true });
    scratch = await mkdtemp(join(options.out, '.export-'));
    const files = await writeTables(options, scratch);
    const sums = files.map((file) => `${file.sha256}  ${file.name}\n`).join('');
    const sumsName = `SHA256SUMS-${options.year}-${options.format}`;
    await writeFile(join(scratch, sumsName), sums);
    for (const name of [...files.map((file) => file.name), sumsName]) {
      await rename(join(scratch, name), join(options.out, name));
    }
    return files;
  } catch (cause) {
    if (cause instanceof NianbaoError || !(cause instanceof Error) || !('code' in cause)) throw cause;
    const hint = 'nothing was replaced';
    throw new NianbaoError('export_failed', `the export can't be written: ${cause.message}`, {
      file: options.out,
      hint,
      cause,
    });
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true });
  }
}

async function writeTables(options: ExportOptions, folder: string): Promise<ExportedFile[]> {
  const { archive, indicators, year, format } = options;
  const writers: RowWriter[] = [];
  const open = (name: string, columns: readonly string[]): RowWriter => {
    const writer = new RowWriter(join(folder, `${name}-${year}.${format}`), format, columns);
    writers.push(writer);
    return writer;
  };
  try {
    const tables: readonly ExportTable[] = [reportsTable(indicators), figuresTable, findingsTable];
    const targets = tables.map((table) => ({ table, writer: open(table.name, table.columns) }));
    let done = 0;
    for await (const version of archive.exportYear(year)) {
      for (const { table, writer } of targets) {
        for (const row of table.rows(version)) await writer.write(row);
      }
      options.onReport?.(++done);
    }
    const changes = open('changes', CHANGE_COLUMNS);
    for (const change of await archive.changes({ year })) {
      for (const row of changeRows(change)) await changes.write(row);
    }
    const catalogue = open('indicators', INDICATOR_COLUMNS);
    for (const indicator of indicators) await catalogue.write(indicatorRow(indicator));
    const files: ExportedFile[] = [];
    for (const writer of writers) {
      const sha256 = await writer.close();
      files.push({ name: writer.file.slice(folder.length + 1), rows: writer.rows, sha256 });
    }
    return files;
  } finally {
    for (const writer of writers) writer.abandon();
  }
}
