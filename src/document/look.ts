import { lowered, OBJECT, raised, struck } from './sight.js';

/** How the text of a run is seen. */
export interface Look {
  readonly hidden: boolean;
  /** White on a ground that a table's style, or a rule of the sheet, may colour. */
  readonly doubtful: boolean;
  readonly struck: boolean;
  readonly level: 'line' | 'raised' | 'lowered';
}

export const PLAIN_LOOK: Look = { hidden: false, doubtful: false, struck: false, level: 'line' };

/** Text in the notation of what a reader sees. What is hidden is the caller's to leave out. */
export function written(text: string, look: Look): string {
  if (text.trim() === '') return text;
  if (look.doubtful && /\d/.test(text)) return OBJECT;
  const levelled = look.level === 'raised' ? raised(text) : look.level === 'lowered' ? lowered(text) : text;
  return look.struck ? struck(levelled) : levelled;
}
