/** Sixty sites by seed. */
import { Draw } from '../draw.js';
import { COLUMN_SITES } from './shapes/columns.js';
import { INNER_SITES, MENU_SITES } from './shapes/menus.js';
import { NONE_SITES } from './shapes/none.js';
import { TRAP_SITES } from './shapes/traps.js';
import { WORD_SITES } from './shapes/words.js';
import { Homepages, type HomeSite } from './site.js';

const SHAPES = [...WORD_SITES, ...MENU_SITES, ...INNER_SITES, ...COLUMN_SITES, ...TRAP_SITES, ...NONE_SITES];

export interface OpenHome {
  readonly site: HomeSite;
  readonly draw: Draw;
}

/** The sites, each opened from its name and a seed. */
export function homes(seed: number): readonly OpenHome[] {
  return SHAPES.map(({ name, build }) => {
    const draw = new Draw('home', name, seed);
    return { site: build(new Homepages(draw)), draw };
  });
}
