import { Presets, SingleBar } from 'cli-progress';
import type { CliIo } from './io.js';
import { line } from './io.js';

/** Progress of one piece of work: a bar on a terminal, plain lines otherwise. Goes to stderr. */
export interface Progress {
  total(n: number): void;
  step(text: string): void;
  done(): void;
}

/** Without a terminal, at most this many lines of progress are written. */
const LINES = 10;

export function startProgress(io: CliIo, label: string): Progress {
  return io.stderr.isTTY ? bar(label) : lines(io, label);
}

function bar(label: string): Progress {
  const shown = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} {text}`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    total(n) {
      shown.start(n, 0, { text: '' });
      started = true;
    },
    step: (text) => started && shown.increment(1, { text: text.slice(0, 40) }),
    done: () => started && shown.stop(),
  };
}

function lines(io: CliIo, label: string): Progress {
  let all = 0;
  let at = 0;
  return {
    total(n) {
      all = n;
      if (n > 0) line(io.stderr, `${label}: 0/${n}`);
    },
    step() {
      at++;
      if (at === all || at % Math.max(1, Math.ceil(all / LINES)) === 0)
        line(io.stderr, `${label}: ${at}/${all}`);
    },
    done: () => undefined,
  };
}
