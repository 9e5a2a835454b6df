import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportYear } from '../../src/dataset/export-year.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../src/dataset/row-writer.js';
import type { Archive } from '../../storage/contract.js';
import { editions, newArchive, newPortal, night, scratch } from '../harvest/setup.js';

async function harvested(): Promise<Archive> {
  const archive = await newArchive();
  const portal = await newPortal();
  await night(archive, portal);
  portal.reviseFigure('平湖市科学技术局', 2023, 'proactive.normative.in_force', 7);
  await night(archive, portal);
  return archive;
}

async function exported(archive: Archive, format: ExportFormat, year = 2023): Promise<string> {
  const out = join(scratch(), 'out');
  await exportYear({ archive, indicators: editions.indicators, year, format, out });
  return out;
}

const rowsSchema = z.array(z.record(z.string(), z.string()));

function csvRows(folder: string, name: string): Record<string, string>[] {
  return rowsSchema.parse(parse(readFileSync(join(folder, name)), { columns: true }));
}

function jsonRows(folder: string, name: string): unknown[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

describe('the dataset of a year', () => {
  it('has one row a report, every indicator a column, and the figures of the latest version', async () => {
    const archive = await harvested();
    const out = await exported(archive, 'csv');
    const rows = csvRows(out, 'reports-2023.csv');
    const reports = await archive.reports({ year: 2023 });
    expect(rows.map((r) => r.agency).sort()).toEqual(reports.map((r) => r.report.agency).sort());
    const bureau = rows.find((r) => r.agency === '平湖市科学技术局');
    expect(bureau).toMatchObject({ version: '2', 'proactive.normative.in_force': '7', edition: '2021' });
    expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(editions.indicators.map((i) => i.id)));
  });

  it('tells null from 0, and says why a figure is null', async () => {
    const archive = await harvested();
    const out = await exported(archive, 'csv', 2019);
    const [office] = csvRows(out, 'reports-2019.csv');
    expect(office).toMatchObject({
      'requests.new.total': '24',
      'requests.new.research': '',
      'proactive.rules.made': '0',
      // an indicator of the other edition is null too
      'proactive.rules.issued': '',
    });
    const figures = csvRows(out, 'figures-2019.csv');
    expect(figures).toHaveLength(198);
    expect(figures.find((f) => f.indicator === 'requests.new.research')).toMatchObject({
      value: '',
      null_reason: 'blank',
    });
    expect(figures.find((f) => f.indicator === 'proactive.rules.made')).toMatchObject({
      value: '0',
      null_reason: '',
      raw: '0',
    });
  });

  it('says the same in every format', async () => {
    const archive = await harvested();
    const [csv, jsonl] = [await exported(archive, 'csv'), await exported(archive, 'jsonl')];
    for (const name of ['reports', 'figures', 'findings', 'changes', 'indicators']) {
      const plain = z
        .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
        .parse(jsonRows(jsonl, `${name}-2023.jsonl`))
        .map((row) =>
          Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v === null ? '' : String(v)])),
        );
      expect(csvRows(csv, `${name}-2023.csv`)).toEqual(plain);
    }
  });

  it.each(EXPORT_FORMATS)('gives the same bytes for the same archive, in %s', async (format) => {
    const archive = await harvested();
    const [one, two] = [await exported(archive, format), await exported(archive, format)];
    for (const name of readdirSync(one))
      expect(readFileSync(join(two, name))).toEqual(readFileSync(join(one, name)));
  });

  it('lists checksums that are those of the files', async () => {
    const out = await exported(await harvested(), 'csv');
    const sums = readFileSync(join(out, 'SHA256SUMS-2023-csv'), 'utf8').trimEnd().split('\n');
    for (const sum of sums) {
      const [digest, name = ''] = sum.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ).toBe(digest);
    }
  });

  it('records each changed cell before and after', async () => {
    const out = await exported(await harvested(), 'csv');
    const revised = csvRows(out, 'changes-2023.csv').filter((c) => c.kind_of_change === 'figures_revised');
    expect(revised).toMatchObject([
      { indicator: 'proactive.normative.in_force', before: '6', after: '7', to_version: '2' },
    ]);
  });

  it('leaves nothing under a final name when it fails, nor anything of its own', async () => {
    const archive = await harvested();
    const out = join(scratch(), 'out');
    // a folder stands where a file is to be put
    mkdirSync(join(out, 'reports-2023.csv', 'in-the-way'), { recursive: true });
    const failing = exportYear({ archive, indicators: editions.indicators, year: 2023, format: 'csv', out });
    await expect(failing).rejects.toMatchObject({ code: 'export_failed' });
    expect(readdirSync(out)).toEqual(['reports-2023.csv']);
    expect(existsSync(join(out, 'reports-2023.csv', 'in-the-way'))).toBe(true);
  });
});
