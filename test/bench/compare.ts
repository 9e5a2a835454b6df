import { listTable } from '../../src/cli/table.js';
import { median, spread } from './measure.js';
import { type BenchRun, machineOf } from './results.js';

type Row = BenchRun['rows'][number];

/** From fewer figures nobody can tell how far they are apart. */
const LEAST_ROUNDS = 3;

/** A row of two commits. */
export interface Compared {
  readonly name: string;
  readonly what: string;
  readonly digits: number;
  readonly before: number;
  readonly after: number;
  /** How far two figures of the same program may be apart: the spreads of both together. */
  readonly noise: number;
  readonly verdict: 'slower' | 'faster' | 'same' | 'not judged';
}

/** The runs of two commits, the older one first. */
export interface Pair {
  readonly before: readonly BenchRun[];
  readonly after: readonly BenchRun[];
}

/** The commit of a run; `+` where files differed from it. */
export function stateOf({ commit, isChanged }: BenchRun): string {
  return isChanged ? `${commit}+` : commit;
}

/**
 * The runs of two commits: those named, or the last two that were measured. Only runs on the machine of the last of them
 * are taken: figures of two machines say nothing of the program.
 * @throws RangeError where there are no runs of a commit, or none of two on one machine
 */
export function pairOf(runs: readonly BenchRun[], names: readonly string[]): Pair {
  const all = [...new Set(runs.map(stateOf))];
  const known = (name: string): string => {
    const found = all.find((state) => state === name) ?? all.find((state) => state.startsWith(name));
    if (found === undefined) throw new RangeError(`${name} was not measured; these were: ${all.join(', ')}`);
    return found;
  };
  const named = names.map(known);
  const after = named[1] ?? runs.map(stateOf).findLast((state) => state !== named[0]);
  const last = runs.findLast((run) => stateOf(run) === after);
  const here = runs.filter((run) => last !== undefined && machineOf(run) === machineOf(last));
  const before = named[0] ?? here.map(stateOf).findLast((state) => state !== after);
  const of = (state: string | undefined) => here.filter((run) => stateOf(run) === state);
  const pair = { before: of(before), after: of(after) };
  if (pair.before.length === 0 || pair.after.length === 0)
    throw new RangeError('two commits have to be measured on one machine to be compared');
  return pair;
}

/** What became of each row that both have, with the rounds of all their runs together. */
export function compare({ before, after }: Pair): readonly Compared[] {
  const [then, now] = [rowsOf(before), rowsOf(after)];
  return [...now].flatMap(([name, { row, values }]) => {
    const old = then.get(name);
    if (old === undefined) return [];
    const noise = spread(old.values) + spread(values);
    const isKnown = row.isExact === true || Math.min(old.values.length, values.length) >= LEAST_ROUNDS;
    const [was, is] = [median(old.values), median(values)];
    const { what, digits = 1 } = row;
    return [
      {
        name,
        what,
        digits,
        before: was,
        after: is,
        noise,
        verdict: isKnown ? verdictOf(row, is - was, noise) : 'not judged',
      },
    ];
  });
}

function verdictOf({ better }: Row, change: number, noise: number): Compared['verdict'] {
  if (better === 'neither') return 'not judged';
  if (Math.abs(change) <= noise) return 'same';
  return change > 0 === (better === 'less') ? 'slower' : 'faster';
}

function rowsOf(runs: readonly BenchRun[]): Map<string, { row: Row; values: number[] }> {
  const rows = new Map<string, { row: Row; values: number[] }>();
  for (const row of runs.flatMap((run) => run.rows)) {
    if ('skipped' in row.measured) continue;
    rows.set(row.name, { row, values: [...(rows.get(row.name)?.values ?? []), ...row.measured.values] });
  }
  return rows;
}

export function comparisonTable(rows: readonly Compared[]): string {
  const cells = rows.map(({ what, digits, before, after, noise, verdict }) => {
    const percent =
      before === 0 ? '' : `${after < before ? '' : '+'}${((after / before - 1) * 100).toFixed(0)} %`;
    const words = verdict === 'slower' || verdict === 'faster' ? verdict.toUpperCase() : '';
    return [what, before.toFixed(digits), after.toFixed(digits), percent, noise.toFixed(digits), words];
  });
  return listTable(['MEASURED', 'BEFORE', 'AFTER', 'CHANGE', 'NOISE', ''], cells, [1, 2, 3, 4]);
}
