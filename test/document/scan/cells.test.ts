import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import type { Component } from '../../../src/document/scan/image/components.js';
import type { PixelBox } from '../../../src/document/scan/image/grey.js';
import { Certainty } from '../../../src/document/scan/model/certainty.js';
import type { Engine } from '../../../src/document/scan/model/engine.js';
import { type CellContent, contentOf } from '../../../src/document/scan/reading/cell-content.js';
import { readCells } from '../../../src/document/scan/reading/cells.js';
import type { Sheet } from '../../../src/document/scan/reading/sheet.js';
import { tablesOf } from '../layout/drawn-report.js';

const UNTOLD = '\ufffd';
const LEFT = [100, 160, 220, 280];
const [TOP, BOTTOM] = [100, 140];

const blind: Engine = {
  characters: [''],
  run: () => Promise.resolve({ data: Float32Array.of(1), steps: 1, classes: 1 }),
};

function sheet(thin = true): Sheet {
  const page = { width: 600, height: 800, data: new Uint8Array(600 * 800).fill(255) };
  return { engine: blind, page, scale: 1, size: 10, thin, certainty: new Certainty() };
}

const cells = LEFT.slice(1).map((x1, i): PixelBox => ({ x0: LEFT[i] ?? 0, y0: TOP, x1, y1: BOTTOM }));
const mark = (cell: PixelBox, width: number): Component => {
  const x0 = (cell.x0 + cell.x1 - width) / 2;
  return { x0, x1: x0 + width, y0: 119, y1: 121, area: 2 * width, holes: 0 };
};

/** The texts of the cells as the table has them. */
async function read(on: Sheet, contents: readonly CellContent[]): Promise<string[]> {
  const label = { text: '合计', x: 40, y: 112, width: 20, height: 10 };
  const layout = new DocumentLayout({ cells: 100 });
  const xs = [30, ...LEFT];
  const upright = xs.map((x) => ({ x0: x - 0.3, x1: x + 0.3, y0: TOP, y1: BOTTOM }));
  const level = [TOP, BOTTOM].map((y) => ({ x0: 30, x1: 280, y0: y - 0.3, y1: y + 0.3 }));
  const runs = [label, ...(await readCells(on, contents))];
  layout.add({ number: 1, width: 600, height: 800, runs, rules: [...upright, ...level], onlyRuled: true });
  return (
    tablesOf(layout.finish())[0]
      ?.rows[0]?.slice(1)
      .map(({ text }) => text) ?? []
  );
}

describe('a cell without ink', () => {
  it('is blank', async () => {
    const on = sheet();
    expect(
      await read(
        on,
        cells.map((cell) => contentOf(on, cell, [[], []], [])),
      ),
    ).toEqual(['', '', '']);
  });

  it('is not told where something faint stands in it, each cell by itself', async () => {
    const on = sheet();
    const contents = cells.map((cell, i) => contentOf(on, cell, [[], []], i === 2 ? [] : [mark(cell, 8)]));
    expect(await read(on, contents)).toEqual([UNTOLD, UNTOLD, '']);
  });

  it('is blank where the faint spot is too small for a stroke', async () => {
    const on = sheet();
    const contents = cells.map((cell) => contentOf(on, cell, [[], []], [mark(cell, 3)]));
    expect(await read(on, contents)).toEqual(['', '', '']);
  });

  it('is never told on a page where a thin stroke would not show', async () => {
    const on = sheet(false);
    const contents = cells.map((cell) => contentOf(on, cell, [[], []], []));
    expect(await read(on, contents)).toEqual([UNTOLD, UNTOLD, UNTOLD]);
  });
});

describe('a cell with ink', () => {
  it('is a dash where that is one flat stroke', async () => {
    const on = sheet();
    const contents = cells.map((cell) => contentOf(on, cell, [[mark(cell, 9)], [mark(cell, 9)]], []));
    expect(await read(on, contents)).toEqual(['—', '—', '—']);
  });

  it('is not told where something faint hangs on it, further than light spreads', async () => {
    const on = sheet();
    const grey = (cell: PixelBox, by: number): Component => ({ ...mark(cell, 9), x0: mark(cell, 9).x0 - by });
    const contents = cells.map((cell, i) =>
      contentOf(on, cell, [[mark(cell, 9)], [mark(cell, 9)]], [grey(cell, [0, 3, 6][i] ?? 0)]),
    );
    expect(await read(on, contents)).toEqual(['—', '—', `—${UNTOLD}`]);
  });

  it('is no dash where a faint stroke goes down from it, as from the bar of a 7', async () => {
    const on = sheet();
    const grey = (cell: PixelBox, by: number): Component => ({ ...mark(cell, 9), y1: mark(cell, 9).y1 + by });
    const contents = cells.map((cell, i) =>
      contentOf(on, cell, [[mark(cell, 9)], [mark(cell, 9)]], [grey(cell, [0, 3, 8][i] ?? 0)]),
    );
    expect(await read(on, contents)).toEqual(['—', '—', `—${UNTOLD}`]);
  });

  it('is not told where something faint stands beside it', async () => {
    const on = sheet();
    const beside = (cell: PixelBox): Component => ({ ...mark(cell, 9), x0: cell.x0 + 5, x1: cell.x0 + 10 });
    const contents = cells.map((cell) =>
      contentOf(on, cell, [[mark(cell, 9)], [mark(cell, 9)]], [beside(cell)]),
    );
    expect(await read(on, contents)).toEqual(Array(3).fill(`—${UNTOLD}`));
  });
});
