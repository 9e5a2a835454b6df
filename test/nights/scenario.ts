/** A scenario: what stands on a portal night after night, and what the archive must tell of it afterwards. */
import type { Stage } from './stage.js';

/**
 * What is done to the portal before a night. A night without a word of its own goes on with what stands there.
 * Nights count from 1; on the first, the scenario's reports are published.
 */
export type Script = Readonly<Record<number, (stage: Stage) => void>>;

/** By report, as `财政局 2023`: its changes, as `3 figures_revised a 12→15` and `4 moved a→b`. */
export type History = Readonly<Record<string, readonly string[]>>;

export interface Scenario {
  /** What happens. */
  readonly what: string;
  /** How it ends for those who are told. */
  readonly outcome: string;
  readonly nights: number;
  readonly script: Script;
  readonly history: History;
  /** The list in the end, as `财政局 2023 v2 b 15 published`; bystanders are left out. */
  readonly reports: readonly string[];
  /** Findings `report.sources_disagree` after each night, one digit a night; by default none. */
  readonly disagreements?: string;
  /** How each night's run ends, a letter a night: d(one), p(artial), f(ailed); nothing is said where it is left out. */
  readonly runs?: string;
  /** Nights whose notices tell of a run that failed or is suspect, as `3 failed_runs`; by default none. */
  readonly alarms?: readonly string[];
  /** Nights of cosmetic changes; nothing is said where it is left out. */
  readonly cosmetic?: readonly number[];
  /** Report years that are asked for; by default 2023. */
  readonly years?: readonly number[];
  /** What notices tell of beside the history's changes, and which of these they tell of under another name. */
  readonly notices?: { readonly also: readonly string[]; readonly not?: readonly string[] };
  /** Agencies of the portal's table, where they are not those of the history. */
  readonly agencies?: readonly string[];
  /** Are there the reports of two other agencies, that nothing happens to? By default there are. */
  readonly bystanders?: false;
}

export interface Group {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
}

/** Agencies whose reports nothing happens to, by their addresses. */
export const BYSTANDERS: Readonly<Record<string, string>> = { e: '平湖市教育局', m: '平湖市民政局' };

/** The portal's table: every agency that a report must be told of, and those that nothing happens to. */
export function agenciesOf({ history, bystanders, agencies }: Scenario): readonly string[] {
  const named = agencies ?? Object.keys(history).map((key) => `平湖市${key.split(' ')[0]}`);
  return [...new Set([...named, ...(bystanders === false ? [] : Object.values(BYSTANDERS))])];
}

/** An agency as the lines of a scenario call it. */
export function shortName(agency: string): string {
  return agency.replace(/^平湖市/, '');
}
