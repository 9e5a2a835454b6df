import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Measured, RowSpec } from './bench.js';

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

const EXPORTS: Readonly<Record<string, Export>> = {
  csv: { what: 'yearly csv, reports', format: 'csv', tables: 'reports', target: 5 },
  csvAll: { what: 'yearly csv, all tables', format: 'csv', tables: '', target: null },
  xlsx: { what: 'yearly xlsx, reports', format: 'xlsx', tables: 'reports', target: 20 },
  xlsxAll: { what: 'yearly xlsx, all tables but figures', format: 'xlsx', tables: '', target: 20 },
  parquet: { what: 'yearly parquet, reports', format: 'parquet', tables: 'reports', target: 5 },
  parquetAll: { what: 'yearly parquet, all tables', format: 'parquet', tables: '', target: null },
  jsonl: { what: 'yearly jsonl, all tables', format: 'jsonl', tables: '', target: null },
  sqlite: { what: 'yearly sqlite, all tables', format: 'sqlite', tables: '', target: null },
};
const MEMORY_TARGET = 300;

export const EXPORT_ROWS: Readonly<Record<string, RowSpec>> = Object.fromEntries(
  Object.entries(EXPORTS).flatMap(([key, { what, target }]): [string, RowSpec][] => [
    [key, { what: `seconds, ${what}`, better: 'less', ...(target === null ? {} : { target }) }],
    [`${key}Rows`, { what: '  thousand rows a second', better: 'more', digits: 0 }],
    [`${key}Memory`, { what: '  peak memory, MB', better: 'less', target: MEMORY_TARGET, digits: 0 }],
  ]),
);

interface ExportsWanted {
  /** A data folder with an archive. */
  readonly home: string;
  /** A report year that it has. */
  readonly year: number;
  readonly wants: (...keys: string[]) => boolean;
  readonly say: (text: string) => void;
}

/** How long the dataset of a year takes in each format, and the most memory, each in a process of its own. */
export async function benchExports({
  home,
  year,
  wants,
  say,
}: ExportsWanted): Promise<Record<string, Measured>> {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const measured: Record<string, Measured> = {};
  try {
    for (const [key, { what, format, tables }] of Object.entries(EXPORTS)) {
      if (!wants(key, `${key}Rows`, `${key}Memory`)) continue;
      say(what);
      const out = join(folder, key);
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
      const { seconds, processorSeconds, rows, megabytes } = measuredSchema.parse(answer);
      measured[key] = { values: [seconds], wall: [seconds * 1000], cpu: [processorSeconds * 1000] };
      measured[`${key}Rows`] = { values: [rows / seconds / 1000] };
      measured[`${key}Memory`] = { values: [megabytes] };
      rmSync(out, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return measured;
}
