/** Portals that nothing was got from for some nights. */
import type { PortalSuccess } from '../../storage/contract/archive.js';
import { nightOf } from '../changes/presence.js';
import type { Rule } from '../config/settings/notice-settings.js';
import type { Item } from './digest.js';
import { wantsPortal } from './rules.js';

const DAY = 24 * 3_600_000;

/** A silence to report to a channel once; the topic identifies it. */
export interface Silence {
  readonly topic: string;
  readonly item: Extract<Item, { event: 'silence' }>;
}

/**
 * The silences that the rules want to hear of at a moment: of portals that are harvested at present and have been
 * without success for a rule's nights, or for twice, three times… as many. A portal that was never asked cannot be
 * silent.
 */
export function silences(
  successes: readonly PortalSuccess[],
  enabled: ReadonlySet<string>,
  rules: readonly Rule[],
  now: Date,
): readonly Silence[] {
  return successes.flatMap(({ portal, firstTried, lastSuccess }) => {
    if (!enabled.has(portal)) return [];
    const since = lastSuccess ?? firstTried;
    const nights = nightsBetween(since, now);
    const due = rules.filter(
      (rule) => rule.events.includes('silence') && wantsPortal(rule, portal) && nights >= rule.silentNights,
    );
    const [least] = due.map((rule) => rule.silentNights).sort((a, b) => a - b);
    if (least === undefined) return [];
    const times = Math.floor(nights / least);
    return {
      topic: `silence:${portal}:${nightOf(since)}:${least}x${times}`,
      item: { event: 'silence' as const, portal, nights, since: lastSuccess?.toISOString() ?? null },
    };
  });
}

function nightsBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(nightOf(to)) - Date.parse(nightOf(from))) / DAY);
}
