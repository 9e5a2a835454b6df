/** What is asked of every kind of list, and the plays that answer it. */
import type { Cut, Size } from './column.js';
import type { Kind } from './kind.js';
import { type Harvest, Play, type Reading } from './play.js';

const SIZES: readonly Size[] = ['usual', 'one page', 'one more'];
/** Plays with further seeds, for whoever looks for more than a quick test can: NIANBAO_PORTAL_SEEDS=20. */
const MORE_SEEDS = Number(process.env.NIANBAO_PORTAL_SEEDS ?? 0);
/** A year of which no portal has a report. */
const EMPTY_YEAR = 2019;

/**
 * `taken`: exactly the portal's reports. `whole`: the commands say that it is. `harvested`: those addresses are
 * fetched and no other, and each page becomes a report. `cut …`: the commands say that the list is not whole.
 */
export type Check = 'taken' | 'whole' | 'harvested' | `cut ${Cut}`;

export function checksOf({ cuts, hasArticles }: Kind): readonly Check[] {
  const harvested: readonly Check[] = hasArticles === true ? ['harvested'] : [];
  return ['taken', 'whole', ...harvested, ...cuts.map((cut): Check => `cut ${cut}`)];
}

/** All readings of one kind's portals. */
export interface Readings {
  /** By play, as `seed 1, usual`. */
  readonly whole: ReadonlyMap<string, Reading>;
  readonly emptyYear: Reading;
  /** Null where articles are not the kind's subject. */
  readonly harvest: Harvest | null;
  /** By play and cut. */
  readonly cut: ReadonlyMap<string, CutReading>;
}

interface CutReading {
  readonly how: Cut;
  readonly reading: Reading;
}

/** Plays every portal of a kind. */
export async function readingsOf(kind: Kind): Promise<Readings> {
  const plays = SIZES.map((size, at) => ({ size, seed: at + 1 }));
  for (let seed = SIZES.length + 1; seed <= SIZES.length + MORE_SEEDS; seed += 1)
    plays.push({ size: SIZES[(seed - 1) % SIZES.length] ?? 'usual', seed });
  const whole = new Map<string, Reading>();
  const cut = new Map<string, CutReading>();
  let emptyYear: Reading | null = null;
  let harvest: Harvest | null = null;
  for (const { size, seed } of plays) {
    const name = `seed ${seed}, ${size}`;
    const play = await Play.open(kind, seed, size);
    try {
      whole.set(name, await play.read({ isChecked: size === 'one more' }));
      if (size === 'usual')
        for (const how of kind.cuts) {
          const reading = await play.read({ cut: how, isChecked: how === '404' });
          cut.set(`${name}, ${how}`, { how, reading });
        }
      if (size !== 'one page' || emptyYear !== null) continue;
      if (kind.hasArticles === true) harvest = await play.harvest();
      emptyYear = await play.read({ year: EMPTY_YEAR });
    } finally {
      await play.close();
    }
  }
  if (emptyYear === null) throw new Error(`nothing of ${kind.id} was played`);
  return { whole, emptyYear, harvest, cut };
}
