import type { Edition, SumLine } from '../edition/edition.js';
import type { Figure, Finding, IndicatorId } from '../model.js';

/** A cell of a row over which the form has a sum; the form prints the terms in the sum's order. */
interface Term {
  readonly id: IndicatorId;
  /** A cell left blank counts as 0. */
  readonly value: number;
  readonly blank: boolean;
}

/** Figures that are uncertain although each cell holds one number, and why. */
interface Doubt {
  readonly indicators: readonly IndicatorId[];
  readonly message: string;
}

/**
 * Withdraws figures of rows whose cells have slipped: a row that has a blank cell and does not add up, but
 * would add up if it were shifted by one column, or if the digits of the cell beside the blank were divided
 * between the two. No figure is corrected, since it is unknown which accident happened.
 */
export function takeBackDoubtful(
  figures: readonly Figure[],
  edition: Edition,
): { readonly figures: readonly Figure[]; readonly findings: readonly Finding[] } {
  const byId = new Map(figures.map((figure) => [figure.indicator, figure]));
  const doubts = edition.sums.flatMap((sum) => doubtsOf(sum, byId));
  if (doubts.length === 0) return { figures, findings: [] };
  const doubtful = new Set(doubts.flatMap((doubt) => doubt.indicators));
  return {
    figures: figures.map((figure) =>
      doubtful.has(figure.indicator) ? { ...figure, value: null, reason: 'unreadable' as const } : figure,
    ),
    findings: doubts.map((doubt) => ({ rule: 'cell.ambiguous', severity: 'error', ...doubt })),
  };
}

function doubtsOf(sum: SumLine, figures: ReadonlyMap<string, Figure>): Doubt[] {
  const ids = [...sum.left, ...sum.right];
  if (sum.each !== 'row' || !ids.some((id) => figures.get(id)?.value === null)) return [];
  const terms = ids.flatMap((id): Term[] => {
    const figure = figures.get(id);
    if (figure === undefined || figure.reason === 'absent' || figure.reason === 'unreadable') return [];
    return [{ id, value: figure.value ?? 0, blank: figure.value === null }];
  });
  if (terms.length < ids.length) return [];
  const balances: Balances = (values) =>
    values.reduce((rest, value, i) => rest + (i < sum.left.length ? value : -value), 0) === 0;
  if (balances(terms.map((term) => term.value))) return [];
  return [...moved(terms, balances, sum.rule), ...runTogether(terms, balances, sum.rule)];
}

type Balances = (values: readonly number[]) => boolean;

/** The last cell is blank, and the row adds up one column further to the right. */
function moved(terms: readonly Term[], balances: Balances, rule: string): Doubt[] {
  const last = terms.at(-1);
  if (last === undefined || !last.blank) return [];
  if (!balances([0, ...terms.slice(0, -1).map((term) => term.value)])) return [];
  return [
    {
      indicators: terms.map((term) => term.id),
      message: `${rule}: does not hold, but would one column further right`,
    },
  ];
}

/** The row adds up if the digits beside a blank cell are divided between the two cells in order. */
function runTogether(terms: readonly Term[], balances: Balances, rule: string): Doubt[] {
  const values = terms.map((term) => term.value);
  return terms.flatMap((term, i): Doubt[] => {
    const next = terms[i + 1];
    if (next === undefined || term.blank === next.blank) return [];
    const digits = String(term.blank ? next.value : term.value);
    for (let cut = 1; cut < digits.length; cut++) {
      const shared = [Number(digits.slice(0, cut)), Number(digits.slice(cut))];
      if (!balances([...values.slice(0, i), ...shared, ...values.slice(i + 2)])) continue;
      const message = `${rule}: does not hold, but would with ${digits} as the two numbers ${shared.join(' and ')}`;
      return [{ indicators: [term.id, next.id], message }];
    }
    return [];
  });
}
