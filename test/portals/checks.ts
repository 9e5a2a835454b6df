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
 * fetched and no other, and each page becomes a report. `cut …`: the commands say that the list is not whole. `told`: they
 * say so of a list of which nobody can tell the rest, and take nothing that is no report.
 */
export type Check = 'taken' | 'whole' | 'harvested' | 'told' | `cut ${Cut}`;

export function checksOf({ cuts, hasArticles, isPart }: Kind): readonly Check[] {
  if (isPart === true) return ['told'];
  const harvested: readonly Check[] = hasArticles === true ? ['harvested'] : [];
  return ['taken', 'whole', ...harvested, ...cuts.map((cut): Check => `cut ${cut}`)];
}

/** All readings of one kind's portals. */
export interface Readings {
  /** By play, as `seed 1, usual`. */
  readonly whole: ReadonlyMap<string, Reading>;
  /** Null for kinds that are not read whole. */
  readonly emptyYear: Reading | null;
  /** Null where articles are not the kind's subject. */
  readonly harvest: Harvest | null;
  /** By play and cut. */
  readonly cut: ReadonlyMap<string, CutReading>;
}

interface CutReading {
  readonly how: Cut;
  readonly reading: Reading;
}

interface PlaySeed {
  readonly seed: number;
  readonly size: Size;
}

/** A full column, and a small one: exactly one page or one entry more, by turns of kinds. With more seeds, all sizes. */
function playsOf({ id, hasArticles, isPart }: Kind): readonly PlaySeed[] {
  if (isPart === true) {
    return Array.from({ length: 3 + MORE_SEEDS }, (_, at): PlaySeed => ({ seed: at + 1, size: 'usual' }));
  }
  const isOnePage = hasArticles === true || id.length % 2 === 0;
  const quick: readonly PlaySeed[] = [
    { seed: 1, size: 'usual' },
    isOnePage ? { seed: 2, size: 'one page' } : { seed: 3, size: 'one more' },
  ];
  const more = Array.from({ length: MORE_SEEDS }, (_, at): PlaySeed => {
    const seed = quick.length + 2 + at;
    return { seed, size: SIZES[(seed - 1) % SIZES.length] ?? 'usual' };
  });
  return [...quick, ...more];
}

/** Plays every portal of a kind. */
export async function readingsOf(kind: Kind): Promise<Readings> {
  const plays = playsOf(kind);
  const whole = new Map<string, Reading>();
  const cut = new Map<string, CutReading>();
  let emptyYear: Reading | null = null;
  let harvest: Harvest | null = null;
  for (const { size, seed } of plays) {
    const name = `seed ${seed}, ${size}`;
    const play = await Play.open(kind, seed, size);
    try {
      whole.set(name, await play.read({ isChecked: size !== 'usual' || kind.isPart === true }));
      if (size === 'usual')
        for (const how of kind.cuts) {
          const reading = await play.read({ cut: how, isChecked: how === '404' });
          cut.set(`${name}, ${how}`, { how, reading });
        }
      if (size === 'usual' || emptyYear !== null) continue;
      if (kind.hasArticles === true) harvest = await play.harvest();
      emptyYear = await play.read({ year: EMPTY_YEAR });
    } finally {
      await play.close();
    }
  }
  return { whole, emptyYear, harvest, cut };
}
