/**
 * Counts the pages of a document by what Word noted when it last laid it out (`w:lastRenderedPageBreak`,
 * ECMA-376 part 1, 17.3.3.13). Documents without such notes have pages too, but nobody knows where they begin.
 */
export class PageCount {
  /** The page here, from 1. */
  current = 1;
  /** The page of the first character since this was last set to undefined. */
  firstInk: number | undefined;
  /** Nothing was shown since an ordered break: the note that follows is of the same break. */
  #fresh = false;
  /** Whether there were any notes: without them all pages are guesses. */
  noted = false;

  /** A break that the author ordered. */
  broken(): void {
    this.current += 1;
    this.#fresh = true;
  }

  /** A break that Word noted. */
  rendered(): void {
    this.noted = true;
    if (!this.#fresh) this.current += 1;
    this.#fresh = false;
  }

  /** Something is shown here. */
  inked(): void {
    this.#fresh = false;
    this.firstInk ??= this.current;
  }
}
