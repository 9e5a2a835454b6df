import { Presets, SingleBar } from 'cli-progress';
import type { CliIo } from './io.js';
import { line } from './io.js';
import { leftInWords, Pace } from './pace.js';

/** Progress of one piece of work: a bar on a terminal, plain lines otherwise. Goes to stderr. */
export interface Progress {
  /** How much there is to do, as far as is known; may grow. */
  total(n: number): void;
  step(text: string): void;
  /** A line above the bar. */
  say(text: string): void;
  done(): void;
}

/** Without a terminal, a line is written for each of so many parts, */
const LINES = 10;
/** and where a part takes longer, after so many milliseconds. */
const LONGEST_SILENCE = 10 * 60_000;
const NUMBER = new Intl.NumberFormat('en');

export interface ProgressOptions {
  /** Whether it says how long the rest takes: where all that is to be done is known from the start. */
  readonly foretells?: boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock?: () => number;
}

/** @param noun what is counted, in the plural */
export function startProgress(io: CliIo, noun: string, options: ProgressOptions = {}): Progress {
  return io.stderr.isTTY ? bar(io, noun, options) : lines(io, noun, options);
}

/** How much is done: 「12,000 of 100,000 reports, about 14 min left」. */
class Tally {
  all = 0;
  at = 0;
  readonly #noun: string;
  readonly #pace: Pace | null;

  constructor(noun: string, { foretells = false, clock }: ProgressOptions) {
    this.#noun = noun;
    this.#pace = foretells ? new Pace(clock) : null;
  }

  step(): void {
    this.at++;
    this.#pace?.reached(this.at);
  }

  inWords(): string {
    const left = this.at === this.all ? null : (this.#pace?.left(this.at, this.all) ?? null);
    const count = `${NUMBER.format(this.at)} of ${NUMBER.format(this.all)} ${this.#noun}`;
    return left === null ? count : `${count}, ${leftInWords(left)}`;
  }
}

function bar(io: CliIo, noun: string, options: ProgressOptions): Progress {
  const tally = new Tally(noun, options);
  const shown = new SingleBar(
    {
      format: '{bar} {count}  {text}',
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let started = false;
  const pause = (): void => {
    if (started) shown.stop();
    started = false;
  };
  const show = (text: string): void => {
    if (!started) shown.start(tally.all, tally.at, { text, count: tally.inWords() });
    started = true;
  };
  return {
    total(n) {
      tally.all = n;
      if (started) shown.setTotal(n);
      else if (n > 0) show('');
    },
    step(text) {
      tally.step();
      show('');
      shown.update(tally.at, { text: text.slice(0, 40), count: tally.inWords() });
    },
    say(text) {
      pause();
      line(io.stderr, text);
      if (tally.all > 0) show('');
    },
    done: pause,
  };
}

function lines(io: CliIo, noun: string, options: ProgressOptions): Progress {
  const { clock = () => performance.now() } = options;
  const tally = new Tally(noun, options);
  let told = { at: 0, when: clock() };
  return {
    total(n) {
      tally.all = n;
    },
    step() {
      tally.step();
      const isPart = tally.at - told.at >= Math.max(1, Math.ceil(tally.all / LINES));
      const when = clock();
      if (!isPart && tally.at !== tally.all && when - told.when < LONGEST_SILENCE) return;
      told = { at: tally.at, when };
      line(io.stderr, tally.inWords());
    },
    say: (text) => line(io.stderr, text),
    done: () => undefined,
  };
}
