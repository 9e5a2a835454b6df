import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../../src/dataset/formats/names.js';
import { tableSources } from '../../src/dataset/sources.js';
import type { Archive } from '../../storage/contract/archive.js';
import { collect } from '../storage/builders.js';
import { READERS, type Row } from './readers.js';
import { editions, exported, FIGURES, filledArchive, measures } from './setup.js';

const SCOPE = { years: [2023], asOf: null };

/** Every table as the archive has it. */
async function truth(archive: Archive): Promise<Map<string, Row[]>> {
  const snapshot = await archive.openSnapshot(SCOPE);
  const tables = new Map<string, Row[]>();
  for (const { table, rows } of tableSources({ snapshot, catalogue: editions.indicators, measures })) {
    const blocks = await collect(rows());
    const all = blocks.flatMap((block) =>
      Array.from({ length: block.rows }, (_, row): Row => {
        const cells = table.columns.map(({ name }, i): [string, Row[string]] => {
          const column = block.columns[i] ?? null;
          return [name, Array.isArray(column) ? column[row] : column];
        });
        return Object.fromEntries(cells);
      }),
    );
    tables.set(table.name, all);
  }
  await snapshot.close();
  return tables;
}

function mapValues(row: Row, change: (cell: Row[string]) => Row[string] | undefined): Row {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, change(cell ?? null) ?? null]));
}

async function tablesOf(archive: Archive) {
  const snapshot = await archive.openSnapshot(SCOPE);
  const tables = tableSources({ snapshot, catalogue: editions.indicators, measures }).map(
    ({ table }) => table,
  );
  await snapshot.close();
  return tables;
}

describe('an export, read back by a reader that is not ours', () => {
  it.each(FORMAT_NAMES)('is what the archive holds, in every table of %s', async (format) => {
    const archive = await filledArchive();
    const { out } = await exported(archive, [format]);
    const expected = await truth(archive);
    for (const table of await tablesOf(archive)) {
      const rows = expected.get(table.name) ?? [];
      // exceljs takes an empty text for no cell
      const seen =
        format === 'xlsx' ? rows.map((row) => mapValues(row, (cell) => (cell === '' ? null : cell))) : rows;
      expect(await READERS[format](out, table), table.name).toEqual(seen);
    }
    expect(expected.get('figures')).toHaveLength(2 * FIGURES.length);
  });

  it.each(FORMAT_NAMES)(
    'tells null from 0 and from a negative number in %s, and says why it is null',
    async (format) => {
      const archive = await filledArchive();
      const { out } = await exported(archive, [format]);
      const tables = await tablesOf(archive);
      const read = async (name: string): Promise<Row[]> => {
        const table = tables.find((one) => one.name === name);
        return table === undefined ? [] : READERS[format](out, table);
      };
      const figures = await read('figures');
      for (const { indicator, value, reason } of FIGURES) {
        const found = figures.filter((f) => f.indicator === indicator && f.agency !== '平湖市人民政府办公室');
        expect(
          found.map((f) => [f.value, f.null_reason]),
          indicator,
        ).toEqual([[value, reason]]);
      }
      const [report] = await read('reports');
      const of = (wanted: number | null): string | undefined =>
        FIGURES.find((f) => f.value === wanted)?.indicator;
      expect(report?.[of(0) ?? '']).toBe(0);
      expect(report?.[of(null) ?? '']).toBeNull();
      expect(report?.['proactive.rules.issued']).toBe(-5);
      // an indicator that only the other edition has
      expect(report?.['proactive.rules.made']).toBeNull();
      expect(report?.url).toMatch(/^https:/);
      expect(report?.payload_sha256).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('names the report of every row so that its address and payload can be looked up', async () => {
    const archive = await filledArchive();
    const all = await truth(archive);
    const key = (row: Row): string => [row.region, row.agency, row.year, row.kind].join('|');
    const reports = new Set(all.get('reports')?.map(key));
    for (const table of ['figures', 'sections', 'findings', 'changes']) {
      for (const row of all.get(table) ?? []) expect(reports, table).toContain(key(row));
    }
  });
});
