/** What must be told, everywhere alike, where a scenario's history and list are given. */
import { agenciesOf, BYSTANDERS, type Scenario, shortName } from './scenario.js';
import type { Told } from './telling.js';

type Expected = Omit<Told, 'runs' | 'cosmetic' | 'longestWait'> & Partial<Pick<Told, 'runs' | 'cosmetic'>>;

/** A night's pauses add up to this many seconds at most. */
export const LONGEST_WAIT = 120;

export function expectedOf(scenario: Scenario): Expected {
  const { notices = { also: [] } } = scenario;
  const history = { ...bystanders(scenario, (name) => [`1 first_seen ${name}`]), ...scenario.history };
  const standing = bystanders(scenario, (name) => `v1 ${name} 12 published`);
  const reports = [
    ...Object.entries(standing).map(([key, line]) => `${key} ${line}`),
    ...scenario.reports,
  ].sort();
  const changes = Object.entries(history).flatMap(([key, lines]) =>
    lines.map((line) => {
      const [night = '', kind = ''] = line.split(' ');
      return { night: Number(night), kind, key };
    }),
  );
  const dated = changes.map(({ night, kind, key }) => `${night} ${kind} ${key}`).sort();
  return {
    history,
    reports,
    coverage: coverageOf(scenario, reports),
    exported: reports,
    exportedChanges: dated,
    notices: [...dated.filter((line) => !notices.not?.includes(line)), ...notices.also].sort(),
    alarms: scenario.alarms ?? [],
    feed: changes.map(({ kind, key }) => `${kind} ${key}`).sort(),
    disagreements: scenario.disagreements ?? '0'.repeat(scenario.nights),
    ...(scenario.runs === undefined ? {} : { runs: scenario.runs }),
    ...(scenario.cosmetic === undefined ? {} : { cosmetic: scenario.cosmetic }),
  };
}

/** What was told, in the same shape: where the order says nothing, sorted. */
export function comparable(told: Told, scenario: Scenario): Expected {
  const { runs, cosmetic, longestWait: _, ...rest } = told;
  return {
    ...rest,
    notices: [...told.notices].sort(),
    feed: [...told.feed].sort(),
    ...(scenario.runs === undefined ? {} : { runs }),
    ...(scenario.cosmetic === undefined ? {} : { cosmetic }),
  };
}

function bystanders<T>(scenario: Scenario, of: (name: string) => T): Record<string, T> {
  if (scenario.bystanders === false) return {};
  const entries = Object.entries(BYSTANDERS);
  return Object.fromEntries(entries.map(([name, agency]) => [`${shortName(agency)} 2023`, of(name)]));
}

/**
 * Whatever is on the list for a year that is asked for is in the ledger, as published or withdrawn; what else the portal's
 * table owes is missing.
 */
function coverageOf(scenario: Scenario, reports: readonly string[]): readonly string[] {
  const years = scenario.years ?? [2023];
  const states = new Map(
    reports.flatMap((line): [string, string][] => {
      const [agency = '', year = '', , , , state = ''] = line.split(' ');
      return years.includes(Number(year)) ? [[`${agency} ${year}`, state]] : [];
    }),
  );
  const agencies = new Set(agenciesOf(scenario).map(shortName));
  for (const agency of agencies)
    for (const year of years) {
      const key = `${agency} ${year}`;
      if (!states.has(key)) states.set(key, 'missing');
    }
  return [...states].map(([key, state]) => `${key} ${state}`).sort();
}
