/** What a bench declares before it runs, so that rows can be chosen and compared by name. */

export interface RowSpec {
  /** What is measured, with the unit. Rows are told apart by the bench's name and their key, not by this. */
  readonly what: string;
  /** `neither` for figures that only others are measured against: baselines, peers and counts. */
  readonly better: 'less' | 'more' | 'neither';
  /** What the figure shall not exceed, or be at least. */
  readonly target?: number;
  /** Of the printed figure; 1 where it is left out. */
  readonly digits?: number;
  /** The same in every run of one commit, as bytes are: one round is enough to judge it. */
  readonly isExact?: boolean;
}

/** What was measured of a row: a figure for each round, and the time that it took beside it. */
export interface Figures {
  readonly values: readonly number[];
  /** Milliseconds for one piece of work, in each round. */
  readonly wall?: readonly number[];
  /** Milliseconds of CPU, user and system, threads included. */
  readonly cpu?: readonly number[];
}

/** What came of a row: its figures, or why there are none, in words. */
export type Measured = Figures | { readonly skipped: string };

interface BenchContext<Key extends string> {
  /** Whether the row is asked for. What takes long and is not, is left out. */
  wants(...keys: readonly Key[]): boolean;
  /** Whether there is time for what does not fit into five minutes. */
  readonly isLong: boolean;
  /** Progress, in words. */
  say(text: string): void;
}

/** Rows that are measured together. */
export interface Bench<Key extends string = string> {
  readonly name: string;
  readonly rows: Readonly<Record<Key, RowSpec>>;
  /** What was measured; rows that are not there were not asked for. */
  run(context: BenchContext<Key>): Promise<Partial<Record<Key, Measured>>>;
}

/** Takes the keys of the rows from the declaration, so that nothing undeclared can be measured. */
export function defineBench<Key extends string>(bench: Bench<Key>): Bench<Key> {
  return bench;
}

/** A row and what came of it. */
export interface BenchRow extends RowSpec {
  /** `bench/key` */
  readonly name: string;
  readonly measured: Measured;
}
