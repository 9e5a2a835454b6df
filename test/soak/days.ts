import { defined } from '../../src/defined.js';
import { agencyReports } from '../../src/simulation/reports/generate.js';
import { inventedAgency } from '../../src/simulation/reports/generate-names.js';
import type { Random } from '../../src/simulation/reports/random.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';

/** The figure that offices of a soak revise. */
export const REVISED = 'proactive.normative.in_force';
/** A report has at most so many addresses in its life. */
const ADDRESSES = 4;
/** At most so many reports lose their addresses within `LOSS_DAYS`: more at once would be the portal's fault. */
const LOSSES = 2;
const LOSS_DAYS = 10;
/** Agencies from here on have no reports of their own: they are those whose reports stand at others' addresses. */
const OTHERS = 1000;
/** How the names of all agencies begin. */
const PLACE = '平湖市';

interface Address {
  readonly url: string;
  isDown: boolean;
  /** Does it name another agency or year than its report's own? */
  disguise: 'misspelt' | 'other' | null;
}

interface Entry {
  readonly original: SimulatedReport;
  readonly other: SimulatedReport;
  readonly addresses: Address[];
  readonly misspellings: readonly ((report: SimulatedReport) => SimulatedReport)[];
}

/** A thing that may happen, and how often: by weight. */
interface Play {
  readonly weight: number;
  readonly loses?: true;
  readonly act: () => void;
}

/** What happens to a portal by day. */
export class Days {
  readonly #portal: SimulatedPortal;
  readonly #random: Random;
  readonly #entries: readonly Entry[];
  /** What stands at addresses. */
  readonly #shown = new Map<string, SimulatedReport>();
  /** What stood there before an address named another report. */
  readonly #undisguised = new Map<string, SimulatedReport>();
  #losses: number[] = [];
  #day = 0;

  constructor(portal: SimulatedPortal, reports: readonly SimulatedReport[], random: Random) {
    this.#portal = portal;
    this.#random = random;
    const online = portal.truth();
    for (const { agency, year, url } of online) {
      const report = reports.find((one) => one.agency === agency && one.year === year);
      if (report !== undefined) this.#shown.set(url, report);
    }
    const names = new Set(reports.map(({ agency, year }) => `${agency} ${year}`));
    this.#entries = reports.map((original, i): Entry => {
      const { agency, year } = original;
      const url = online.find((one) => one.agency === agency && one.year === year)?.url;
      if (url === undefined) throw new Error(`${agency} ${year} is nowhere`);
      const otherYear = year === 2022 ? 2023 : 2022;
      const isFree = !names.has(`${agency} ${otherYear}`);
      return {
        original,
        other: reportOfAnother(original, i),
        addresses: [{ url, isDown: false, disguise: null }],
        misspellings: [misspell, ...(isFree ? [(one: SimulatedReport) => inYear(one, otherYear)] : [])],
      };
    });
  }

  /** A day, on which something happens to one report or nothing does. */
  pass(isEventful: boolean): void {
    this.#day += 1;
    if (!isEventful) return;
    const entry = this.#choose();
    if (entry === undefined) return;
    this.#losses = this.#losses.filter((day) => day > this.#day - LOSS_DAYS);
    const plays = this.#playsOf(entry).filter(({ loses }) => !loses || this.#losses.length < LOSSES);
    const sum = plays.reduce((total, { weight }) => total + weight, 0);
    if (sum === 0) return;
    let dice = this.#random.between(1, sum);
    for (const { weight, loses, act } of plays) {
      dice -= weight;
      if (dice > 0) continue;
      if (loses) this.#losses.push(this.#day);
      act();
      return;
    }
  }

  /** Any report, or by every other choice one that something has begun with. */
  #choose(): Entry | undefined {
    const begun = this.#entries.filter(
      ({ addresses }) => addresses.length > 1 || addresses.some((one) => one.isDown || one.disguise !== null),
    );
    const from = begun.length > 0 && this.#random.between(1, 2) === 1 ? begun : this.#entries;
    return from[this.#random.between(0, from.length - 1)];
  }

  #playsOf(entry: Entry): readonly Play[] {
    const up = entry.addresses.filter(({ isDown }) => !isDown);
    const disguised = up.find(({ disguise }) => disguise !== null);
    const [first, second] = up;
    if (disguised !== undefined) return this.#whileDisguised(disguised, entry);
    if (first === undefined) return this.#back(entry, 3);
    if (second !== undefined) return [...this.#ofTwo(first, second, entry), ...this.#ofOne(first, entry, 1)];
    return [...this.#ofOne(first, entry, 3), ...this.#ofNew(first, entry), ...this.#back(entry, 1)];
  }

  /** Of a report that stands at one address, or first of all at this one. */
  #ofOne(address: Address, entry: Entry, often: number): readonly Play[] {
    const { misspellings, other } = entry;
    const change = misspellings[this.#random.between(0, misspellings.length - 1)] ?? misspell;
    return [
      { weight: 5 * often, act: () => this.#revise(address) },
      { weight: 2 * often, act: () => this.#visit(address) },
      { weight: often, loses: true, act: () => this.#takeDown(address) },
      {
        weight: often,
        loses: true,
        act: () => this.#show(address, 'misspelt', change),
      },
      {
        weight: 1,
        loses: true,
        act: () => this.#show(address, 'other', ({ published }) => ({ ...other, published })),
      },
    ];
  }

  /** A second address, or a move. */
  #ofNew(address: Address, entry: Entry): readonly Play[] {
    if (entry.addresses.length >= ADDRESSES) return [];
    const { agency, year } = entry.original;
    const again = (): Address => {
      const url = this.#portal.publishAgain(agency, year);
      const copied = { url, isDown: false, disguise: null };
      this.#portal.edit(url, () => this.#shown.get(address.url) ?? entry.original);
      this.#shown.set(url, this.#shown.get(address.url) ?? entry.original);
      entry.addresses.push(copied);
      return copied;
    };
    return [
      { weight: 2, act: () => void again() },
      { weight: 3, act: () => this.#revise(again()) },
      { weight: 2, act: () => void [again(), this.#takeDown(address)] },
      { weight: 1, act: () => void [this.#revise(again()), this.#takeDown(address)] },
    ];
  }

  #ofTwo(first: Address, second: Address, entry: Entry): readonly Play[] {
    const agree = () => this.#edit(second, () => this.#shown.get(first.url) ?? entry.original);
    return [
      { weight: 4, act: () => this.#takeDown(first) },
      { weight: 4, act: () => this.#takeDown(second) },
      { weight: 4, act: agree },
      { weight: 3, act: () => this.#revise(second) },
      { weight: 2, act: () => void [this.#revise(first), agree()] },
      { weight: 1, act: () => void [this.#revise(second), this.#takeDown(first)] },
      { weight: 1, loses: true, act: () => void [this.#takeDown(first), this.#takeDown(second)] },
    ];
  }

  #whileDisguised(address: Address, { original }: Entry): readonly Play[] {
    const { agency, year, title, aliases } = original;
    const isOther = address.disguise === 'other';
    return [
      { weight: 2, act: () => this.#visit(address) },
      { weight: isOther ? 0 : 1, act: () => this.#revise(address) },
      {
        weight: 4,
        loses: true,
        act: () => {
          const before = this.#undisguised.get(address.url) ?? original;
          this.#show(address, null, (now) =>
            isOther ? before : { ...now, agency, year, title, ...defined({ aliases }) },
          );
        },
      },
    ];
  }

  /** An address that was taken down is put back as it was. */
  #back({ addresses }: Entry, weight: number): readonly Play[] {
    return addresses
      .filter(({ isDown }) => isDown)
      .map((address) => ({
        weight,
        act: () => {
          this.#portal.putBack(address.url);
          address.isDown = false;
        },
      }));
  }

  #edit({ url }: Address, change: (report: SimulatedReport) => SimulatedReport): void {
    this.#portal.edit(url, (before) => {
      const after = change(before);
      this.#shown.set(url, after);
      return after;
    });
  }

  #show(
    address: Address,
    disguise: Address['disguise'],
    change: (report: SimulatedReport) => SimulatedReport,
  ): void {
    this.#edit(address, (before) => {
      this.#undisguised.set(address.url, before);
      return change(before);
    });
    address.disguise = disguise;
  }

  #revise(address: Address): void {
    const value = this.#random.between(0, 500);
    this.#edit(address, (report) => ({ ...report, figures: { ...report.figures, [REVISED]: value } }));
  }

  #visit(address: Address): void {
    this.#edit(address, (report) => ({ ...report, counter: report.counter + 1 }));
  }

  #takeDown(address: Address): void {
    this.#portal.takeDown(address.url);
    address.isDown = true;
  }
}

/** 财政局 → 政财局: the first two characters after the place, in the title and as the page's source. */
function misspell(report: SimulatedReport): SimulatedReport {
  const [a = '', b = ''] = [...report.agency.slice(PLACE.length)];
  const agency = `${PLACE}${b}${a}${report.agency.slice(PLACE.length + 2)}`;
  return { ...report, agency, aliases: [], title: report.title.replace(report.agency, agency) };
}

function inYear(report: SimulatedReport, year: number): SimulatedReport {
  return { ...report, year, title: report.title.replace(String(report.year), String(year)) };
}

/** A report of an agency that has none of its own, for the same year. */
function reportOfAnother({ agencyCode, year }: SimulatedReport, i: number): SimulatedReport {
  const [report] = agencyReports(i, inventedAgency(OTHERS + i), [year]);
  if (report === undefined) throw new Error(`no report for ${year}`);
  return { ...report, agencyCode };
}
