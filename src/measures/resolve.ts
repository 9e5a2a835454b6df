/** From a formula as written to one whose indicators, in one edition of the form, are all named. */
import type { Edition } from '../report/edition/edition.js';
import { type Expression, FormulaError } from './formula.js';

/** Indicators that are added up. `previous`: of the year before. */
export interface Leaf {
  readonly is: 'sum';
  readonly indicators: readonly string[];
  readonly previous: boolean;
}
export type Resolved =
  | Leaf
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'agencies' }
  | { readonly is: 'negative'; readonly of: Resolved }
  | {
      readonly is: 'operation';
      readonly sign: '+' | '-' | '*' | '/';
      readonly left: Resolved;
      readonly right: Resolved;
    };

export type Terms = ReadonlyMap<string, Expression>;

/**
 * Puts terms in place and spells patterns out.
 * @throws FormulaError for an unknown indicator or term, a term that needs itself, or previous() within previous()
 */
export function resolve(
  expression: Expression,
  edition: Edition,
  terms: Terms,
  inside: { readonly previous: boolean; readonly open: readonly string[] } = { previous: false, open: [] },
): Resolved {
  const inner = (part: Expression): Resolved => resolve(part, edition, terms, inside);
  switch (expression.is) {
    case 'number':
    case 'agencies':
      return expression;
    case 'negative':
      return { is: 'negative', of: inner(expression.of) };
    case 'operation':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'indicators': {
      const indicators = expression.patterns.flatMap((pattern) => matching(pattern, edition));
      return { is: 'sum', indicators, previous: inside.previous };
    }
    case 'previous':
      if (inside.previous)
        throw new FormulaError('previous() cannot contain previous(): only the year before is available');
      return resolve(expression.of, edition, terms, { ...inside, previous: true });
    case 'term': {
      const term = terms.get(expression.name);
      if (term === undefined) throw new FormulaError(`there is no term ${expression.name}`);
      const open = [...inside.open, expression.name];
      if (inside.open.includes(expression.name))
        throw new FormulaError(`a term needs itself: ${open.join(' → ')}`);
      return resolve(term, edition, terms, { ...inside, open });
    }
  }
}

/** Every indicator of the edition that a pattern means; `*` is one part between dots. */
function matching(pattern: string, edition: Edition): readonly string[] {
  const parts = pattern.split('.');
  const found = edition.indicators.filter(({ id }) => {
    const own = id.split('.');
    return own.length === parts.length && parts.every((part, i) => part === '*' || part === own[i]);
  });
  if (found.length === 0) throw new FormulaError(`the form of ${edition.id} has no indicator ${pattern}`);
  return found.map(({ id }) => id);
}

/** All leaves, from left to right. */
export function leavesOf(formula: Resolved): readonly Leaf[] {
  switch (formula.is) {
    case 'sum':
      return [formula];
    case 'negative':
      return leavesOf(formula.of);
    case 'operation':
      return [...leavesOf(formula.left), ...leavesOf(formula.right)];
    default:
      return [];
  }
}
