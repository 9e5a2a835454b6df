/** The runs of the synthetic archive: each report year has a night on which it is found, and later ones. */

import { RunTally } from '../../../src/harvest/run/run-counts.js';
import type { Archive } from '../../../storage/contract/archive.js';
import type { RunId } from '../../../storage/contract/run-id.js';
import { YEARS } from './county-reports.js';

/** One run of the harvest. */
export interface Night {
  readonly run: RunId;
  readonly at: Date;
}

/** First found, revised once, revised twice, withdrawn. */
const NIGHTS_A_YEAR = 4;

/** The runs, with what each did on each portal. */
export class Nights {
  readonly #archive: Archive;
  readonly #nights: readonly Night[];
  readonly #tallies = new Map<number, Map<string, RunTally>>();

  private constructor(archive: Archive, nights: readonly Night[]) {
    this.#archive = archive;
    this.#nights = nights;
  }

  static async begin(archive: Archive): Promise<Nights> {
    const nights: Night[] = [];
    for (const year of YEARS) {
      for (let turn = 0; turn < NIGHTS_A_YEAR; turn++) {
        const at = new Date(Date.UTC(year + 1, 4 + turn, 5, 18, 0, 0));
        nights.push({ run: await archive.startRun(at), at });
      }
    }
    return new Nights(archive, nights);
  }

  /** The night on which the nth state (from 0) of a year's report is found. */
  of(year: number, turn: number): Night {
    const night = this.#nights[(year - YEARS[0]) * NIGHTS_A_YEAR + Math.min(turn, NIGHTS_A_YEAR - 1)];
    if (night === undefined) throw new Error(`there is no night for ${year}`);
    return night;
  }

  tally(night: Night, portal: string): RunTally {
    const portals = this.#tallies.get(night.run) ?? new Map<string, RunTally>();
    const tally = portals.get(portal) ?? new RunTally();
    portals.set(portal, tally);
    this.#tallies.set(night.run, portals);
    return tally;
  }

  async end(): Promise<void> {
    for (const { run, at } of this.#nights) {
      for (const [portal, tally] of this.#tallies.get(run) ?? []) {
        await this.#archive.recordRunPortal(run, {
          portal,
          outcome: 'done',
          counts: tally.counts(),
          problems: [],
        });
      }
      await this.#archive.finishRun(run, new Date(at.getTime() + 3 * 3600 * 1000), 'done');
    }
  }
}
