import type { AskedFigure } from '../../../storage/contract/archive.js';
import type { Cell } from '../rows.js';

/** A figure in a cell: its number, or the reason for none in brackets, which no number wears. */
export function figureCell({
  value,
  reason,
}: {
  readonly value: number | null;
  readonly reason: string | null;
}): Cell {
  return value ?? { missing: `(${(reason ?? 'null').replaceAll('_', ' ')})` };
}

/** Values by indicator, and beside them the reasons of those that are null: how figures stand in JSON. */
export function figureObject(figures: readonly AskedFigure[]): {
  readonly figures: Readonly<Record<string, number | null>>;
  readonly null_reasons: Readonly<Record<string, string>>;
} {
  return {
    figures: Object.fromEntries(figures.map(({ indicator, value }) => [indicator, value])),
    null_reasons: Object.fromEntries(
      figures.flatMap(({ indicator, reason }) => (reason === null ? [] : [[indicator, reason]])),
    ),
  };
}
