import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings } from '../../src/config/settings/settings.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { type Random, seededRandom } from '../../src/simulation/reports/random.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { SimulatedPortalConfig } from '../../src/simulation/server/portal-config.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { DaemonChild, type Idle } from './child.js';
import { Days } from './days.js';
import { Ledger } from './ledger.js';
import { type SoakPortal, startPortals, strike } from './portals.js';
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
/** Of each hundred nights: the clock is set before it; of as many, in the middle of the run. */
const STEPPED = 7;
const HOUR_MS = 3_600_000;
/** Nights that a clock may be behind after its last step. */
const CATCHING_UP = 4;
/** By how much a clock is set: back more often than forth, as waking it does the latter every night. */
const STEPS = [-HOUR_MS, -DAY_MS, -HOUR_MS, -DAY_MS, HOUR_MS, DAY_MS];

interface Told {
  kills: number;
  stops: number;
  downtimes: number;
  steps: number;
  readonly ledger: Ledger;
  wrongExits: number;
  readonly samples: Idle[];
}

export async function runSoak(options: SoakOptions): Promise<readonly SoakRow[]> {
  const random = seededRandom(options.seed);
  const started = await startPortals(options.portals, options.reports, options.seed);
  const portals = started.map(({ portal }) => portal);
  // as they are at the start: no office tells of its typing errors
  const configs = portals.map((portal) => portal.portalConfig('hanweb-jpage'));
  for (const [i, config] of configs.entries()) {
    writeFileSync(join(options.config, 'portals', `portal-${i}.yaml`), JSON.stringify(config));
  }
  const told: Told = {
    kills: 0,
    stops: 0,
    downtimes: 0,
    steps: 0,
    wrongExits: 0,
    samples: [],
    ledger: new Ledger(),
  };
  const begun = performance.now();
  try {
    await play(options, started, random, told);
    const seconds = (performance.now() - begun) / 1000;
    return await judgeSoak(options, { portals, configs }, told, seconds);
  } finally {
    await Promise.all(portals.map((portal) => portal.close()));
  }
}

async function play(options: SoakOptions, started: readonly SoakPortal[], random: Random, told: Told) {
  const portals = started.map(({ portal }) => portal);
  const days = new Map(started.map(({ portal, reports }) => [portal, new Days(portal, reports, random)]));
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
    const mayStep = night < nights - HEALTHY - CATCHING_UP;
    const isRough = night < Math.max(4, nights / 4);
    options.receiver.isRough = isWild;
    const healthy = new Map<string, SimulatedPortal>();
    for (const { id, portal } of started) {
      days.get(portal)?.pass(isWild && chance(50));
      if (!strike(portal, random, isWild ? 25 : 0)) healthy.set(id, portal);
    }
    if (mayStep && chance(STEPPED)) {
      told.steps += 1;
      child.wake(new Date(state.idle.getTime() + stepOf(random)));
      state = await idle();
    }
    now = new Date(state.next ?? state.idle.getTime() + DAY_MS);
    if (isRough && chance(DOWN)) {
      told.downtimes += 1;
      child.kill('SIGTERM');
      now = new Date(now.getTime() + random.between(1, 4) * DAY_MS);
      state = await idle();
      // what was made up for at the start is of today: tomorrow the portals are others
      await inArchive(options, (archive) => told.ledger.look(archive, healthy));
      continue;
    }
    child.wake(now);
    const dice = random.between(1, 100);
    const isStepped = mayStep && chance(STEPPED);
    const requests = random.between(1, options.portals * options.reports);
    if (isRough && dice <= KILLED + STOPPED) {
      await afterRequests(portals, requests);
      if (dice <= KILLED) told.kills += 1;
      else told.stops += 1;
      child.kill(dice <= KILLED ? 'SIGKILL' : 'SIGTERM');
      state = await idle();
    } else if (isStepped) {
      const over = idle();
      await afterRequests(portals, requests);
      told.steps += 1;
      child.step(stepOf(random));
      state = await over;
    } else state = await idle();
    if (night >= nights / 4) told.samples.push(state);
    await inArchive(options, (archive) => told.ledger.look(archive, healthy));
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

const stepOf = (random: Random): number => STEPS[random.between(0, STEPS.length - 1)] ?? -HOUR_MS;

/** Opens the archive while the daemon is idle or gone. */
async function inArchive<T>(
  { home }: Pick<SoakOptions, 'home'>,
  ask: (archive: Archive) => Promise<T>,
): Promise<T> {
  const archive = await openArchive({
    path: join(home, 'archive.sqlite'),
    indicators: indicatorColumns(loadEditions()),
  });
  try {
    return await ask(archive);
  } finally {
    await archive.close();
  }
}

interface Portals {
  readonly portals: readonly SimulatedPortal[];
  readonly configs: readonly SimulatedPortalConfig[];
}

function judgeSoak(
  options: SoakOptions,
  { portals, configs }: Portals,
  told: Told,
  seconds: number,
): Promise<readonly SoakRow[]> {
  return inArchive(options, async (archive) => {
    const truth = await truthOf(configs, parseSettings(options.settings), options.folder);
    const wrong = differences(await published(archive), portals, truth);
    if (wrong.length > 0) console.log(`differ: ${wrong.slice(0, 10).join('; ')}`);
    const untold = await told.ledger.untold(archive);
    if (untold.length > 0) console.log(`untold: ${untold.slice(0, 20).join('\n  ')}`);
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
      row('steps of the clock', told.steps),
      row('reports that differ from what is published', wrong.length, 0),
      row('reports published', truth.size),
      row('healthy nights of a portal', told.ledger.nights),
      row('changes of the portals untold', untold.length, 0),
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
  });
}

/** Pairs of runs of one portal within one night, from 02:30 to 02:30 in Shanghai. */
async function nightsDoubled(archive: Archive): Promise<number> {
  const seen = new Set<string>();
  const runs = await archive.runsSince(new Date(0));
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
