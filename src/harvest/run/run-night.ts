/** A harvest as commands and the daemon begin it: under the lock, with threads that derive, resumed where it can be. */
import type { HarvestResult, UnfinishedRun } from '../../../storage/contract/archive.js';
import { acquireHarvestLock } from '../../../storage/harvest-lock.js';
import type { PortalConfig } from '../../config/portal/portal.js';
import { newDeriver } from '../derive/derive-pool.js';
import { harvest, isResumable } from './harvest.js';
import type { HarvestOptions } from './options.js';

/**
 * Which unfinished run is resumed.
 * - never: none
 * - same: one of exactly these portals and years
 * - due: one that still has one of these portals to do, if all its portals are among `known`, with all of them; a manual
 *   harvest of some other portal, stopped on purpose, is left alone
 */
type ResumeRule =
  | { readonly unfinished: 'never' }
  | { readonly unfinished: 'same' }
  | { readonly unfinished: 'due'; readonly known: readonly PortalConfig[] };

export interface NightOptions extends Omit<HarvestOptions, 'deriver' | 'resume'> {
  /** The archive's folder: its lock keeps other harvests out. */
  readonly home: string;
  readonly resume: ResumeRule;
}

/**
 * One run, or the rest of one that was killed or stopped.
 * @throws ArchiveError `locked` while another process harvests; what the harvest throws
 */
export async function runNight({ home, resume: rule, ...options }: NightOptions): Promise<HarvestResult> {
  const now = options.now?.() ?? new Date();
  const lock = await acquireHarvestLock(home, now);
  try {
    const deriver = newDeriver(options.editions);
    try {
      const unfinished = await options.archive.unfinishedRun();
      const resumed = unfinished === null ? null : resumption(unfinished, rule, options, now);
      if (resumed !== null) options.listener?.runResumed?.(resumed.resume);
      return await harvest({ ...options, deriver, ...resumed });
    } finally {
      await deriver.close();
    }
  } finally {
    await lock.release();
  }
}

/** The unfinished run, and the portals to resume it with; null where a new one begins. */
function resumption(
  unfinished: UnfinishedRun,
  rule: ResumeRule,
  { portals: wanted, years, settings }: Pick<HarvestOptions, 'portals' | 'years' | 'settings'>,
  now: Date,
): { readonly portals: readonly PortalConfig[]; readonly resume: UnfinishedRun } | null {
  if (rule.unfinished === 'never') return null;
  if (rule.unfinished === 'due' && !isDue(unfinished, wanted)) return null;
  const portals =
    rule.unfinished === 'same'
      ? wanted
      : rule.known.filter(({ id }) => unfinished.scope.portals.includes(id));
  return isResumable(unfinished, { portals, years }, settings, now) ? { portals, resume: unfinished } : null;
}

/** Is there a portal among these that the run has not finished? */
function isDue({ scope, finished }: UnfinishedRun, portals: readonly PortalConfig[]): boolean {
  const done = new Set(finished.map(({ portal }) => portal));
  return portals.some(({ id }) => scope.portals.includes(id) && !done.has(id));
}
