import { nightOf } from '../../src/changes/presence.js';
import type { PublishedTruth, SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive, ChangeRecord, PortalStart, StoredVersion } from '../../storage/contract/archive.js';
import { REVISED } from './days.js';

/** Healthy nights after which what is gone must be withdrawn. */
const WITHDRAWN_AFTER = 3;

/** What a portal published on a night on which it was in good health, and the run that read it. */
interface HealthyNight {
  readonly run: number;
  /** YYYY-MM-DD */
  readonly night: string;
  readonly region: string;
  readonly shown: readonly PublishedTruth[];
}

/** A report of the archive as it stood after a run: under the name that it had then. */
interface Standing {
  readonly name: string;
  readonly main: string;
  readonly value: number | null;
  readonly isWithdrawn: boolean;
}

/** A report of the archive with all that happened to it, whatever it was called meanwhile. */
interface History {
  readonly key: string;
  readonly changes: readonly ChangeRecord[];
  readonly values: ReadonlyMap<number, number | null>;
}

/** Keeps what the portals published on healthy nights, to hold the archive's changes against it in the end. */
export class Ledger {
  readonly #nights: HealthyNight[] = [];
  readonly #seen = new Set<string>();

  get nights(): number {
    return this.#nights.length;
  }

  /** Takes down what portals published in the runs that have ended since it was last asked. */
  async look(archive: Archive, healthy: ReadonlyMap<string, SimulatedPortal>): Promise<void> {
    for (const start of await archive.runsSince(new Date(0))) {
      const isNew = !this.#seen.has(keyOfStart(start));
      this.#seen.add(keyOfStart(start));
      const portal = healthy.get(start.portal);
      if (!isNew || portal === undefined || start.outcome === 'failed') continue;
      const { region } = portal.portalConfig('hanweb-jpage');
      this.#nights.push({
        run: Number(start.run),
        night: nightOf(start.startedAt),
        region,
        shown: portal.truth(),
      });
    }
  }

  /** Every change that stood for a healthy night and that the archive does not tell. */
  async untold(archive: Archive): Promise<readonly string[]> {
    const histories = await historiesOf(archive);
    const regions = [...new Set(this.#nights.map(({ region }) => region))];
    return regions.flatMap((region) =>
      untoldOf(
        this.#nights.filter((night) => night.region === region),
        histories.filter(({ changes }) => changes[0]?.report.region === region),
      ),
    );
  }
}

const keyOfStart = ({ portal, run }: PortalStart): string => `${portal} ${run}`;
const nameOf = ({ agency, year }: { readonly agency: string; readonly year: number }): string =>
  `${agency} ${year}`;

async function historiesOf(archive: Archive): Promise<readonly History[]> {
  const all = new Map<string, ChangeRecord[]>();
  for (const change of [...(await archive.changes({}))].sort((a, b) => a.id - b.id)) {
    const { region, kind } = change.report;
    const key = `${region} ${nameOf(change.report)} ${kind}`;
    all.set(key, [...(all.get(key) ?? []), change]);
  }
  const histories: History[] = [];
  for (const [key, changes] of all) {
    const [first] = changes;
    if (first === undefined) continue;
    const versions = await archive.versions(first.report);
    histories.push({
      key,
      changes,
      values: new Map(versions.map((one) => [one.number, revisedFigure(one)])),
    });
  }
  return histories;
}

function revisedFigure({ figures }: StoredVersion): number | null {
  return figures.find(({ indicator }) => indicator === REVISED)?.value ?? null;
}

function standingAfter(run: number, { changes, values }: History): Standing | null {
  const past = changes.filter((change) => Number(change.run) <= run);
  const [first] = past;
  const last = past.at(-1);
  if (first === undefined || last === undefined) return null;
  const renamedLater = changes.slice(past.length).find(({ kind }) => kind === 'renamed');
  const mains = past.filter(({ kind }) => kind === 'first_seen' || kind === 'moved');
  const presence = past.filter(({ kind }) => kind === 'withdrawn' || kind === 'restored');
  const version = Math.max(...past.map(({ toVersion }) => toVersion ?? 0));
  return {
    name: nameOf(renamedLater?.former ?? last.report),
    main: mains.at(-1)?.source ?? first.source,
    value: values.get(version) ?? null,
    isWithdrawn: presence.at(-1)?.kind === 'withdrawn',
  };
}

/** A portal's healthy nights against the archive's reports of its region; each fault is told once, until it is mended. */
function untoldOf(nights: readonly HealthyNight[], histories: readonly History[]): readonly string[] {
  const untold: string[] = [];
  let open = new Set<string>();
  const missing = new Map<string, Set<string>>();
  let before: { readonly night: HealthyNight; readonly standings: readonly (Standing | null)[] } | null =
    null;
  for (const night of nights) {
    const standings = histories.map((history) => standingAfter(night.run, history));
    const faults = [
      ...publishedFaults(night, standings),
      ...goneFaults(night, standings, missing),
      ...(before === null ? [] : renameFaults(before.night, before.standings, night, standings)),
    ];
    untold.push(...faults.filter((fault) => !open.has(fault)).map((fault) => `run ${night.run}: ${fault}`));
    open = new Set(faults);
    before = { night, standings };
  }
  return untold;
}

/** What is published and not in the archive, or otherwise: a revision, a move, a new name or a return that it missed. */
function publishedFaults(
  { shown, region }: HealthyNight,
  standings: readonly (Standing | null)[],
): readonly string[] {
  return [...new Set(shown.map(nameOf))].flatMap((name) => {
    const held = standings.filter((one) => one?.name === name && !one.isWithdrawn);
    const what = `${region} ${name}`;
    if (held.length !== 1) return [`${what} is published and ${held.length} times in the archive`];
    const address = shown.find(({ url }) => url === held[0]?.main);
    if (address === undefined) return [`${what} is no longer at ${held[0]?.main}`];
    if (nameOf(address) !== name) return [`${what}: ${address.url} shows ${nameOf(address)}`];
    const value = address.figures[REVISED];
    return value === held[0]?.value
      ? []
      : [`${what}: ${address.url} says ${value}, the archive ${held[0]?.value}`];
  });
}

/** What is nowhere for so many healthy nights that it must be withdrawn, and is not. */
function goneFaults(
  { shown, region, night }: HealthyNight,
  standings: readonly (Standing | null)[],
  missing: Map<string, Set<string>>,
): readonly string[] {
  const names = new Set(shown.map(nameOf));
  for (const name of names) missing.delete(name);
  return standings.flatMap((standing) => {
    if (standing === null || standing.isWithdrawn || names.has(standing.name)) return [];
    const absent = missing.get(standing.name) ?? new Set();
    missing.set(standing.name, absent.add(night));
    return absent.size >= WITHDRAWN_AFTER ? [`${region} ${standing.name} is gone and not withdrawn`] : [];
  });
}

/** An address that gave its report another name, and changed nothing else: the report must go on under it. */
function renameFaults(
  earlier: HealthyNight,
  before: readonly (Standing | null)[],
  night: HealthyNight,
  after: readonly (Standing | null)[],
): readonly string[] {
  const names = new Set(before.map((standing) => standing?.name));
  return before.flatMap((standing, i) => {
    if (standing === null || standing.isWithdrawn) return [];
    const [then, ...more] = earlier.shown.filter((one) => nameOf(one) === standing.name);
    const now = night.shown.find(({ url }) => url === standing.main);
    if (then?.url !== standing.main || more.length > 0 || now === undefined) return [];
    const isElsewhere = night.shown.some((one) => nameOf(one) === standing.name);
    if (isElsewhere || names.has(nameOf(now))) return [];
    const isSame = JSON.stringify(then.figures) === JSON.stringify(now.figures);
    return !isSame || after[i]?.name === nameOf(now)
      ? []
      : [`${night.region} ${standing.name} was not renamed to ${nameOf(now)}`];
  });
}
