import { describe, expect, it } from 'vitest';
import { type Bench, defineBench } from './bench.js';
import { choose } from './choose.js';
import { runBenches } from './run-benches.js';

const formats = defineBench({
  name: 'formats',
  rows: {
    docx: { what: 'documents a second, docx', better: 'more' },
    pdf: { what: 'documents a second, PDF', better: 'more', target: 5 },
  },
  run: ({ wants }) =>
    Promise.resolve({
      docx: { values: [7] },
      ...(wants('pdf') ? { pdf: { skipped: 'Chromium is not installed' } } : {}),
    }),
});
const nights: Bench = defineBench({
  name: 'nights',
  rows: { quiet: { what: 'a quiet night, CPU s', better: 'less' } },
  run: () => Promise.resolve({ quiet: { values: [1, 2, 3] } }),
});
const benches: readonly Bench[] = [formats, nights];

function names(only?: string): string[] {
  return [...choose(benches, only)].flatMap(([bench, keys]) =>
    [...keys].map((key) => `${bench.name}/${key}`),
  );
}

describe('the rows that run', () => {
  it('are all where none is named', () => {
    expect(names()).toEqual(['formats/docx', 'formats/pdf', 'nights/quiet']);
  });

  it('are those whose group, key or description contains what is named', () => {
    expect(names('formats')).toEqual(['formats/docx', 'formats/pdf']);
    expect(names('formats/pdf')).toEqual(['formats/pdf']);
    expect(names('Quiet night')).toEqual(['nights/quiet']);
    expect(names('pdf')).toEqual(['formats/pdf']);
  });

  it('cost no figure of the others when they fail', async () => {
    const broken = defineBench({
      name: 'broken',
      rows: { x: { what: 'x', better: 'less' } },
      run: () => Promise.reject(new Error('no disk')),
    });
    const ran = await runBenches(choose([broken, nights], undefined), {
      isLong: false,
      say: () => undefined,
    });
    expect(ran.rows.map(({ name }) => name)).toEqual(['nights/quiet']);
    expect(ran.failures).toMatchObject([{ message: 'broken', cause: { message: 'no disk' } }]);
  });

  it('must be there: else all names are told', () => {
    expect(() => names('xlsx')).toThrow(/like xlsx.*formats\n {2}formats\/docx: documents.*nights\/quiet/s);
  });

  it('are given in their order, without those that were measured on the way', async () => {
    const said: string[] = [];
    const run = (only?: string) =>
      runBenches(choose(benches, only), { isLong: false, say: (text) => said.push(text) });
    expect((await run()).rows.map(({ name }) => name)).toEqual([
      'formats/docx',
      'formats/pdf',
      'nights/quiet',
    ]);
    expect(said).toEqual(expect.arrayContaining(['1 of 2, formats', '2 of 2, nights']));
    expect((await run('pdf')).rows).toMatchObject([
      { name: 'formats/pdf', target: 5, measured: { skipped: 'Chromium is not installed' } },
    ]);
  });
});
