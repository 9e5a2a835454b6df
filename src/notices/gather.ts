/** What happened in a run, as items to tell, portal by portal. */

import type { Archive, ChangeRecord, RunFinding, RunPortalSummary } from '../../storage/contract/archive.js';
import type { RunId } from '../../storage/contract/run-id.js';
import { NEWS_CHANGES } from '../config/settings/notice-settings.js';
import { defined } from '../defined.js';
import type { Severity } from '../report/model.js';
import type { CellItem, ChangeItem, Item } from './digest.js';
import { clipped, MOST_CELLS } from './digest.js';

/** Labels of an indicator in both languages. */
export interface IndicatorLabels {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** Everything of a run that a rule may ask for, before any rule has chosen. */
export interface RunNews {
  readonly changes: readonly { readonly portal: string; readonly change: ChangeRecord }[];
  readonly findings: readonly RunFinding[];
  readonly portals: readonly RunPortalSummary[];
}

/** Reads what a run found. Changes count for the portal on which they were seen. */
export async function gatherRun(
  archive: Archive,
  run: RunId,
  portals: readonly RunPortalSummary[],
): Promise<RunNews> {
  const byChange = await archive.news.changePortals(run);
  const all = await archive.changes({ run });
  const changes = all.map((change) => ({ portal: byChange.get(change.id) ?? '', change }));
  return { changes, findings: await archive.news.findingsOf(run), portals };
}

/** A change as an item; null for one that is no news. `wants` chooses among the cells. */
export function changeItem(
  portal: string,
  change: ChangeRecord,
  labels: ReadonlyMap<string, IndicatorLabels>,
  wants: (indicator: string) => boolean = () => true,
): Item | null {
  const event = NEWS_CHANGES.find((kind) => kind === change.kind);
  if (event === undefined) return null;
  const cells = change.cells.filter((cell) => wants(cell.indicator));
  const { agency, year, kind } = change.report;
  return {
    event,
    portal,
    agency: clipped(agency),
    year,
    kind,
    url: change.source,
    change: change.id,
    version: change.toVersion,
    movedFrom: change.movedFrom === null ? null : clipped(change.movedFrom),
    ...defined({ reason: change.reason, former: formerOf(change) }),
    cells: cells.slice(0, MOST_CELLS).map((cell): CellItem => {
      const known = labels.get(cell.indicator);
      const label = { zh: known?.zh ?? cell.indicator, en: known?.en ?? cell.indicator };
      return { indicator: cell.indicator, label, before: cellOf(cell.before), after: cellOf(cell.after) };
    }),
    cellCount: cells.length,
    sections: change.sections.map((section) => section.section),
  };
}

function formerOf({ former }: ChangeRecord): ChangeItem['former'] {
  return former && { agency: clipped(former.agency), year: former.year, kind: former.kind };
}

function cellOf(state: CellItem['before']): CellItem['before'] {
  return { ...state, raw: state.raw === null ? null : clipped(state.raw) };
}

/** The severities at or above one. */
export function severitiesFrom(least: Severity): readonly Severity[] {
  const all: readonly Severity[] = ['error', 'warning', 'info'];
  return all.slice(0, all.indexOf(least) + 1);
}
