/** The daemon's state, as others see it: in the file `daemon.json` beside the archive, and over HTTP. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../replace-file.js';

const time = z.iso.datetime();

const daemonStateSchema = z.object({
  pid: z.number(),
  version: z.string(),
  startedAt: time,
  /** When this was written. */
  at: time,
  /** Where it answers; null where it listens nowhere. */
  address: z.string().nullable(),
  /** `idle`, `harvesting`; `paused`, in a pause window; `waiting`, for another harvest or after an error. */
  doing: z.enum(['idle', 'harvesting', 'paused', 'waiting', 'stopped']),
  /** In words: what for. */
  because: z.string().nullable(),
  /** Until when it is paused or waits. */
  until: time.nullable(),
  /** Why it is not ready, or not healthy; empty where all is well. */
  problems: z.array(z.string()),
  run: z
    .object({
      /** null until the archive has given it one. */
      id: z.number().nullable(),
      startedAt: time,
      portals: z.array(z.string()),
      finished: z.array(z.string()),
      reports: z.number(),
      lastProgress: time,
    })
    .nullable(),
  next: z.array(z.object({ portal: z.string(), at: time })),
  lastSuccess: z.record(z.string(), time),
  /** The last day on which `nightly` was called, YYYY-MM-DD. */
  nightlyOn: z.string().nullable(),
});
export type DaemonState = z.infer<typeof daemonStateSchema>;

const stateFile = (home: string): string => join(home, 'daemon.json');

/** Writes it whole or not at all. */
export async function writeState(home: string, state: DaemonState): Promise<void> {
  await replaceFile(stateFile(home), `${JSON.stringify(state, null, 2)}\n`);
}

/** What a daemon wrote last; null where none ever did, or where it can't be read. */
export async function readState(home: string): Promise<DaemonState | null> {
  try {
    return daemonStateSchema.parse(JSON.parse(await readFile(stateFile(home), 'utf8')));
  } catch {
    return null;
  }
}
