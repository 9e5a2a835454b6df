/** All kinds of texts. */
import { pick, type Random } from '../formats/chance.js';
import { type Difference, type Kind, together } from './kind.js';
import { FIGURE_KINDS, SPACING_KINDS } from './kinds/blanks.js';
import { PAGE_KINDS } from './kinds/pages.js';
import { PROGRAM_KINDS, ROW_KINDS } from './kinds/programs.js';
import { TABLE_KINDS } from './kinds/tables.js';

const MIXED: Kind = { id: 'mixed', what: 'Two to four other kinds at once.' };

export const KINDS: readonly Kind[] = [
  ...SPACING_KINDS,
  ...FIGURE_KINDS,
  ...TABLE_KINDS,
  ...PAGE_KINDS,
  ...ROW_KINDS,
  ...PROGRAM_KINDS,
  MIXED,
];

const MIXABLE = KINDS.filter(({ draw, id }) => draw === undefined && id !== MIXED.id);

/** What sets the kind apart; of a mixture, the kinds that are in it, too. */
export function differenceOf(
  kind: Kind,
  random: Random,
): { readonly difference: Difference; readonly of: readonly string[] } {
  if (kind.id !== MIXED.id) return { difference: together([kind]), of: [kind.id] };
  const among = Array.from({ length: random.between(2, 4) }, () => pick(random, MIXABLE));
  return { difference: together(among), of: among.map(({ id }) => id) };
}
