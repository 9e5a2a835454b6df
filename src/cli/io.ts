import { jsonText, withoutControls } from '../text/control-characters.js';

/** A stream of text that may be a terminal. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in cells. */
  readonly columns?: number;
}

/** A stream of text that takes the bytes of a file as well. */
interface ByteSink extends TextSink {
  write(data: string | Uint8Array): unknown;
}

/** Everything the command line touches outside itself; passed in, so that commands run inside tests. */
export interface CliIo {
  readonly stdout: ByteSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted on SIGINT and SIGTERM: the request in flight is the last. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Ends the process at once, whatever it still does. */
  readonly leave?: (code: number) => void;
}

/** Writes a line of text. Control characters that a source brought in are not obeyed: U+FFFD stands for each. */
export function line(sink: TextSink, text = ''): void {
  sink.write(`${withoutControls(text)}\n`);
}

/** One JSON value a line. */
export function jsonLine(sink: TextSink, value: unknown): void {
  line(sink, jsonText(value));
}
