import { describe, expect, it } from 'vitest';
import { FORM_LAYOUTS, formIndicators, resultRows } from '../../src/simulation/reports/form-layout.js';
import { places } from './grid.js';

describe.each(['2019', '2021'] as const)('the form of %s', (edition) => {
  it('has each indicator once', () => {
    const slots = FORM_LAYOUTS[edition].flatMap((layout) =>
      layout.rows.flatMap((row) => row.flatMap((cell) => ('indicator' in cell ? [cell.indicator] : []))),
    );
    expect([...formIndicators(edition)]).toEqual(slots);
    expect(slots.length).toBe({ '2019': 22 + 23 * 7 + 15, '2021': 10 + 25 * 7 + 15 }[edition]);
  });

  it.each(FORM_LAYOUTS[edition])('fills every slot of table $id once', (layout) => {
    let slots = 0;
    for (const row of layout.rows) {
      for (const cell of row) slots += cell.columnSpan * ('label' in cell ? cell.rowSpan : 1);
    }
    expect(slots).toBe(layout.columns * layout.rows.length);
    for (const [row, column] of places(layout).values()) {
      expect(row).toBeLessThan(layout.rows.length);
      expect(column).toBeLessThan(layout.columns);
    }
  });

  it('puts the seven figures of a row of requests into the last seven columns', () => {
    const found = places(FORM_LAYOUTS[edition][1]);
    for (const row of ['new', 'carried_in', ...resultRows(edition), 'handled_total', 'carried_out']) {
      expect(found.get(`requests.${row}.natural_person`)?.[1]).toBe(3);
      expect(found.get(`requests.${row}.total`)?.[1]).toBe(9);
    }
  });
});

it('has one row for other results in 2019, three in 2021', () => {
  expect(resultRows('2019').filter((row) => row.startsWith('other.'))).toEqual(['other.total']);
  expect(resultRows('2021').filter((row) => row.startsWith('other.'))).toEqual([
    'other.not_corrected',
    'other.fee_unpaid',
    'other.other',
  ]);
});
