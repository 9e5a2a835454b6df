import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { families } from '../../crawlers/families/registry.js';
import { divisionOf } from '../../src/divisions/divisions.js';
import { configDirectory } from '../../src/place/directory.js';

const folder = join(configDirectory(), 'directory');
const rowSchema = z.strictObject({
  name: z.string().min(2),
  region: z.string().regex(/^\d{6}$/),
  url: z.url({ protocol: /^https?$/ }),
  column: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  family: z.union([z.literal(''), z.string().refine((id) => families.has(id), 'is a family')]),
  source: z.string().min(5),
});

describe.each(readdirSync(folder).filter((file) => file.endsWith('.csv')))(
  'the directory of known sites, %s',
  (file) => {
    const rows = z.array(rowSchema).parse(parse(readFileSync(join(folder, file)), { columns: true }));

    test('has a name, a region, a home page and a source for each site, and a family that there is', () => {
      expect(rows.length).toBeGreaterThan(30);
      // 100000 is the whole country
      const unknown = rows.filter(({ region }) => region !== '100000' && divisionOf(region) === null);
      expect(unknown).toEqual([]);
    });

    test('names each site and each host once', () => {
      expect(new Set(rows.map(({ url }) => new URL(url).host)).size).toBe(rows.length);
      expect(new Set(rows.map(({ name, region }) => `${region} ${name}`)).size).toBe(rows.length);
    });
  },
);
