import { lowered, OBJECT, raised, struck } from '../sight.js';

/** How the text of a run is seen. */
export interface Look {
  readonly hidden: boolean;
  /** White on a ground that a table's style may colour. */
  readonly doubtful: boolean;
  readonly struck: boolean;
  readonly level: 'line' | 'raised' | 'lowered';
}

export const PLAIN_LOOK: Look = { hidden: false, doubtful: false, struck: false, level: 'line' };

/** Half-points above or below the line from which text is a mark, and not set right by the eye. */
const RAISED = 4;
/** Half-points of type that nobody can see. */
export const TINY = 2;

/** @param align `superscript`, `subscript` or anything else; @param position half-points above the line */
export function levelOf(align: string, position: number): Look['level'] {
  if (align === 'superscript' || position >= RAISED) return 'raised';
  return align === 'subscript' || position <= -RAISED ? 'lowered' : 'line';
}

/** Text in the notation of what a reader sees. */
export function written(text: string, look: Look): string {
  if (text.trim() === '') return text;
  if (look.doubtful && /\d/.test(text)) return OBJECT;
  const levelled = look.level === 'raised' ? raised(text) : look.level === 'lowered' ? lowered(text) : text;
  return look.struck ? struck(levelled) : levelled;
}
