/** Plays a habit: nights of the real harvest over a portal whose server has it, with a revision after the first. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pacer } from '../../crawlers/fetch/pace.js';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { runNight } from '../../src/harvest/run/run-night.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { RunPortalSummary } from '../../storage/contract/archive.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { NightClock } from '../nights/clock.js';
import { type Habit, latestNight, ODD_NIGHT, PATIENCE, plainAnswer } from './habit.js';
import { RawServer } from './server.js';
import { AGENCIES, FIRST, HOST, LIST, plainPortal, REVISED, reportsWith, Shelf } from './shelf.js';

const DAY = 86_400_000;
/** One in the morning in Shanghai, after the reports of 2023 are due. */
const FIRST_NIGHT = Date.UTC(2025, 2, 1, 17);
const ARCHIVE = 'archive.sqlite';
const LICENCES = 'proactive.licensing.decisions';
const editions = loadEditions();
/** Seconds; a server that leaves somebody waiting does so on purpose here. */
const settings = parseSettings({
  timeouts: { idle: 1, total: 4, backoff: 0, retryAfter: 1 },
  limits: { retries: 1 },
  harvest: { readInFull: PATIENCE },
});

export interface Played {
  /** What each night's record says of the portal. */
  readonly nights: readonly RunPortalSummary[];
  /** Every change, as `2 figures_revised 平湖市财政局`. */
  readonly changes: readonly string[];
  /** The reports in the end, as `平湖市财政局 v2 15`. */
  readonly reports: readonly string[];
  /** The marks of every capture that brought a report. */
  readonly marks: readonly (readonly string[])[];
  /** How often the server said 304. */
  readonly saved: number;
}

/** Makes an archive in which nothing is yet. */
export async function emptyArchive(folder: string): Promise<string> {
  const path = join(folder, ARCHIVE);
  await (await openAt(path)).close();
  return path;
}

function openAt(path: string): Promise<Archive> {
  return openArchive({ path, indicators: indicatorColumns(editions) });
}

/** @param empty an archive in which nothing is yet */
export async function play(habit: Habit, empty: string): Promise<Played> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-habits-'));
  copyFileSync(empty, join(home, ARCHIVE));
  const archive = await openAt(join(home, ARCHIVE));
  const stage = await Stage.open(habit);
  try {
    const nights: RunPortalSummary[] = [];
    const runs = new Map<number, number>();
    for (let night = 1; night <= latestNight(habit) + 1 || night <= ODD_NIGHT + 1; night++) {
      stage.set(night);
      const { run, portals } = await harvestNight(archive, home, stage, night);
      runs.set(run, night);
      nights.push(...portals);
    }
    return { nights, ...(await told(archive, runs)), saved: stage.saved };
  } finally {
    NightClock.stop();
    await stage.close();
    await archive.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The server, and what stands on it by night. */
class Stage {
  readonly #habit: Habit;
  readonly #shelf = new Shelf();
  #server: RawServer | null = null;
  #isOdd = false;
  saved = 0;

  private constructor(habit: Habit) {
    this.#habit = habit;
  }

  static async open(habit: Habit): Promise<Stage> {
    const stage = new Stage(habit);
    stage.#server = await RawServer.start((request) => {
      const resource = stage.#shelf.get(request.target) ?? stage.#shelf.get(request.path);
      const answer = stage.#isOdd ? (habit.answer ?? plainAnswer) : plainAnswer;
      const reply = answer(request, resource);
      if (reply.status === 304) stage.saved += 1;
      return reply;
    });
    return stage;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** Puts up what there is on a night: the revision from the second on. */
  set(night: number): void {
    const { ends, pages = plainPortal } = this.#habit;
    this.#isOdd = ends !== 'told' || night === ODD_NIGHT;
    this.#shelf.clear();
    (this.#isOdd ? pages : plainPortal)(this.#shelf, reportsWith(night === 1 ? FIRST : REVISED));
  }
}

async function harvestNight(archive: Archive, home: string, stage: Stage, night: number) {
  const clock = new NightClock(new Date(FIRST_NIGHT + (night - 1) * DAY));
  const config = {
    name: '平湖市',
    region: '330482',
    baseUrl: `http://${HOST}:${stage.port}/`,
    allowPrivateAddresses: true,
    browser: 'never',
    agencies: Object.values(AGENCIES).map((name) => ({ name })),
    columns: [{ family: 'static', page: LIST }],
  };
  return runNight({
    archive,
    home,
    editions,
    settings,
    portals: [parsePortal(config, 'habits', settings)],
    years: [2023],
    resume: { unfinished: 'same' },
    now: () => new Date(clock.now()),
    crawl: {
      clock,
      pacer: new Pacer(clock),
      resolve: (_, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  });
}

async function told(archive: Archive, runs: ReadonlyMap<number, number>) {
  const changes = (await archive.changes({})).map(
    ({ kind, run, report }) => `${runs.get(run ?? 0) ?? '?'} ${kind} ${report.agency}`,
  );
  const reports: string[] = [];
  const marks: (readonly string[])[] = [];
  for (const { report, versions, withdrawnAt } of await archive.reports({})) {
    const version = await archive.version(report, versions);
    const value = version?.figures.find(({ indicator }) => indicator === LICENCES)?.value ?? null;
    for (const { outcome, marks: own = [] } of await archive.captures(report))
      if (outcome === 'new' || outcome === 'unchanged') marks.push(own);
    reports.push(`${report.agency} v${versions} ${value}${withdrawnAt === null ? '' : ' withdrawn'}`);
  }
  return { changes, reports: reports.sort(), marks };
}
