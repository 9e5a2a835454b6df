/** What a dataset says of itself, beside its tables: the same in datapackage.json, the codebooks and CITATION.cff. */

import type { ArchiveHead, SnapshotScope } from '../../storage/contract/archive.js';
import type { DatasetSettings } from '../config/settings/dataset.js';
import type { Measures } from '../measures/measures.js';
import { shanghaiDay } from '../text/dates.js';
import type { FormatOptions } from './formats/format.js';
import type { FormatName } from './formats/names.js';
import type { Table } from './table.js';

export interface TableDescription {
  readonly table: Table;
  readonly rows: number;
}

export interface FileDescription {
  readonly name: string;
  readonly format: FormatName;
  /** Null for a file that holds all tables. */
  readonly table: Table | null;
  readonly bytes: number;
  readonly sha256: string;
}

export interface DatasetDescription {
  /** Of files that hold all tables: nianbao-2023. */
  readonly name: string;
  readonly settings: DatasetSettings;
  readonly scope: SnapshotScope;
  /** Report years that are in it. */
  readonly years: readonly number[];
  readonly head: ArchiveHead;
  readonly options: FormatOptions;
  readonly tables: readonly TableDescription[];
  readonly files: readonly FileDescription[];
  readonly measures: Measures;
  /** What the reader must know beyond the codebook: tables left out, texts cut; in English. */
  readonly notes: readonly string[];
}

/** 2023, 2019-2023, or 2019,2021: for names of files and for titles. */
export function yearsText(years: readonly number[]): string {
  const sorted = [...years].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return 'none';
  if (first === last) return String(first);
  return last - first === sorted.length - 1 ? `${first}-${last}` : sorted.join(',');
}

export function titleOf({ settings, years }: DatasetDescription): string {
  return `${settings.title}（${yearsText(years)}）`;
}

/** The state of the archive in a few characters: the run, and the beginning of the digest. */
export function versionOf({ head }: Pick<DatasetDescription, 'head'>): string {
  return `${head.run === null ? 'run-0' : `run-${head.run.id}`}.${head.digest.slice(0, 12)}`;
}

/** The day, in Shanghai, on which the archive last learnt anything: the clock of the exporting machine plays no part. */
export function dateOf(head: ArchiveHead): string | null {
  return head.latest === null ? null : shanghaiDay(head.latest);
}
