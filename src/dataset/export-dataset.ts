import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, ArchiveHead, ExportSnapshot, SnapshotScope } from '../../storage/contract/archive.js';
import type { DatasetSettings } from '../config/settings/dataset.js';
import type { CoverageCell } from '../coverage/coverage.js';
import { NianbaoError } from '../errors.js';
import type { Measures } from '../measures/measures.js';
import type { CatalogueEntry } from '../report/edition/editions.js';
import { Sha256 } from '../sha256.js';
import { shanghaiDay } from '../text/dates.js';
import { citation } from './citation.js';
import { codebook } from './codebook.js';
import { dataPackage } from './datapackage.js';
import { type DatasetDescription, type FileDescription, versionOf, yearsText } from './description.js';
import { type OpenFile, openNewFile } from './formats/file-sink.js';
import type { FormatOptions } from './formats/format.js';
import type { FormatName } from './formats/names.js';
import { PACKAGE_FILE, prepareDataset } from './place.js';
import { chosenSources, type TableSource, tableSources } from './sources.js';
import { writeTables } from './write-tables.js';

export interface DatasetOptions {
  readonly archive: Archive;
  readonly scope: SnapshotScope;
  readonly formats: readonly FormatName[];
  /** Tables by name; null for all. */
  readonly tables: readonly string[] | null;
  /** The dataset's folder. An earlier dataset in it is replaced when the new one is whole. */
  readonly out: string;
  readonly indicators: readonly CatalogueEntry[];
  readonly measures: Measures;
  readonly settings: DatasetSettings;
  readonly text?: FormatOptions;
  /**
   * The ledger of the years that are exported, as of the moment given; left out where the scope looks back: the
   * ledger knows only how things stand now.
   */
  readonly coverage?: (years: readonly number[], at: Date) => Promise<readonly CoverageCell[]>;
  /** Judges the reports of an earlier moment among one another; the archive has what was found among those of today. */
  readonly judge?: (then: ExportSnapshot) => Promise<void>;
  /** Called once with the state that is exported, before anything is written. */
  readonly onStart?: (head: ArchiveHead) => void;
  /** Called with the number of reports done, each time some more are. */
  readonly onReports?: (more: number) => void;
  readonly signal?: AbortSignal;
  /** For tests: how files are opened. */
  readonly openFile?: OpenFile;
}

interface ExportedFile {
  readonly name: string;
  /** Null for files that are no table, or hold all of them. */
  readonly rows: number | null;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface ExportedDataset {
  readonly out: string;
  readonly version: string;
  /** Rows of each table, by its name. */
  readonly tables: Readonly<Record<string, number>>;
  readonly files: readonly ExportedFile[];
  /** What the reader must be told: tables left out of a format, texts cut. */
  readonly notes: readonly string[];
}

const PLAIN_TEXT: FormatOptions = { bom: false, rawText: false };

/** The name of a dataset of this scope, and of its folder where none is chosen. */
export function datasetName({ years, asOf }: SnapshotScope): string {
  const of = years === null ? '' : `-${yearsText(years)}`;
  return `nianbao${of}${asOf === null ? '' : `-as-of-${shanghaiDay(asOf)}`}`;
}

/**
 * Writes a dataset: tables in the formats asked for, and beside them datapackage.json, codebooks, CITATION.cff and
 * SHA256SUMS. All of it comes from one moment of the archive, and the same state gives the same bytes. Nothing
 * stands under the final name before all of it is written.
 * @throws NianbaoError `no_report`, `not_a_dataset`, `disk_full`, `export_failed`, `interrupted`; the folder is then
 * as it was
 */
export async function exportDataset(options: DatasetOptions): Promise<ExportedDataset> {
  const { archive, scope, coverage } = options;
  const snapshot = await archive.openSnapshot(scope);
  try {
    if (snapshot.head.reports === 0) throw await nothingToExport(options);
    if (scope.asOf !== null) await options.judge?.(snapshot);
    const { latest, years } = snapshot.head;
    const material = {
      snapshot,
      catalogue: options.indicators,
      measures: options.measures,
      ...(coverage === undefined || scope.asOf !== null || latest === null
        ? {}
        : { coverage: () => coverage(scope.years ?? years, latest) }),
    };
    const sources = chosenSources(tableSources(material), options.tables);
    const place = await prepareDataset(options.out);
    try {
      options.onStart?.(snapshot.head);
      const written = await fill(options, snapshot, sources, place.scratch);
      await place.publish();
      return written;
    } catch (error) {
      await place.discard();
      throw error;
    }
  } catch (error) {
    throw readable(error, options.out);
  } finally {
    await snapshot.close();
  }
}

async function fill(
  options: DatasetOptions,
  snapshot: ExportSnapshot,
  sources: readonly TableSource[],
  folder: string,
): Promise<ExportedDataset> {
  const { formats, scope, settings, measures, signal, onReports = () => undefined } = options;
  const text = options.text ?? PLAIN_TEXT;
  const { head } = snapshot;
  const name = datasetName(scope);
  const about = { name, settings, scope, head, years: head.years, options: text, measures };
  const place = { folder, name, openFile: options.openFile ?? openNewFile, options: text };
  const figures = () => snapshot.countFigures();
  const written = await writeTables({ sources, formats, place, about, figures, signal, onReports });
  const files: FileDescription[] = [];
  for (const file of written.files) files.push({ ...file, ...(await measure(join(folder, file.name))) });
  const description = { ...about, tables: written.tables, files, notes: written.notes };
  const rowsOf = new Map(written.tables.map(({ table, rows }) => [table.name, rows]));
  const listed = files.map(
    (file): ExportedFile => ({
      name: file.name,
      rows: file.table === null ? null : (rowsOf.get(file.table.name) ?? null),
      bytes: file.bytes,
      sha256: file.sha256,
    }),
  );
  const companions = await writeCompanions(folder, description);
  return {
    out: options.out,
    version: versionOf(description),
    tables: Object.fromEntries(rowsOf),
    files: [...listed, ...companions],
    notes: written.notes,
  };
}

/** The files that explain the data, and the list of all checksums. */
async function writeCompanions(folder: string, description: DatasetDescription): Promise<ExportedFile[]> {
  const contents = {
    [PACKAGE_FILE]: dataPackage(description),
    'codebook.zh.md': codebook(description, 'zh'),
    'codebook.en.md': codebook(description, 'en'),
    'CITATION.cff': citation(description),
  };
  const files: ExportedFile[] = [];
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(join(folder, name), content, { flush: true });
    files.push({ name, rows: null, ...(await measure(join(folder, name))) });
  }
  const sums = [...description.files, ...files].map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
  await writeFile(join(folder, 'SHA256SUMS'), sums, { flush: true });
  return files;
}

async function measure(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = new Sha256();
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.add(chunk);
  return { bytes: (await stat(file)).size, sha256: hash.digest() };
}

async function nothingToExport({ archive, scope }: DatasetOptions): Promise<NianbaoError> {
  const years = (await archive.status()).years.map(({ year }) => year).join(', ');
  const of = scope.years === null ? '' : ` for ${yearsText(scope.years)}`;
  const then = scope.asOf === null ? 'has' : `had, on ${shanghaiDay(scope.asOf)},`;
  return new NianbaoError('no_report', `the archive ${then} no report${of}`, {
    hint: `today it has reports for: ${years || 'no year'}`,
  });
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL']);
const UNTOUCHED = 'nothing was replaced';

/** Errors of files, which come from the system, say what happened and that nothing was lost. */
function readable(error: unknown, out: string): unknown {
  if (error instanceof NianbaoError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (FULL.has(code)) {
    return new NianbaoError('disk_full', `no space is left for the dataset (${code})`, {
      file: out,
      hint: `${UNTOUCHED}; free some disk space, or export fewer years, tables or formats`,
      cause: error,
    });
  }
  if (!/^(E[A-Z]+|SQLITE_[A-Z_]+)$/.test(code)) return error;
  return new NianbaoError('export_failed', `the dataset can't be written: ${error.message}`, {
    file: out,
    hint: UNTOUCHED,
    cause: error,
  });
}
