import { closest } from '../../text/suggest.js';

/** Portals that a hint names all. */
const FEW = 12;

/** What a message about an unknown portal says of those that are known: all, or those most like the word. */
export function knownPortals(word: string, ids: readonly string[]): string {
  if (ids.length === 0) return 'none is configured';
  if (ids.length <= FEW) return `known portals: ${ids.join(', ')}`;
  const near = closest(word, ids);
  const others = `\`nianbao portals list\` shows all ${ids.length}`;
  return near.length === 0 ? others : `${near.join(', ')}? ${others}`;
}
