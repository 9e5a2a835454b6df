/** Plays a scenario: night after night through the harvest as the daemon runs it, on an archive of its own. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pacer } from '../../crawlers/fetch/pace.js';
import { parsePortal } from '../../src/config/portal/portal.js';
import { EVENTS } from '../../src/config/settings/notice-settings.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { runNight } from '../../src/harvest/run/run-night.js';
import { NoticeDesk } from '../../src/notices/notice-desk.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { HarvestResult } from '../../storage/contract/archive.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { NightClock } from './clock.js';
import { report } from './portal/report.js';
import { agenciesOf, BYSTANDERS, type Scenario } from './scenario.js';
import { Stage } from './stage.js';
import { Listener, type Told } from './telling.js';

const HOUR = 3_600_000;
/** Milliseconds that the portal takes for an answer. */
const ANSWER = 20;
/** Milliseconds without a request after which a run stands still. */
const STANDSTILL = 8000;
/** One in the morning in Shanghai, after the reports of 2024 are due. */
const FIRST_NIGHT = Date.UTC(2025, 2, 1, 17);
const ARCHIVE = 'archive.sqlite';
const editions = loadEditions();

/**
 * What people are told of all nights.
 * @param empty an archive in which nothing is yet: making one takes longer than a scenario
 */
export async function play(scenario: Scenario, empty: string): Promise<Told> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-nights-'));
  copyFileSync(empty, join(home, ARCHIVE));
  const stage = await Stage.open();
  const player = new Player(scenario, stage, home);
  try {
    return await player.play();
  } finally {
    NightClock.stop();
    await player.close();
    await stage.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Makes an archive in which nothing is yet. */
export async function emptyArchive(folder: string): Promise<string> {
  const path = join(folder, ARCHIVE);
  const archive = await openAt(path);
  await archive.close();
  return path;
}

function openAt(path: string): Promise<Archive> {
  return openArchive({ path, indicators: indicatorColumns(editions) });
}

class Player {
  readonly #scenario: Scenario;
  readonly #stage: Stage;
  readonly #home: string;
  readonly #years: readonly number[];
  #archive: Archive | null = null;

  constructor(scenario: Scenario, stage: Stage, home: string) {
    this.#scenario = scenario;
    this.#stage = stage;
    this.#home = home;
    this.#years = scenario.years ?? [2023];
  }

  async close(): Promise<void> {
    await this.#archive?.close();
    this.#archive = null;
  }

  async play(): Promise<Told> {
    const { nights, script, bystanders } = this.#scenario;
    const listener = new Listener(this.#stage, this.#years, editions);
    if (bystanders !== false)
      for (const [name, agency] of Object.entries(BYSTANDERS)) this.#stage.publish(name, report(agency));
    for (let night = 1; night <= nights; night++) {
      this.#stage.plan = {};
      script[night]?.(this.#stage);
      const { result, clock, desk, portal } = await this.#night(night);
      await listener.hear(night, result, clock, await this.#open(), { desk, portal, home: this.#home });
    }
    return listener.tell(await this.#open(), this.#home);
  }

  async #open(): Promise<Archive> {
    this.#archive ??= await openAt(join(this.#home, ARCHIVE));
    return this.#archive;
  }

  async #night(night: number) {
    const { plan, site } = this.#stage;
    const { clock: byClock = night, setBack, diesAfter, resumesAfter = 1 } = plan;
    const clock = new NightClock(new Date(FIRST_NIGHT + (byClock - 1) * 24 * HOUR));
    const watch = new Watch();
    site.onRequest = () => {
      clock.pass(ANSWER);
      watch.see();
    };
    clock.onWait = (count) => {
      if (count === setBack?.wait) clock.set(-setBack.hours * HOUR);
    };
    const settings = parseSettings({
      notices: NOTICES,
      timeouts: { retryAfter: 60 },
      ...this.#stage.settings,
    });
    const portal = parsePortal(this.#stage.portalConfig(agenciesOf(this.#scenario)), 'nights', settings);
    const harvest = (archive: Archive): Promise<HarvestResult> =>
      runNight({
        archive,
        home: this.#home,
        editions,
        settings,
        portals: [portal],
        years: this.#years,
        resume: { unfinished: 'same' },
        now: () => new Date(clock.now()),
        signal: watch.signal,
        crawl: {
          clock,
          pacer: new Pacer(clock),
          resolve: (_, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
        },
      });
    if (diesAfter !== undefined) {
      await dying(await this.#open(), diesAfter, harvest);
      await this.close();
      clock.set(resumesAfter * HOUR);
    }
    const archive = await this.#open();
    const result = await harvest(archive);
    watch.end();
    const desk = new NoticeDesk({
      archive,
      settings: settings.notices,
      home: this.#home,
      portals: [portal],
      indicators: editions.indicators,
      post: () => Promise.reject(new Error('nothing is sent here')),
      env: {},
      clock: () => new Date(clock.now()),
    });
    await desk.runEnded(result.run, result);
    return { result, clock, desk, portal };
  }
}

/** Stops a run that asks for nothing any more, and does not end. */
class Watch {
  readonly #stop = new AbortController();
  readonly signal = this.#stop.signal;
  #timer: NodeJS.Timeout | undefined;

  see(): void {
    this.end();
    this.#timer = setTimeout(() => this.#stop.abort(), STANDSTILL);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Everything that people can be told, to one channel. */
const NOTICES = {
  channels: { all: { kind: 'webhook', preset: 'wecom', url: 'https://bot.example.cn/' } },
  rules: { all: { channels: ['all'], events: EVENTS } },
};

/** A run whose process dies: after so many commits, nothing that it does reaches the archive any more. */
async function dying(
  archive: Archive,
  commits: number,
  run: (archive: Archive) => Promise<unknown>,
): Promise<void> {
  let left = commits;
  const mortal = new Proxy(archive, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (left === 0) return Promise.reject(new Error('killed'));
        if (key === 'recordReport' || key === 'recordCapture') left -= 1;
        return Reflect.apply(value, target, given);
      };
    },
  });
  await run(mortal).then(
    () => Promise.reject(new Error('the run ended before it was killed')),
    () => undefined,
  );
}
