import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { CoverageCell } from '../../src/coverage/coverage.js';
import { ByteBuilder } from '../../src/dataset/formats/byte-builder.js';
import { csvEncoder, guardText, unguardText } from '../../src/dataset/formats/csv.js';
import { type OpenedFile, type OpenFile, openNewFile } from '../../src/dataset/formats/file-sink.js';
import { FORMAT_NAMES } from '../../src/dataset/formats/names.js';
import { sha256 } from '../../src/sha256.js';
import { holds } from '../property.js';
import { commitOf, night } from '../storage/builders.js';
import { contents, exported, filledArchive, newArchive, scratch } from './setup.js';

describe('the same state of the archive', () => {
  it.each(FORMAT_NAMES)('gives the same bytes in %s, whenever it is exported', async (format) => {
    const archive = await filledArchive();
    const [one, two] = [await exported(archive, [format]), await exported(archive, [format])];
    expect(contents(two.out)).toEqual(contents(one.out));
    expect(one.files.map(({ name }) => name)).toContain('datapackage.json');
  });

  it('of an earlier day is exported the same after the archive has learnt more', async () => {
    const archive = await filledArchive();
    const scope = { years: [2023], asOf: night(2) };
    const before = await exported(archive, ['csv', 'jsonl'], { scope });
    await archive.recordReport(commitOf({ at: night(9), basedOn: 2, page: '<p>3</p>' }));
    const after = await exported(archive, ['csv', 'jsonl'], { scope });
    expect(contents(after.out)).toEqual(contents(before.out));
    const now = await exported(archive, ['csv']);
    expect(now.version).not.toBe(before.version);
  });
});

describe('the folder of a dataset', () => {
  it('lists checksums that are those of its files, all of them', async () => {
    const { out } = await exported(await filledArchive(), ['csv', 'xlsx', 'sqlite']);
    const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const digest = (name: string) => sha256(readFileSync(join(out, name)));
    expect(sums.map((line) => line.split('  ')[1]).sort()).toEqual(
      readdirSync(out)
        .filter((n) => n !== 'SHA256SUMS')
        .sort(),
    );
    for (const line of sums)
      expect(line).toBe(`${digest(line.split('  ')[1] ?? '')}  ${line.split('  ')[1]}`);
  });

  it('is replaced by the next export of other formats', async () => {
    const archive = await filledArchive();
    const { out } = await exported(archive, ['csv']);
    await exported(archive, ['jsonl'], { out });
    expect(readdirSync(out)).toContain('figures.jsonl');
    expect(readdirSync(out)).not.toContain('figures.csv');
    expect(readdirSync(dirname(out))).toEqual(['out']);
  });

  it('is not touched where it holds anything that no export has put there', async () => {
    const archive = await filledArchive();
    const { out } = await exported(archive, ['csv']);
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const before = contents(out);
    await expect(exported(archive, ['csv'], { out })).rejects.toMatchObject({ code: 'not_a_dataset' });
    expect(contents(out)).toEqual(before);
    const strange = join(scratch(), 'strange');
    mkdirSync(strange);
    writeFileSync(join(strange, 'a.txt'), 'mine');
    await expect(exported(archive, ['csv'], { out: strange })).rejects.toThrow(/not a dataset/);
  });

  it('comes back where a process was killed while it was being replaced, and its leftovers go', async () => {
    const archive = await filledArchive();
    const { out } = await exported(archive, ['csv']);
    const before = contents(out);
    const parent = dirname(out);
    // what a process killed between the two renames leaves
    renameSync(out, join(parent, '.out.former'));
    mkdirSync(join(parent, '.out.999999999.abcdef'));
    await expect(exported(archive, ['csv'], { out, tables: ['nothing'] })).rejects.toMatchObject({
      code: 'usage',
    });
    const failing: OpenFile = async () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    await expect(exported(archive, ['csv'], { out, openFile: failing })).rejects.toMatchObject({
      code: 'export_failed',
    });
    expect(contents(out)).toEqual(before);
    expect(readdirSync(parent)).toEqual(['out']);
  });

  it('has only the tables asked for, and coverage where somebody hands it over', async () => {
    const archive = await filledArchive();
    const cell: CoverageCell = {
      portal: 'pinghu',
      region: '330482',
      agency: '平湖市教育局',
      year: 2023,
      kind: 'own',
      state: 'missing',
      basis: 'table',
      deadline: '2024-01-31',
      published: null,
      firstSeen: null,
      url: null,
      reason: 'not listed',
    };
    const asked: unknown[] = [];
    const coverage = async (...question: unknown[]) => {
      asked.push(question);
      return [cell];
    };
    const { out, files } = await exported(archive, ['jsonl'], { tables: ['coverage', 'portals'], coverage });
    expect(files.filter(({ rows }) => rows !== null).map(({ name }) => name)).toEqual([
      'portals.jsonl',
      'coverage.jsonl',
    ]);
    const { firstSeen, ...rest } = cell;
    expect(JSON.parse(readFileSync(join(out, 'coverage.jsonl'), 'utf8'))).toEqual({
      ...rest,
      first_seen: firstSeen,
    });
    // as of what the archive learnt last, and not of the clock: the same archive gives the same ledger
    expect(asked).toEqual([[[2023], new Date('2024-02-04T18:30:00.123Z')]]);
    const without = [
      { tables: ['coverage'] },
      { tables: ['coverage'], coverage, scope: { years: null, asOf: new Date('2024-02-04') } },
    ];
    for (const options of without)
      await expect(exported(archive, ['jsonl'], options)).rejects.toMatchObject({ code: 'usage' });
  });

  it('says how to cite exactly this state, without asking the clock', async () => {
    const { out, version } = await exported(await filledArchive(), ['csv']);
    const cited: unknown = parse(readFileSync(join(out, 'CITATION.cff'), 'utf8'));
    expect(cited).toMatchObject({
      'cff-version': '1.2.0',
      type: 'dataset',
      version,
      license: 'CC-BY-4.0',
      'date-released': '2024-02-05',
    });
  });

  it('is not made where there is nothing to export', async () => {
    await expect(exported(await newArchive(), ['csv'])).rejects.toMatchObject({ code: 'no_report' });
  });
});

describe('an export that fails', () => {
  /** Files that take so many bytes in all, then tell that the disk is full. */
  function fullAfter(room: number): OpenFile {
    let left = room;
    return async (path) => {
      const handle = await openNewFile(path);
      const write: OpenedFile['write'] = async (bytes, offset, length, position) => {
        left -= length;
        if (left < 0)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        return handle.write(bytes, offset, length, position);
      };
      return { write, sync: () => handle.sync(), close: () => handle.close() };
    };
  }

  it.each(['csv', 'xlsx', 'parquet', 'jsonl'] as const)(
    'for want of room says so, and leaves what was there, in %s',
    async (format) => {
      const archive = await filledArchive();
      const { out } = await exported(archive, [format]);
      const before = contents(out);
      for (const room of [0, 500, 5_000, 20_000]) {
        await expect(exported(archive, [format], { out, openFile: fullAfter(room) })).rejects.toMatchObject({
          code: 'disk_full',
        });
        expect(contents(out)).toEqual(before);
        expect(readdirSync(dirname(out))).toEqual(['out']);
      }
    },
  );

  it('because it was stopped leaves nothing behind', async () => {
    const stop = new AbortController();
    const out = join(scratch(), 'out');
    const onReports = (): void => stop.abort();
    const stopped = exported(await filledArchive(), ['csv', 'xlsx', 'sqlite', 'parquet'], {
      out,
      onReports,
      signal: stop.signal,
    });
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(dirname(out))).toEqual([]);
  });
});

const rowsSchema = z.array(z.object({ a: z.string(), b: z.string() }));

describe('CSV', () => {
  const table = {
    name: 't',
    zh: '',
    en: '',
    columns: [
      { name: 'a', type: 'text', zh: '', en: '' },
      { name: 'b', type: 'number', zh: '', en: '' },
    ],
    key: [],
    report: [],
  } as const;
  const csvOf = (
    options: { bom: boolean; rawText: boolean },
    text: string | null,
    number: number | null,
  ): Buffer => {
    const bytes = new ByteBuilder(16);
    const encoder = csvEncoder(table, options);
    encoder.head(bytes);
    encoder.rows({ rows: 1, columns: [text, [number]] }, bytes);
    return bytes.take();
  };
  const wholeText = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...`=+-@\t\r\n'",＝＋a一`),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });

  it('is read back by csv-parse as it was written, whatever the text and number', () => {
    holds(
      fc.property(
        wholeText,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        (text, number, rawText) => {
          const [row] = rowsSchema.parse(
            parseCsv(csvOf({ bom: false, rawText }, text, number), { columns: true }),
          );
          expect(rawText ? row?.a : unguardText(row?.a ?? '')).toBe(text);
          expect(Number(row?.b)).toBe(number === 0 ? 0 : number);
        },
      ),
    );
  });

  it('holds no text that a spreadsheet takes for a formula, and leaves numbers alone', () => {
    holds(
      fc.property(wholeText, (text) => {
        const guarded = guardText(text);
        expect(guarded).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguardText(guarded)).toBe(text);
      }),
    );
    expect(csvOf({ bom: false, rawText: false }, '-5', -5).toString()).toBe("a,b\r\n'-5,-5\r\n");
    expect(csvOf({ bom: false, rawText: true }, '-5', -5).toString()).toBe('a,b\r\n-5,-5\r\n');
  });

  it('tells an empty text from null, and begins with a byte order mark on request', () => {
    expect(csvOf({ bom: false, rawText: false }, '', null).toString()).toBe('a,b\r\n"",\r\n');
    expect(csvOf({ bom: true, rawText: false }, null, 0).subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
  });
});
