import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../errors.js';
import { configDirectory } from '../place/directory.js';
import { parseValue, readYaml } from '../place/yaml.js';
import type { Edition } from '../report/edition/edition.js';
import type { Editions } from '../report/edition/editions.js';
import { type Expression, FormulaError, formulaText, parseFormula } from './formula.js';
import { type MeasureSpec, type MeasuresFile, measuresSchema } from './measure-schema.js';
import { refuseDoubleCounting, unitOf } from './refuse.js';
import { leavesOf, type Resolved, resolve, type Terms } from './resolve.js';

/** A measure, ready to be computed. */
export interface Measure extends Omit<MeasureSpec, 'formula' | 'editions'> {
  /** The formula with its terms written out, by edition. */
  readonly text: ReadonlyMap<string, string>;
  /** The formula with its indicators spelled out, by edition; none where the measure does not exist. */
  readonly formulas: ReadonlyMap<string, Resolved>;
}

export interface Measures {
  readonly all: readonly Measure[];
  /** Every indicator that any of them needs. */
  readonly indicators: readonly string[];
}

/**
 * Loads config/measures.yaml; where there is none, there are no measures.
 * @throws ConfigError naming the file, and the measure whose formula can't be used
 */
export function loadMeasures(editions: Editions): Measures {
  const file = join(configDirectory(editions.folder), 'measures.yaml');
  if (!existsSync(file)) return { all: [], indicators: [] };
  return build(
    readYaml(file, (value) => measuresSchema.parse(value)),
    editions,
    file,
  );
}

/** Measures from a plain object. @throws ConfigError */
export function parseMeasures(value: unknown, editions: Editions): Measures {
  const file = 'measures';
  return build(
    parseValue(value, file, (given) => measuresSchema.parse(given)),
    editions,
    file,
  );
}

function build(given: MeasuresFile, editions: Editions, file: string): Measures {
  const within = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof FormulaError)) throw cause;
      throw new ConfigError(`${what}: ${cause.message}`, { file, cause });
    }
  };
  const terms = new Map(
    Object.entries(given.terms).map(([name, text]) => [
      name,
      within(`term ${name}`, () => parseFormula(text)),
    ]),
  );
  const all = given.measures.map((spec) =>
    within(`measure ${spec.id}`, () => buildMeasure(spec, editions.all, terms)),
  );
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new ConfigError(`measure ${twice} is declared twice`, { file });
  const indicators = all.flatMap(({ formulas }) =>
    [...formulas.values()].flatMap((formula) => leavesOf(formula).flatMap((leaf) => leaf.indicators)),
  );
  return { all, indicators: [...new Set(indicators)] };
}

function buildMeasure(spec: MeasureSpec, editions: readonly Edition[], terms: Terms): Measure {
  const { formula, editions: only, ...rest } = spec;
  const named = [...(only ?? []), ...(typeof formula === 'string' ? [] : Object.keys(formula))];
  const unknown = named.find((id) => !editions.some((edition) => edition.id === id));
  if (unknown !== undefined) throw new FormulaError(`there is no edition ${unknown} of the form`);
  const text = new Map<string, string>();
  const formulas = new Map<string, Resolved>();
  for (const edition of editions) {
    if (only !== undefined && !only.includes(edition.id)) continue;
    const written = typeof formula === 'string' ? formula : formula[edition.id];
    if (written === undefined) continue;
    const parsed: Expression = parseFormula(written);
    const resolved = resolve(parsed, edition, terms);
    refuseDoubleCounting(resolved, edition);
    refuseWrongLevel(resolved, spec);
    const unit = unitOf(resolved, edition);
    if (unit !== spec.unit) throw new FormulaError(`its unit is ${unit}, not ${spec.unit}`);
    text.set(edition.id, formulaText(parsed, terms));
    formulas.set(edition.id, resolved);
  }
  refuseUnlikeYears([...formulas.values()]);
  if (formulas.size === 0) throw new FormulaError('it has no formula for any edition of the form');
  return { ...rest, text, formulas };
}

function refuseWrongLevel(formula: Resolved, { level, formula: written }: MeasureSpec): void {
  const counts = countsAgencies(formula);
  if (level === 'agency' && counts) throw new FormulaError('agencies() is for measures of a portal');
  if (level === 'portal' && leavesOf(formula).some((leaf) => leaf.previous)) {
    throw new FormulaError('previous() is for measures of an agency');
  }
  if (level === 'portal' && typeof written !== 'string') {
    throw new FormulaError('a measure of a portal has one formula for all editions');
  }
}

/** A formula that looks back takes the place of each sum from the formula of the edition of the year before. */
function refuseUnlikeYears(formulas: readonly Resolved[]): void {
  const shapes = formulas.map((formula) =>
    leavesOf(formula)
      .map((leaf) => leaf.previous)
      .join(),
  );
  if (shapes.some((shape) => shape.includes('true')) && new Set(shapes).size > 1) {
    throw new FormulaError('a formula with previous() must have the same sums in every edition');
  }
}

function countsAgencies(formula: Resolved): boolean {
  if (formula.is === 'agencies') return true;
  if (formula.is === 'negative') return countsAgencies(formula.of);
  return formula.is === 'operation' && (countsAgencies(formula.left) || countsAgencies(formula.right));
}
