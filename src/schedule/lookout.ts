import type { PortalConfig } from '../config/portal/portal.js';
import type { Settings } from '../config/settings/settings.js';
import { describeError } from '../errors.js';
import { reportYears } from '../harvest/run/years.js';
import { agendaOf, Calendars, earliestSlot, type Turn, turnKey } from './agenda.js';
import type { Calendar } from './calendar.js';
import type { DaemonConfig } from './config-source.js';
import type { Harvester } from './harvester.js';
import type { Logger } from './log.js';

/** Determines what is due, reading the archive each time. */
export class Lookout {
  readonly #archive: Pick<Harvester, 'runsSince'>;
  readonly #log: Logger;
  readonly #calendars = new Calendars();
  /** Missed nights that were already reported. */
  readonly #lapsed = new Set<string>();
  #turns: readonly Turn[] = [];
  #problem: string | null = null;

  constructor(archive: Pick<Harvester, 'runsSince'>, log: Logger) {
    this.#archive = archive;
    this.#log = log;
  }

  /** The turn of each portal that has come or comes next, as of the last look; the earliest first. */
  get turns(): readonly Turn[] {
    return this.#turns;
  }

  /** Why the archive could not be read at the last look; null where it could. */
  get problem(): string | null {
    return this.#problem;
  }

  calendarOf(portal: PortalConfig, settings: Settings): Calendar {
    return this.#calendars.of(portal, settings);
  }

  async look({ portals, settings }: DaemonConfig, now: Date): Promise<void> {
    const calendars = this.#calendars;
    try {
      const runs = await this.#archive.runsSince(earliestSlot({ portals, settings, calendars, now }));
      const yearsAt = (at: Date) => reportYears(settings, at);
      const { turns, lapsed } = agendaOf({ portals, settings, calendars, runs, yearsAt, now });
      this.#turns = turns;
      this.#tell(lapsed);
      if (this.#problem !== null) this.#log.info('the archive is readable again');
      this.#problem = null;
    } catch (error) {
      const problem = describeError(error);
      if (problem !== this.#problem) this.#log.error({ err: error }, 'cannot read the archive');
      this.#problem = problem;
    }
  }

  #tell(lapsed: readonly Turn[]): void {
    for (const turn of lapsed) {
      if (this.#lapsed.has(turnKey(turn))) continue;
      this.#lapsed.add(turnKey(turn));
      const about = { portal: turn.portal.id, slot: turn.slot };
      this.#log.warn(about, 'a night was missed too long ago to make up for it');
    }
  }
}
