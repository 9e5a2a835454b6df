/** Which portals are due, and when the others will be. Nothing here waits, fetches or stores. */

import type { PortalStart } from '../../storage/contract/archive.js';
import type { PortalConfig } from '../config/portal/portal.js';
import type { Settings } from '../config/settings/settings.js';
import { groupBy } from '../group-by.js';
import { sha256 } from '../sha256.js';
import { Calendar } from './calendar.js';

const HOUR_MS = 3_600_000;

/** A portal and one of its nights. */
export interface Turn {
  readonly portal: PortalConfig;
  /** When its schedule says so. */
  readonly slot: Date;
  /** When it begins: the slot, and the portal's jitter of that night. */
  readonly at: Date;
}

/** The same for the same night of the same portal. */
export const turnKey = ({ portal, slot }: Turn): string => `${portal.id} ${slot.toISOString()}`;

export interface Agenda {
  /** At most one turn for each portal: one that has come and was not harvested, else the next; the earliest first. */
  readonly turns: readonly Turn[];
  /** Nights that were missed, and are too long ago to be made up for. */
  readonly lapsed: readonly Turn[];
}

/** The calendars of all schedules, each made once. */
export class Calendars {
  readonly #known = new Map<string, Calendar>();

  of(portal: Pick<PortalConfig, 'schedule'>, settings: Pick<Settings, 'schedule'>): Calendar {
    const cron = portal.schedule.cron ?? settings.schedule.cron;
    const zone = portal.schedule.zone ?? settings.schedule.zone;
    const key = `${cron} ${zone}`;
    const known = this.#known.get(key) ?? new Calendar(cron, zone);
    this.#known.set(key, known);
    return known;
  }
}

export interface AgendaInput {
  readonly portals: readonly PortalConfig[];
  readonly settings: Pick<Settings, 'schedule'>;
  readonly calendars: Calendars;
  /** Runs since `earliestSlot`, of any portals. */
  readonly runs: readonly PortalStart[];
  /** The report years that a night at the instant looks for: a run of fewer is no night. */
  readonly yearsAt: (at: Date) => readonly number[];
  readonly now: Date;
}

/**
 * A night of a portal is done when a run of all its years began between that night's slot and the next. So it
 * does not matter how often the clock ticks, whether the daemon was started anew, or whether the clock was set
 * back: what has run does not run again, and of several nights that were missed only the last one is made up for.
 */
export function agendaOf(input: AgendaInput): Agenda {
  const turns: Turn[] = [];
  const lapsed: Turn[] = [];
  const patience = input.settings.schedule.catchUp * HOUR_MS;
  const runs = groupBy(input.runs, ({ portal }) => portal);
  for (const portal of input.portals) {
    const open = openTurn(portal, { ...input, runs: runs.get(portal.id) ?? [] });
    const isLate = open !== null && input.now.getTime() - open.at.getTime() > patience;
    if (isLate) lapsed.push(open);
    turns.push(...(open === null || isLate ? turnsAfter(portal, input, 1) : [open]));
  }
  return { turns: turns.sort((a, b) => a.at.getTime() - b.at.getTime()), lapsed };
}

/** The earliest instant from which runs must be known to make an agenda. */
export function earliestSlot({
  portals,
  settings,
  calendars,
  now,
}: Omit<AgendaInput, 'runs' | 'yearsAt'>): Date {
  const slots = portals.map(
    (portal) => calendars.of(portal, settings).latest(now)?.getTime() ?? now.getTime(),
  );
  return new Date(Math.min(now.getTime(), ...slots));
}

/**
 * The latest night whose time has passed, if it was not harvested.
 * @param input with the portal's own runs
 */
function openTurn(
  portal: PortalConfig,
  { settings, calendars, runs, yearsAt, now }: AgendaInput,
): Turn | null {
  const calendar = calendars.of(portal, settings);
  const slot = calendar.latest(now);
  if (slot === null) return null;
  const next = calendar.next(now);
  const isDone = runs.some(
    (run) =>
      run.startedAt >= slot &&
      (next === null || run.startedAt < next) &&
      yearsAt(run.startedAt).every((year) => run.years.includes(year)),
  );
  return isDone ? null : begin(portal, slot, next, settings);
}

/** The next turns of a portal, at most so many. */
export function turnsAfter(
  portal: PortalConfig,
  { settings, calendars, now }: Pick<AgendaInput, 'settings' | 'calendars' | 'now'>,
  count: number,
): readonly Turn[] {
  const calendar = calendars.of(portal, settings);
  const turns: Turn[] = [];
  let slot = calendar.next(now);
  while (slot !== null && turns.length < count) {
    const next = calendar.next(slot);
    turns.push(begin(portal, slot, next, settings));
    slot = next;
  }
  return turns;
}

function begin(
  portal: PortalConfig,
  slot: Date,
  next: Date | null,
  settings: Pick<Settings, 'schedule'>,
): Turn {
  const jitter = (portal.schedule.jitter ?? settings.schedule.jitter) * 1000;
  // at most half the time to the next slot, so that no night runs into the next
  const most = next === null ? jitter : Math.min(jitter, (next.getTime() - slot.getTime()) / 2);
  const late = Math.floor((most * fraction(`${portal.id} ${slot.toISOString()}`)) / 1000) * 1000;
  return { portal, slot, at: new Date(slot.getTime() + late) };
}

/** From 0 up to 1, evenly spread, the same for the same text on every machine. */
function fraction(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16) / 2 ** 32;
}
