import type { Command } from '../../src/cli/command.js';
import { buildProgram, runCli } from '../../src/cli/program.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  /** The bytes of `out`. */
  readonly bytes: Uint8Array;
  readonly err: string;
}

/** Runs one command line in this process, without a terminal. */
export async function nianbao(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const out: Uint8Array[] = [];
  let err = '';
  const code = await runCli(args, {
    stdout: { write: (data) => out.push(Buffer.from(data)) },
    stderr: { write: (text) => (err += text) },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: new AbortController().signal,
    now: () => new Date('2024-02-01T18:30:00Z'),
  });
  const bytes = Buffer.concat(out);
  return { code, out: bytes.toString('utf8'), bytes, err };
}

/** The JSON values of an output, one a line. */
export function jsonLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** The program as its help knows it: what its commands are called, and what they take. */
export function silentProgram(): Command {
  return buildProgram({
    io: {
      stdout: { write: () => true },
      stderr: { write: () => true },
      env: {},
      cwd: process.cwd(),
      signal: new AbortController().signal,
      now: () => new Date(0),
    },
    exit: () => undefined,
  });
}
