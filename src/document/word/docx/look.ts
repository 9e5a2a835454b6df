import type { Look } from '../../look.js';
import type { XmlElement } from '../../xml/element.js';
import { levelOf, TINY } from '../look.js';
import { type DocxStyles, type RunFormat, readRunFormat } from './styles.js';

/** What lies behind a text, as far as it matters to white type. */
export type Ground = 'white' | 'shaded' | 'unknown';

/**
 * The look of a run by its own properties, its character style and its paragraph's style (ECMA-376 part 1, 17.3.2).
 * Toggle properties of the two kinds of styles cancel each other; the run's own word is final (17.7.3).
 */
export function lookOf(
  properties: XmlElement | undefined,
  paragraphStyle: string | undefined,
  styles: DocxStyles,
  ground: Ground,
): Look {
  const own = readRunFormat(properties);
  const character = styles.runFormat(properties?.child('w:rStyle')?.attribute('w:val'));
  const paragraph = styles.runFormat(paragraphStyle);
  const toggled = (name: 'vanish' | 'strike' | 'dstrike'): boolean =>
    own[name] ?? (character[name] ?? false) !== (paragraph[name] ?? false);
  const said = <Name extends keyof RunFormat>(name: Name): RunFormat[Name] =>
    own[name] ?? character[name] ?? paragraph[name];
  const white = said('color') === 'FFFFFF' && !(own.shaded ?? character.shaded ?? paragraph.shaded ?? false);
  const size = said('size');
  return {
    hidden: toggled('vanish') || (white && ground === 'white') || (size !== undefined && size <= TINY),
    doubtful: white && ground === 'unknown',
    struck: toggled('strike') || toggled('dstrike'),
    level: levelOf(said('align') ?? '', said('position') ?? 0),
  };
}
