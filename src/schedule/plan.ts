import type { PortalConfig } from '../config/portal/portal.js';
import type { Settings } from '../config/settings/settings.js';
import { Calendars, type Turn, turnsAfter } from './agenda.js';
import { pausedUntil } from './pause-windows.js';

/** A night to come. */
export interface PlannedNight extends Turn {
  /** The end of the pause window in which it would begin; null where it may begin in its time. */
  readonly pausedUntil: Date | null;
}

/** The next nights of every portal, the earliest first. */
export function planOf(
  portals: readonly PortalConfig[],
  settings: Pick<Settings, 'schedule'>,
  count: number,
  now: Date,
): readonly PlannedNight[] {
  const calendars = new Calendars();
  const { pauseWindows, zone } = settings.schedule;
  return portals
    .flatMap((portal) => turnsAfter(portal, { settings, calendars, now }, count))
    .map((turn) => ({ ...turn, pausedUntil: pausedUntil(pauseWindows, zone, turn.at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
