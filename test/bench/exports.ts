import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fixed } from './measure.js';
import type { BenchRow } from './table.js';

const measuredSchema = z.object({
  seconds: z.number(),
  processorSeconds: z.number(),
  rows: z.number(),
  megabytes: z.number(),
});

/** What is exported, in which format, and within which time; null for none asked for. */
interface Export {
  readonly what: string;
  readonly format: string;
  /** Joined by commas; '' for all. */
  readonly tables: string;
  readonly target: number | null;
}

const EXPORTS: readonly Export[] = [
  { what: 'yearly csv, reports', format: 'csv', tables: 'reports', target: 5 },
  { what: 'yearly csv, all tables', format: 'csv', tables: '', target: null },
  { what: 'yearly xlsx, reports', format: 'xlsx', tables: 'reports', target: 20 },
  { what: 'yearly xlsx, all tables but figures', format: 'xlsx', tables: '', target: 20 },
  { what: 'yearly parquet, reports', format: 'parquet', tables: 'reports', target: 5 },
  { what: 'yearly parquet, all tables', format: 'parquet', tables: '', target: null },
  { what: 'yearly jsonl, all tables', format: 'jsonl', tables: '', target: null },
  { what: 'yearly sqlite, all tables', format: 'sqlite', tables: '', target: null },
];
const MEMORY_TARGET = '≤ 300';

/**
 * How long the dataset of a year takes in each format, and the most memory, each in a process of its own.
 * @param home a data folder with an archive
 * @param year a report year it has
 */
export async function benchExports(home: string, year: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const rows: BenchRow[] = [];
  try {
    for (const { what, format, tables, target } of EXPORTS) {
      const out = join(folder, `${format}${rows.length}`);
      const child = fork(fileURLToPath(new URL('./export-process.js', import.meta.url)), [
        join(home, 'archive.sqlite'),
        String(year),
        format,
        tables,
        out,
      ]);
      const answer = await new Promise<unknown>((resolve, reject) => {
        child.once('message', resolve);
        child.once('exit', () => reject(new Error(`${what} failed`)));
      });
      const { seconds, processorSeconds, rows: written, megabytes } = measuredSchema.parse(answer);
      const asked = target === null ? '' : `≤ ${target}`;
      rows.push(
        { what: `seconds, ${what}`, figure: fixed(seconds), target: asked },
        { what: '  of processor time', figure: fixed(processorSeconds), target: '' },
        { what: '  thousand rows a second', figure: fixed(written / seconds / 1000, 0), target: '' },
        { what: '  peak memory, MB', figure: fixed(megabytes, 0), target: MEMORY_TARGET },
      );
      rmSync(out, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}
