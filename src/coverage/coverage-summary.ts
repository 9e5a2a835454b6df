import { COVERAGE_STATES, type CoverageCell, type CoverageState } from './coverage.js';

/** One portal's reports of one year, counted by state. */
export interface CoverageSummary {
  readonly portal: string;
  readonly year: number;
  readonly expected: number;
  readonly states: Readonly<Record<CoverageState, number>>;
  /** Share, 0 to 1, of the reports due or already there that are there; null where none is known to be due. */
  readonly share: number | null;
}

const THERE: readonly CoverageState[] = ['published', 'late', 'undated', 'unreadable'];

/**
 * By portal, in the order of the cells, and year. Reports that are there although nobody expects them, of agencies that
 * a portal's table does not name, are not counted.
 * @param hasTable does the portal's file name its agencies?
 */
export function summarise(
  all: readonly CoverageCell[],
  hasTable: (portal: string) => boolean,
): readonly CoverageSummary[] {
  const cells = all.filter(({ basis, portal }) => basis === 'table' || !hasTable(portal));
  const groups = new Map<string, CoverageCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.portal, cell.year]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  const portals = [...new Set(cells.map(({ portal }) => portal))];
  return [...groups.values()]
    .flatMap((group) => summaryOf(group))
    .sort((a, b) => portals.indexOf(a.portal) - portals.indexOf(b.portal) || a.year - b.year);
}

function summaryOf(group: readonly CoverageCell[]): CoverageSummary[] {
  const [first] = group;
  if (first === undefined) return [];
  const count = (state: CoverageState): number => group.filter((cell) => cell.state === state).length;
  const states: Record<CoverageState, number> = {
    published: 0,
    late: 0,
    undated: 0,
    unreadable: 0,
    withdrawn: 0,
    missing: 0,
    unknown: 0,
    not_due: 0,
  };
  for (const state of COVERAGE_STATES) states[state] = count(state);
  const due = group.length - states.not_due - states.unknown;
  const there = THERE.reduce((sum, state) => sum + states[state], 0);
  return [
    {
      portal: first.portal,
      year: first.year,
      expected: group.length,
      states,
      share: due === 0 ? null : there / due,
    },
  ];
}
