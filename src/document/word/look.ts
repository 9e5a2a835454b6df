import type { Look } from '../look.js';

/** Half-points above or below the line from which text is a mark, and not set right by the eye. */
const RAISED = 4;
/** Half-points of type that nobody can see. */
export const TINY = 2;

/** @param align `superscript`, `subscript` or anything else; @param position half-points above the line */
export function levelOf(align: string, position: number): Look['level'] {
  if (align === 'superscript' || position >= RAISED) return 'raised';
  return align === 'subscript' || position <= -RAISED ? 'lowered' : 'line';
}
