import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { packagePlace } from '../../src/place/package.js';
import type { BenchRow } from './bench.js';

/** Where the runs are kept, one JSON a line, if nothing else is said. */
export const RESULTS = join(packagePlace().root, 'bench', 'results.jsonl');

const rowSchema = z.object({
  name: z.string(),
  what: z.string(),
  better: z.enum(['less', 'more', 'neither']),
  target: z.number().exactOptional(),
  digits: z.number().exactOptional(),
  isExact: z.boolean().exactOptional(),
  measured: z.union([
    z.object({
      values: z.array(z.number()),
      wall: z.array(z.number()).exactOptional(),
      cpu: z.array(z.number()).exactOptional(),
    }),
    z.object({ skipped: z.string() }),
  ]),
});

const runSchema = z.object({
  commit: z.string(),
  /** Whether files differed from the commit. */
  isChanged: z.boolean(),
  date: z.iso.datetime(),
  node: z.string(),
  cpu: z.string(),
  cores: z.number(),
  /** The load average of the minute before it began: what else the machine had to do. */
  load: z.number(),
  isLong: z.boolean(),
  rows: z.array(rowSchema),
});

/** A run of the benches. */
export type BenchRun = z.infer<typeof runSchema>;

/** Of which commit, when and on which machine a run is that begins now: the next commit may come before its end. */
export function beginRun(isLong: boolean): BenchRun {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: packagePlace().root, encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short', 'HEAD'),
    isChanged: git('status', '--porcelain', '--untracked-files=no') !== '',
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: loadavg()[0] ?? 0,
    isLong,
    rows: [],
  };
}

export function withRows(run: BenchRun, rows: readonly BenchRow[]): BenchRun {
  return runSchema.parse({ ...run, rows: rows.map(finite) });
}

/** JSON has no number that is none; such a figure says that something could not be measured. */
function finite(row: BenchRow): BenchRow {
  const { measured } = row;
  if ('skipped' in measured || measured.values.every(Number.isFinite)) return row;
  return { ...row, measured: { skipped: 'no figure came of it' } };
}

export function appendRun(run: BenchRun, file = RESULTS): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(run)}\n`);
}

/** All runs of a file, in order. @throws Error that names the line which is none */
export function readRuns(file = RESULTS): readonly BenchRun[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      if (text === '') return [];
      try {
        return [runSchema.parse(JSON.parse(text))];
      } catch (cause) {
        throw new Error(`${file}, line ${at + 1} is no run of the benches`, { cause });
      }
    });
}

/** 「(the machine was busy: load 8.3 on 2 cores)」 where others may have had their part of the cores; else ''. */
export function busyNote({ load, cores }: BenchRun): string {
  return load > cores / 2 ? ` (the machine was busy: load ${load.toFixed(1)} on ${cores} cores)` : '';
}

/** 「AMD EPYC, 2 cores, Node v20.20.2」 */
export function machineOf({ cpu, cores, node }: BenchRun): string {
  return `${cpu}, ${cores} cores, Node ${node}`;
}
