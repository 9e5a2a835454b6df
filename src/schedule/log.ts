import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '../config/settings/log-levels.js';
import { NianbaoError } from '../errors.js';
import { redact } from './redact.js';

export type { Logger } from 'pino';

interface Sink {
  write(text: string): unknown;
}

/** The daemon's log: one JSON object a line, without secrets. */
export function newLog(sink: Sink, level: LogLevel): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
    },
    { write: (line: string) => void sink.write(redact(line)) },
  );
}

/** An error as data; the stack only of what nobody raised on purpose. */
function describe(error: unknown): object {
  if (error instanceof NianbaoError) {
    return { code: error.code, message: error.describe(), ...error.place };
  }
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error) };
}
