import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/checks/check.js';
import { runChecks } from '../../src/checks/run-checks.js';
import { recognise } from '../../src/report/recognise.js';
import { seededRandom } from '../../src/simulation/reports/random.js';
import { holds } from '../property.js';
import { documentOfTables, printForm, type Shape, soundFigures, type Truth } from './damage.js';
import { DAMAGES } from './damage-kinds.js';
import { EDITIONS } from './helpers.js';

/*
 * Whatever happens to a table, no wrong figure goes unnoticed: it is null, or a finding names it.
 *
 * Some accidents leave a table that is as good as another report's, and nobody can tell. They are left out by
 * construction: the contents of two cells exchanged; one cell lost and another doubled in the same row; a cell
 * left blank that was not; digits mistyped; two figures of table 2 in one of two cells (it has no sums that
 * would betray them); a row moved to the left over a cell that stated something, with a blank at its end. The
 * sums of the form may betray these too, but need not. Text without the blanks at its rows' ends has suffered
 * one accident already, and stands for itself.
 */

const SHAPES: readonly Shape[] = ['grid', 'grid', 'cells', 'padded'];

const reports = fc.record({
  seed: fc.nat(),
  form: fc.constantFrom('2019' as const, '2021' as const),
  blanks: fc.boolean(),
  shape: fc.constantFrom(...SHAPES),
});

function wrongAndUnnoticed(
  tables: Parameters<typeof documentOfTables>[0],
  shape: Shape,
  truth: Truth,
): string[] {
  const { report, findings } = recognise(documentOfTables(tables, shape), EDITIONS.all);
  const noticed = new Set(
    [...findings, ...findingsOf(runChecks(report, EDITIONS.all))].flatMap((finding) => finding.indicators),
  );
  return report.figures
    .filter((f) => f.value !== null && f.value !== (truth[f.indicator] ?? null) && !noticed.has(f.indicator))
    .map((f) => `${f.indicator}: ${truth[f.indicator]} was read as ${f.value}`);
}

describe('no wrong figure goes unnoticed after', () => {
  it.each(Object.entries(DAMAGES))('%s', (_name, damage) => {
    holds(
      fc.property(reports, ({ seed, form, blanks, shape }) => {
        const random = seededRandom(seed);
        const truth = soundFigures(form, random, blanks);
        const damaged = damage(printForm(form, truth), truth, random);
        fc.pre(damaged !== null);
        expect(wrongAndUnnoticed(damaged.tables, shape, damaged.truth ?? truth)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

it('a whole table is read whole, as a grid or as a cell a line', () => {
  holds(
    fc.property(reports, ({ seed, form, blanks, shape }) => {
      const truth = soundFigures(form, seededRandom(seed), blanks);
      const whole = shape === 'grid' ? 'grid' : 'cells';
      const { report, findings } = recognise(documentOfTables(printForm(form, truth), whole), EDITIONS.all);
      expect(Object.fromEntries(report.figures.map((f) => [f.indicator, f.value]))).toEqual(truth);
      expect(findings.filter((f) => f.rule.startsWith('cell.'))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('no wrong figure goes unnoticed in text whose rows have lost the blanks at their ends', () => {
  holds(
    fc.property(reports, ({ seed, form }) => {
      const truth = soundFigures(form, seededRandom(seed), true);
      expect(wrongAndUnnoticed(printForm(form, truth), 'trimmed', truth)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
