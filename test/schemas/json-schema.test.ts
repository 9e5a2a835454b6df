import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { families } from '../../crawlers/families/registry.js';
import { packagePlace } from '../../src/place/package.js';
import {
  type JsonSchema,
  portalJsonSchema,
  SCHEMA_FILES,
  settingsJsonSchema,
} from '../../src/schemas/json-schema.js';

const config = join(packagePlace().root, 'config');
const read = (...path: string[]): string => readFileSync(join(config, ...path), 'utf8');

/** Every key of a schema, as a path, with its schema. */
function keysOf(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]): [string, JsonSchema][] => [
    [`${path}${key}`, value],
    ...keysOf(value, `${path}${key}.`),
  ]);
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter((one) => one !== undefined);
  return [...own, ...inner.flatMap((one) => keysOf(one, path))];
}

describe('the schemas for editors', () => {
  test.each(Object.keys(SCHEMA_FILES))('config/%s is what the code says: else run npm run schema', (name) => {
    expect(JSON.parse(read(name))).toEqual(SCHEMA_FILES[name]?.());
  });

  test('explain every key', () => {
    for (const [key, schema] of [...keysOf(portalJsonSchema()), ...keysOf(settingsJsonSchema())]) {
      expect(schema.description, key).toMatch(/^[A-Z].{8,}/);
    }
  });

  test('know every family, and what each needs', () => {
    const columns = portalJsonSchema().properties?.columns?.items?.anyOf ?? [];
    expect(columns.map((column) => column.properties?.family?.const)).toEqual([...families.keys()]);
    for (const column of columns) expect(column.additionalProperties).toBe(false);
    const jpage = columns.find((column) => column.properties?.family?.const === 'hanweb-jpage');
    expect(jpage?.required).toEqual(['family', 'column']);
  });

  test('ask for nothing that has a default', () => {
    expect(portalJsonSchema().required).toEqual(['name', 'region', 'baseUrl']);
    expect(settingsJsonSchema().required).toBeUndefined();
  });
});

describe('the files that ship', () => {
  test.each(readdirSync(join(config, 'portals')))('portals/%s begins with its schema', (name) => {
    expect(read('portals', name)).toMatch(/^# yaml-language-server: \$schema=\.\.\/portal\.schema\.json\n/);
  });

  test('nianbao.yaml begins with its schema, and shows every key', () => {
    expect(read('nianbao.yaml')).toMatch(/^# yaml-language-server: \$schema=nianbao\.schema\.json\n/);
    const shown = (value: unknown, path = ''): string[] =>
      Object.entries(value ?? {}).flatMap(([key, inner]) => [
        `${path}${key}`,
        ...(typeof inner === 'object' && !Array.isArray(inner) ? shown(inner, `${path}${key}.`) : []),
      ]);
    // what an empty list would hold is not shown
    const known = keysOf(settingsJsonSchema()).flatMap(([key]) => (/pauseWindows\./.test(key) ? [] : [key]));
    expect(shown(parse(read('nianbao.yaml'))).sort()).toEqual(known.sort());
  });
});
