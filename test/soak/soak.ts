import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings } from '../../src/config/settings/settings.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { type Random, seededRandom } from '../../src/simulation/reports/random.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { DaemonChild, type Idle } from './child.js';
import { changeSomething, startPortals, strike } from './portals.js';
import type { Receiver } from './receiver.js';
import { differences, published, truthOf } from './truth.js';

export interface SoakOptions {
  readonly home: string;
  readonly config: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly receiver: Receiver;
  readonly nights: number;
  readonly portals: number;
  readonly reports: number;
  readonly seed: number;
}

export interface SoakRow {
  readonly what: string;
  readonly figure: string;
  readonly target: string;
  readonly isKept: boolean;
}

const START = new Date('2024-02-01T12:00:00Z');
/** Nights at the end without faults and changes: a withdrawal takes three. */
const HEALTHY = 4;
const DAY_MS = 86_400_000;
/** Of each hundred nights of the first quarter. */
const KILLED = 30;
const STOPPED = 15;
const DOWN = 10;

interface Told {
  kills: number;
  stops: number;
  downtimes: number;
  wrongExits: number;
  readonly samples: Idle[];
}

export async function runSoak(options: SoakOptions): Promise<readonly SoakRow[]> {
  const random = seededRandom(options.seed);
  const portals = await startPortals(options.portals, options.reports, options.seed);
  for (const [i, portal] of portals.entries()) {
    writeFileSync(
      join(options.config, 'portals', `portal-${i}.yaml`),
      JSON.stringify(portal.portalConfig('hanweb-jpage')),
    );
  }
  const told: Told = { kills: 0, stops: 0, downtimes: 0, wrongExits: 0, samples: [] };
  const started = performance.now();
  try {
    await play(options, portals, random, told);
    const seconds = (performance.now() - started) / 1000;
    return await judgeSoak(options, portals, told, seconds);
  } finally {
    await Promise.all(portals.map((portal) => portal.close()));
  }
}

async function play(options: SoakOptions, portals: readonly SimulatedPortal[], random: Random, told: Told) {
  const { home, config, nights } = options;
  let now = START;
  let child = new DaemonChild(home, config, now);
  const chance = (percent: number) => random.between(1, 100) <= percent;
  /** Waits until the daemon has nothing to do, starting it anew as often as it was ended. */
  const idle = async (): Promise<Idle> => {
    for (;;) {
      const ended = await child.ended();
      if ('idle' in ended) return ended.idle;
      // 0 after SIGTERM, null after SIGKILL
      if (ended.code !== 0 && ended.code !== null) told.wrongExits += 1;
      if (told.wrongExits > 10) throw new Error('the daemon ends again and again: see daemon.log');
      now = new Date(now.getTime() + 60_000);
      child = new DaemonChild(home, config, now);
    }
  };
  let state = await idle();
  for (let night = 1; night < nights; night++) {
    const isWild = night < nights - HEALTHY;
    const isRough = night < Math.max(4, nights / 4);
    options.receiver.isRough = isWild;
    for (const portal of portals) {
      if (isWild && chance(50)) changeSomething(portal, random);
      strike(portal, random, isWild ? 25 : 0);
    }
    now = new Date(state.next ?? state.idle.getTime() + DAY_MS);
    if (isRough && chance(DOWN)) {
      told.downtimes += 1;
      child.kill('SIGTERM');
      now = new Date(now.getTime() + random.between(1, 4) * DAY_MS);
      state = await idle();
      continue;
    }
    child.wake(now);
    const dice = random.between(1, 100);
    if (isRough && dice <= KILLED + STOPPED) {
      await afterRequests(portals, random.between(1, options.portals * options.reports));
      if (dice <= KILLED) told.kills += 1;
      else told.stops += 1;
      child.kill(dice <= KILLED ? 'SIGKILL' : 'SIGTERM');
    }
    state = await idle();
    if (night >= nights / 4) told.samples.push(state);
    for (const portal of portals) portal.clearLog();
  }
  child.kill('SIGTERM');
  const ended = await child.ended();
  if (!('code' in ended) || ended.code !== 0) told.wrongExits += 1;
}

/** Until the portals have been asked so often tonight, or the night is likely over. */
async function afterRequests(portals: readonly SimulatedPortal[], count: number): Promise<void> {
  const deadline = performance.now() + 5000;
  const asked = () => portals.reduce((sum, { log }) => sum + log.length, 0);
  while (asked() < count && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

async function judgeSoak(
  options: SoakOptions,
  portals: readonly SimulatedPortal[],
  told: Told,
  seconds: number,
): Promise<readonly SoakRow[]> {
  const archive = await openArchive({
    path: join(options.home, 'archive.sqlite'),
    indicators: indicatorColumns(loadEditions()),
  });
  try {
    const truth = await truthOf(portals, parseSettings(options.settings), options.folder);
    const wrong = differences(await published(archive), truth);
    if (wrong.length > 0) console.log(`differ: ${wrong.slice(0, 10).join('; ')}`);
    const runs = await nightsDoubled(archive);
    const { samples } = told;
    // the samples begin with the second quarter
    const third = Math.max(1, Math.floor(samples.length / 3));
    const [second, last] = [samples.slice(0, third), samples.slice(-third)];
    const growth = mean(last.map(({ rss }) => rss)) / mean(second.map(({ rss }) => rss));
    const handles = most(last) - most(second);
    const notified = await options.receiver.faults(archive);
    // a process is warm after some nights
    const isLong = options.nights >= 40;
    return [
      row(`nights of ${options.portals} portals with ${options.reports} reports`, options.nights),
      row('seconds', Math.round(seconds)),
      row('processes killed', told.kills),
      row('processes stopped', told.stops + told.downtimes),
      row('exits with another code than 0', told.wrongExits, 0),
      row('reports that differ from the truth', wrong.length, 0),
      row('reports published', truth.size),
      row('nights of a portal harvested twice', runs, 0),
      {
        what: 'memory, last quarter against second',
        figure: growth.toFixed(3),
        target: isLong ? '≤ 1.10' : 'too short to say',
        isKept: !isLong || growth <= 1.1,
      },
      row('memory in the last quarter, MB', megabytes(last.map(({ rss }) => rss))),
      row('live heap in the second quarter, MB', megabytes(second.map(({ heap }) => heap))),
      row('live heap in the last quarter, MB', megabytes(last.map(({ heap }) => heap))),
      row('handles more, last quarter against second', handles, 0),
      row('notices received', options.receiver.received),
      row('tries that the receiver turned away', options.receiver.turnedAway),
      row('changes told of twice, or not at all', notified, 0),
    ];
  } finally {
    await archive.close();
  }
}

/** Pairs of runs of one portal within one night, from 02:30 to 02:30 in Shanghai. */
async function nightsDoubled(archive: Archive): Promise<number> {
  const seen = new Set<string>();
  const runs = await archive.runsSince(START);
  for (const { portal, startedAt } of runs) {
    seen.add(`${portal} ${new Date(startedAt.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 10)}`);
  }
  return runs.length - seen.size;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const megabytes = (bytes: readonly number[]): string => (mean(bytes) / 2 ** 20).toFixed(1);
const most = (samples: readonly Idle[]): number => Math.max(...samples.map(({ handles }) => handles));

function row(what: string, figure: number | string, most?: number): SoakRow {
  return {
    what,
    figure: String(figure),
    target: most === undefined ? '' : `≤ ${most}`,
    isKept: most === undefined || (typeof figure === 'number' && figure <= most),
  };
}
