import type { MoveReason } from '../../storage/contract/archive.js';

/** What the end of a night knows of a source that stands for a report. */
export interface Candidate {
  readonly url: string;
  /** Did the night find the report there (or, on another portal, the last night that asked for it)? */
  readonly isShown: boolean;
  /** Is it published, as far as the lists say? */
  readonly isPublished: boolean;
}

/** The main source, and why it can't be that any more; null where it can. */
export interface MainStanding extends Pick<Candidate, 'isShown'> {
  readonly leaves: MoveReason | null;
}

/**
 * Which source goes on with a report: null for the one that stands for it already, as long as it may, or where no other
 * could. The first that became known goes before later ones, and what a list names before what is merely still there:
 * that can only take the place of a main source that shows the report no more.
 *
 * @param others in the order in which they became known
 */
export function successor(main: MainStanding, others: readonly Candidate[]): Candidate | null {
  if (main.leaves === null) return null;
  const shown = others.filter(({ isShown }) => isShown);
  const listed = shown.find(({ isPublished }) => isPublished);
  return listed ?? (main.isShown ? null : (shown[0] ?? null));
}
