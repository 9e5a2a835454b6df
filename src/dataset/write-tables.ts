import type { Cell } from '../../storage/contract/archive.js';
import { NianbaoError } from '../errors.js';
import { blockOf } from './blocks.js';
import { ABOUT, aboutRows, CODEBOOK, codebookRows } from './codebook.js';
import type { DatasetDescription, FileDescription, TableDescription } from './description.js';
import type { FormatPlace, FormatWriter } from './formats/format.js';
import { FORMATS } from './formats/formats.js';
import type { FormatName } from './formats/names.js';
import type { TableSource } from './sources.js';
import type { Table } from './table.js';

export interface TablesToWrite {
  readonly sources: readonly TableSource[];
  readonly formats: readonly FormatName[];
  readonly place: FormatPlace;
  /** What formats that travel alone say of the dataset. */
  readonly about: Omit<DatasetDescription, 'files' | 'tables' | 'notes'>;
  /** How many figures there are. */
  readonly figures: () => Promise<number>;
  readonly signal: AbortSignal | undefined;
  readonly onReports: (more: number) => void;
}

export interface WrittenTables {
  readonly files: readonly Omit<FileDescription, 'bytes' | 'sha256'>[];
  readonly tables: readonly TableDescription[];
  readonly notes: readonly string[];
}

interface Target {
  readonly name: FormatName;
  readonly writer: FormatWriter;
  /** Too many figures for this format. */
  readonly leavesFigures: boolean;
}

/** Writes the tables one after the other, each to all formats at once, so that the archive is read once. */
export async function writeTables(what: TablesToWrite): Promise<WrittenTables> {
  const targets: Target[] = [];
  try {
    const notes: string[] = [];
    for (const name of what.formats) targets.push(await openTarget(name, what, notes));
    const tables: TableDescription[] = [];
    for (const source of what.sources) tables.push(await writeTable(source, targets, what));
    const files: WrittenTables['files'][number][] = [];
    for (const { name, writer } of targets) {
      notes.push(...writer.notes());
      if (FORMATS[name].carriesCodebook) {
        await writeRows(writer, ABOUT, aboutRows({ ...what.about, tables, notes }));
        await writeRows(writer, CODEBOOK, codebookRows(tables.map(({ table }) => table)));
      }
      for (const file of await writer.finish()) files.push({ ...file, format: name });
    }
    return { files, tables, notes };
  } catch (error) {
    for (const { writer } of targets) await writer.abandon();
    throw error;
  }
}

async function openTarget(name: FormatName, what: TablesToWrite, notes: string[]): Promise<Target> {
  const { mostFigures, create } = FORMATS[name];
  const wantsFigures = what.sources.some(({ table }) => table.name === 'figures');
  const figures = wantsFigures && Number.isFinite(mostFigures) ? await what.figures() : 0;
  const leavesFigures = figures > mostFigures;
  if (leavesFigures) {
    notes.push(
      `${name} has no table figures: ${figures} rows are more than one sheet holds; see another format`,
    );
  }
  return { name, writer: await create(what.place), leavesFigures };
}

/** Tables by which the progress is told: every report passes once. */
function showsProgress({ table }: TableSource, sources: readonly TableSource[]): boolean {
  const figures = sources.some((source) => source.table.name === 'figures');
  return table.name === (figures ? 'figures' : 'reports');
}

async function writeTable(
  source: TableSource,
  targets: readonly Target[],
  { sources, signal, onReports }: TablesToWrite,
): Promise<TableDescription> {
  const { table } = source;
  const isFigures = table.name === 'figures';
  const writers = [];
  for (const { writer, leavesFigures } of targets) {
    if (!(isFigures && leavesFigures)) writers.push(await writer.table(table));
  }
  const shown = showsProgress(source, sources);
  let rows = 0;
  if (writers.length > 0) {
    for await (const block of source.rows()) {
      if (signal?.aborted) throw stopped();
      for (const writer of writers) await writer.write(block);
      rows += block.rows;
      // A block of figures is one report's.
      if (shown) onReports(isFigures ? 1 : block.rows);
    }
  }
  for (const writer of writers) await writer.end();
  return { table, rows };
}

async function writeRows(
  writer: FormatWriter,
  table: Table,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const sheet = await writer.table(table);
  await sheet.write(blockOf(table, rows));
  await sheet.end();
}

function stopped(): NianbaoError {
  return new NianbaoError('interrupted', 'the export was stopped', { hint: 'nothing was replaced' });
}
