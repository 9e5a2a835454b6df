/** What a formula must not do, told when it is loaded. */
import type { Edition } from '../report/edition/edition.js';
import { FormulaError } from './formula.js';
import { leavesOf, type Resolved } from './resolve.js';

/**
 * @throws FormulaError where an indicator is added twice in one sum, or where a total stands in the formula beside
 * one of its parts, as the edition's sums (勾稽关系) say
 */
export function refuseDoubleCounting(formula: Resolved, edition: Edition): void {
  for (const sum of sumsIn(formula)) {
    const seen = new Set<string>();
    for (const { id, previous } of sum) {
      const key = `${previous ? 'previous ' : ''}${id}`;
      if (seen.has(key)) throw new FormulaError(`${key} is added twice`);
      seen.add(key);
    }
  }
  const parts = partsByTotal(edition);
  for (const previous of [false, true]) {
    const used = new Set(
      leavesOf(formula).flatMap((leaf) => (leaf.previous === previous ? leaf.indicators : [])),
    );
    for (const total of used) {
      const part = allParts(total, parts).find((id) => used.has(id));
      if (part !== undefined)
        throw new FormulaError(`${part} is counted twice: it is part of ${total} already`);
    }
  }
}

interface Addend {
  readonly id: string;
  readonly previous: boolean;
}

/** The indicators of every sum that stands in the formula: what is joined by + and - alone. */
function sumsIn(formula: Resolved): readonly (readonly Addend[])[] {
  switch (formula.is) {
    case 'sum':
      return [formula.indicators.map((id) => ({ id, previous: formula.previous }))];
    case 'negative':
      return sumsIn(formula.of);
    case 'operation': {
      const [left, right] = [sumsIn(formula.left), sumsIn(formula.right)];
      const adds = formula.sign === '+' || formula.sign === '-';
      if (!adds) return [...left, ...right];
      return [[...(left[0] ?? []), ...(right[0] ?? [])], ...left.slice(1), ...right.slice(1)];
    }
    default:
      return [];
  }
}

/** Of every total that the edition declares as one: what it is the sum of. */
function partsByTotal(edition: Edition): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const { left, right } of edition.sums) {
    const [total, ...more] = right;
    if (total === undefined || more.length > 0) continue;
    parts.set(total, [...(parts.get(total) ?? []), ...left]);
  }
  return parts;
}

function allParts(total: string, parts: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const waiting = [total];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const part of parts.get(id) ?? []) {
      if (found.has(part)) continue;
      found.add(part);
      waiting.push(part);
    }
  }
  return [...found];
}

/** The unit of an agency in portal measures. */
const AGENCY = '机关';
const RATIO = 'ratio';

/**
 * The unit that follows from the units of the indicators: `ratio` where they cancel out, else e.g. 万元/项.
 * @throws FormulaError where unlike units are added
 */
export function unitOf(formula: Resolved, edition: Edition): string {
  switch (formula.is) {
    case 'number':
      return RATIO;
    case 'agencies':
      return AGENCY;
    case 'negative':
      return unitOf(formula.of, edition);
    case 'sum': {
      const units = edition.indicators.filter(({ id }) => formula.indicators.includes(id)).map((i) => i.unit);
      return sameUnit(units);
    }
    case 'operation': {
      const [left, right] = [unitOf(formula.left, edition), unitOf(formula.right, edition)];
      if (formula.sign === '+' || formula.sign === '-') return sameUnit([left, right]);
      if (formula.sign === '/') return left === right ? RATIO : right === RATIO ? left : `${left}/${right}`;
      if (left !== RATIO && right !== RATIO)
        throw new FormulaError(`${left} can't be multiplied by ${right}`);
      return left === RATIO ? right : left;
    }
  }
}

function sameUnit(units: readonly string[]): string {
  const [first = RATIO, ...others] = [...new Set(units)];
  if (others.length > 0) throw new FormulaError(`${first} and ${others.join(', ')} can't be added`);
  return first;
}
