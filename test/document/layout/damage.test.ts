import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import type { LayoutPage } from '../../../src/document/layout/page/page.js';
import { holds } from '../../property.js';
import { type BorderStyle, drawReport, layoutPages } from './drawing.js';
import { inventedFigures, report, written } from './drawn-report.js';

const REPORTS = [written(report(2020)), written(report(2023))];
const STYLES: readonly BorderStyle[] = ['thin', 'double', 'no-outer', 'horizontal', 'none'];

function invented(
  which: number,
  style: BorderStyle,
  bottom: number,
  damage: (page: LayoutPage) => LayoutPage,
) {
  const drawn = REPORTS[which % 2] ?? report(2023);
  const layout = new DocumentLayout({ cells: 100_000 });
  for (const page of layoutPages(drawReport(drawn, { borders: style, bottom, closed: which % 3 === 0 }))) {
    layout.add(damage(page));
  }
  return inventedFigures({ meta: {}, ...layout.finish() }, drawn);
}

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const CASE = {
  seed: fc.nat(1_000_000),
  which: fc.nat(5),
  style: fc.constantFrom(...STYLES),
  bottom: fc.integer({ min: 80, max: 380 }),
  share: fc.constantFrom(0.002, 0.02, 0.1, 0.5),
};

describe('no figure is stated that the page does not have', () => {
  it('where lines are missing', () => {
    holds(
      fc.property(fc.record(CASE), ({ seed, which, style, bottom, share }) => {
        const next = random(seed);
        const keep = (page: LayoutPage): LayoutPage => ({
          ...page,
          rules: page.rules.filter(() => next() > share),
        });
        expect(invented(which, style, bottom, keep)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('where lines are shifted, or shorter', () => {
    holds(
      fc.property(fc.record(CASE), ({ seed, which, style, bottom, share }) => {
        const next = random(seed);
        const shift = (page: LayoutPage): LayoutPage => ({
          ...page,
          rules: page.rules.map((rule) => {
            if (next() > share) return rule;
            const [dx, dy] = [(next() - 0.5) * 8, (next() - 0.5) * 8];
            const cut = next() * 0.6;
            return {
              x0: rule.x0 + dx,
              x1: rule.x1 + dx - (rule.x1 - rule.x0) * cut,
              y0: rule.y0 + dy,
              y1: rule.y1 + dy - (rule.y1 - rule.y0) * cut,
            };
          }),
        });
        expect(invented(which, style, bottom, shift)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('where strange lines are drawn', () => {
    holds(
      fc.property(fc.record(CASE), ({ seed, which, style, bottom, share }) => {
        const next = random(seed);
        const add = (page: LayoutPage): LayoutPage => ({
          ...page,
          rules: [
            ...page.rules,
            ...Array.from({ length: Math.ceil(share * 40) }, () => {
              const [x, y, length] = [80 + next() * 400, 80 + next() * 600, 10 + next() * 300];
              return next() < 0.5
                ? { x0: x, x1: x + length, y0: y, y1: y + 0.5 }
                : { x0: x, x1: x + 0.5, y0: y, y1: y + length };
            }),
          ],
        });
        expect(invented(which, style, bottom, add)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });
});
