import { diffChars } from 'diff';
import type {
  CellChange,
  CellState,
  ChangeInput,
  MoveReason,
  SectionChange,
} from '../../../storage/contract/archive.js';
import type { CatalogueEntry } from '../../report/edition/editions.js';
import { plural } from '../../text/plural.js';
import { listTable } from '../table.js';

/** A cell before or after: the value, else what stood there and why it is no number. */
function showCell(state: CellState): string {
  if (state.value !== null) return String(state.value);
  const raw = state.raw === null || state.raw.trim() === '' ? '' : `「${state.raw}」 `;
  return `${raw}(${(state.reason ?? 'null').replaceAll('_', ' ')})`;
}

/** The changed cells as a table: indicator, label, before, after. */
function cellTable(cells: readonly CellChange[], indicators: readonly CatalogueEntry[]): string {
  const labels = new Map(indicators.map((i) => [i.id, i.zh]));
  const rows = cells.map((c) => [
    c.indicator,
    labels.get(c.indicator) ?? '',
    showCell(c.before),
    showCell(c.after),
  ]);
  return listTable(['INDICATOR', 'LABEL', 'BEFORE', 'AFTER'], rows, [2, 3]);
}

/** Characters of unchanged text shown around a difference. */
const CONTEXT = 12;
/** Beyond this, a section is not compared character by character. */
const COMPARED = 20_000;

/** The changed sections, each with what was taken out [-…-] and put in {+…+}. */
function sectionDiffs(sections: readonly SectionChange[]): string {
  return sections.map((s) => `section ${s.section}: ${wordDiff(s.before, s.after)}`).join('\n');
}

function wordDiff(before: string | null, after: string | null): string {
  if (before === null) return `added, ${plural(after?.length ?? 0, 'character')}`;
  if (after === null) return `removed, ${plural(before.length, 'character')}`;
  if (before.length + after.length > COMPARED)
    return `changed from ${plural(before.length, 'character')} to ${after.length}`;
  const parts = diffChars(before, after);
  return parts
    .map((part, i) => {
      if (part.removed) return `[-${part.value}-]`;
      if (part.added) return `{+${part.value}+}`;
      return clip(part.value, i > 0, i < parts.length - 1);
    })
    .join('')
    .replace(/\n/g, '⏎');
}

function clip(text: string, keepStart: boolean, keepEnd: boolean): string {
  if (text.length <= 2 * CONTEXT + 1) return text;
  return `${keepStart ? text.slice(0, CONTEXT) : ''}…${keepEnd ? text.slice(-CONTEXT) : ''}`;
}

/** Why a report moved, or was withdrawn. */
const CAUSES: Readonly<Record<MoveReason, string>> = {
  gone: 'the address is missing',
  no_report: 'the address shows no report any more',
  other_report: 'the address shows another report',
  unlisted: 'no list names the former address any more',
};

/** A change in words, with its cells and sections below. */
export function showChange(change: ChangeInput, indicators: readonly CatalogueEntry[]): string {
  const parts = [
    ...(change.former === undefined
      ? []
      : [`until now ${change.former.agency} ${change.former.year} (${change.former.kind})`]),
    ...(change.movedFrom === null ? [] : [`from ${change.movedFrom}`]),
    ...(change.reason === undefined ? [] : [CAUSES[change.reason]]),
    ...(change.cells.length === 0 ? [] : [cellTable(change.cells, indicators)]),
    ...(change.sections.length === 0 ? [] : [sectionDiffs(change.sections)]),
  ];
  return parts.join('\n');
}
