import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import datapackage from 'datapackage';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exported, filledArchive, measures } from './setup.js';

const packageSchema = z.object({
  version: z.string(),
  nianbao: z.object({ state: z.string(), rows: z.record(z.string(), z.number()) }),
  resources: z.array(z.object({ name: z.string(), path: z.string() })),
});

describe('datapackage.json', () => {
  it('is valid for the reference validator, and every row fits its schema, its key and its report', async () => {
    const { out, version } = await exported(await filledArchive(), ['csv', 'parquet', 'sqlite'], {
      text: { bom: false, rawText: true },
    });
    const file = join(out, 'datapackage.json');
    expect(await datapackage.validate(file)).toMatchObject({ valid: true, errors: [] });
    const told = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(told.version).toBe(version);
    const { resources } = await datapackage.Package.load(file);
    const tables = resources.filter(({ tabular }) => tabular);
    expect(tables.map(({ name }) => name.replaceAll('-', '_'))).toEqual(Object.keys(told.nianbao.rows));
    for (const table of tables) {
      const rows = await table.read({ relations: true });
      expect(rows).toHaveLength(told.nianbao.rows[table.name.replaceAll('-', '_')] ?? -1);
    }
    expect(new Set(told.resources.map(({ name }) => name)).size).toBe(told.resources.length);
  });
});

describe('the codebooks', () => {
  it.each(['zh', 'en'])('explain every column, file and measure in %s', async (language) => {
    const { out, files } = await exported(await filledArchive(), ['csv', 'xlsx']);
    const text = readFileSync(join(out, `codebook.${language}.md`), 'utf8');
    for (const { name, rows } of files) if (rows !== null) expect(text).toContain(`\`${name}\``);
    const columns = files
      .filter(({ name }) => name.endsWith('.csv'))
      .flatMap(({ name }) => readFileSync(join(out, name), 'utf8').split('\r\n')[0]?.split(',') ?? []);
    expect(columns.length).toBeGreaterThan(200);
    for (const column of new Set(columns))
      expect(text).toMatch(new RegExp(`^\\| \`${column}\` \\| [a-z]+ \\| .* \\| .+ \\|$`, 'm'));
    for (const { id, zh, en } of measures.all) {
      expect(text).toContain(`\`${id}\` | ${language === 'zh' ? zh : en}`);
    }
    expect(text).not.toContain('undefined');
  });
});
