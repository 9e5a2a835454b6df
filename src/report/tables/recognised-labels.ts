import { sameSense } from '../../text/label.js';
import type { Edition, Label, TableSpec } from '../edition/edition.js';
import type { Finding } from '../model.js';
import type { TextKeys } from './label-index.js';
import type { LabelledRow } from './labelled-rows.js';

/** How many characters may be misread, by the minimum length of the label. */
const MISREAD: readonly (readonly [length: number, most: number])[] = [
  [20, 3],
  [10, 2],
  [4, 1],
];

/**
 * Recognition misreads a character here and there. A text that is no label of any form, but one or two characters
 * from exactly one, is taken for that one, and a finding says so; if two are equally near, none is chosen.
 * This applies only to recognised scans: in other documents, a different character is intended.
 */
export function settleLabels(
  rows: readonly LabelledRow[],
  editions: readonly Edition[],
): { readonly rows: readonly LabelledRow[]; readonly findings: readonly Finding[] } {
  const labels = new Map(editions.flatMap(labelsOf).flatMap(({ keys, zh }) => keys.map((key) => [key, zh])));
  const drifts = new Map<string, string>();
  const settle = (text: TextKeys): TextKeys => {
    if (!text.wordy || labels.has(text.key) || labels.has(text.bare)) return text;
    const key = nearest(text.key, labels);
    if (key === null) return text;
    drifts.set(text.key, key);
    return { key, bare: key, wordy: true };
  };
  const settled = rows.map((row) => ({ ...row, keys: row.keys.map(settle) }));
  return {
    rows: settled,
    findings: [...drifts].map(([text, label]) => ({
      rule: 'form.label_drift',
      severity: 'info',
      indicators: [],
      message: `「${text}」, as it was recognised, was read as 「${label}」`,
    })),
  };
}

function labelsOf({ tables }: Edition): Label[] {
  return tables.flatMap((table) => [...table.headings, ...table.rows, ...otherLabels(table)]);
}

function otherLabels(table: TableSpec): readonly Label[] {
  switch (table.layout) {
    case 'blocks':
      return table.blocks.flatMap((block) => [block.heading, ...block.columns]);
    case 'matrix':
      return [...table.columns, ...table.groups];
    case 'column_groups':
      return table.columns;
  }
}

function nearest(text: string, labels: ReadonlyMap<string, string>): string | null {
  const most = MISREAD.find(([length]) => text.length >= length)?.[1] ?? 0;
  if (most === 0) return null;
  const byLabel = new Map<string, { key: string; differences: number }>();
  for (const [key, label] of labels) {
    if (Math.abs(key.length - text.length) > most + 1) continue;
    const differences = distance(key, text);
    const known = byLabel.get(label);
    if (known === undefined || differences < known.differences) byLabel.set(label, { key, differences });
  }
  const [best, second] = [...byLabel.values()].sort((a, b) => a.differences - b.differences);
  if (best === undefined || best.differences > most || best.differences === second?.differences) return null;
  return sameSense(best.key, text) ? best.key : null;
}

/** How many characters must be changed, put in or taken out (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
