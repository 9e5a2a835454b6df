import { Presets, SingleBar } from 'cli-progress';
import type { CliIo } from './io.js';
import { line } from './io.js';

/** Progress of one piece of work: a bar on a terminal, plain lines otherwise. Goes to stderr. */
export interface Progress {
  /** How much there is to do, as far as is known; may grow. */
  total(n: number): void;
  step(text: string): void;
  /** A line above the bar. */
  say(text: string): void;
  done(): void;
}

/** Without a terminal, at most this many lines of progress are written. */
const LINES = 10;

export function startProgress(io: CliIo, label: string): Progress {
  return io.stderr.isTTY ? bar(io, label) : lines(io, label);
}

function bar(io: CliIo, label: string): Progress {
  const shown = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} {text}`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let all = 0;
  let at = 0;
  let started = false;
  const pause = (): void => {
    if (started) shown.stop();
    started = false;
  };
  const show = (text: string): void => {
    if (!started) shown.start(all, at, { text });
    started = true;
  };
  return {
    total(n) {
      all = n;
      if (started) shown.setTotal(n);
      else if (n > 0) show('');
    },
    step(text) {
      at++;
      show('');
      shown.update(at, { text: text.slice(0, 40) });
    },
    say(text) {
      pause();
      line(io.stderr, text);
      if (all > 0) show('');
    },
    done: pause,
  };
}

function lines(io: CliIo, label: string): Progress {
  let all = 0;
  let at = 0;
  let told = 0;
  return {
    total(n) {
      all = n;
    },
    step() {
      at++;
      const due = at === all || at - told >= Math.max(1, Math.ceil(all / LINES));
      if (!due) return;
      told = at;
      line(io.stderr, `${label}: ${at}/${all}`);
    },
    say: (text) => line(io.stderr, text),
    done: () => undefined,
  };
}
