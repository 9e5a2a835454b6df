const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** What the pace is taken from: an hour ago, the machine may have been busy, or the reports of another kind. */
const WINDOW = MINUTE;
/** The first seconds go into starting threads, and say nothing of what comes after them. */
const LEAST = 10 * SECOND;

interface Mark {
  readonly at: number;
  readonly done: number;
}

/** How fast a piece of work goes, by its last minute. */
export class Pace {
  readonly #now: () => number;
  /** Oldest first, a second or more apart; all but the first within the window. */
  readonly #marks: Mark[];
  readonly #started: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#started = now();
    this.#marks = [{ at: this.#started, done: 0 }];
  }

  /** Told whenever some of the work is done. @param done all that is done so far */
  reached(done: number): void {
    const at = this.#now();
    const last = this.#marks.at(-1);
    if (last === undefined || at - last.at >= SECOND) this.#marks.push({ at, done });
    // the newest that is a minute old stays, so that the marks reach over the whole minute
    while ((this.#marks[1]?.at ?? at) <= at - WINDOW) this.#marks.shift();
  }

  /** Milliseconds until all is done; null as long as nobody can tell. */
  left(done: number, all: number): number | null {
    const [first] = this.#marks;
    const at = this.#now();
    if (first === undefined || at - this.#started < LEAST || done <= first.done || all < done) return null;
    return ((all - done) * (at - first.at)) / (done - first.done);
  }
}

/** 「about 14 min left」; from an hour and a half on in hours, from two days on in days. */
export function leftInWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  if (milliseconds < MINUTE) return 'less than a minute left';
  if (minutes < 90) return `about ${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `about ${Math.round(hours / 24)} days left`;
  const rest = minutes % 60;
  return rest === 0 ? `about ${hours} h left` : `about ${hours} h ${rest} min left`;
}
