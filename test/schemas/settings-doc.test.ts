import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../src/config/environment.js';
import { packagePlace } from '../../src/place/package.js';
import { type JsonSchema, portalJsonSchema, settingsJsonSchema } from '../../src/schemas/json-schema.js';
import { settingsDoc } from '../../src/schemas/settings-doc.js';

const { root } = packagePlace();
const doc = settingsDoc();
/** The first of each name: a head of a table may be called as a key of a file. */
const rows = new Map(
  [...doc.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)]
    .reverse()
    .map(([, key = '', rest = '']) => [key, rest.split(' | ')]),
);

function leaves(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    key,
    ...leaves(inner),
    ...leaves(inner.items ?? {}),
    ...(inner.items?.anyOf ?? []).flatMap(leaves),
  ]);
}

/** The code that ships, without its tests. */
const code = ['src', 'crawlers', 'storage']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n');

describe('docs/settings.md', () => {
  test('is what the schemas say: else run npm run schema', () => {
    expect(readFileSync(join(root, 'docs', 'settings.md'), 'utf8')).toBe(doc);
  });

  test('has every key of nianbao.yaml and of a portal, families included', () => {
    const last = new Set([...rows.keys()].map((key) => key.split(/[.[\]]+/).at(-1)));
    for (const key of [...leaves(settingsJsonSchema()), ...leaves(portalJsonSchema())])
      expect(last, key).toContain(key);
  });

  test.each([
    ['limits.redirects', ['whole number, 0 to 20', '`5`', 'Maximum redirects to follow for one request.']],
    ['timeouts.idle', ['number, above 0 to 86400', '`30`']],
    ['contact', ['text, or `null`', '`null`']],
    ['browser.executablePath', ['text, or `null`', '`null`']],
    ['region', ['text', 'required']],
    ['agencies', ['list of maps', 'none']],
    ['agencies[].name', ['text', 'required']],
    ['agencies[].kinds', ['list of `"own"`, `"aggregate"`', '']],
    ['titles.include', ['list of text', 'none']],
    ['tls.minVersion', ['`"TLSv1"`, `"TLSv1.1"`, `"TLSv1.2"`, `"TLSv1.3"`', '']],
    ['expect.minReadable', ['number, 0 to 1', '']],
  ])('says of %s its type, bounds and default', (key, cells) => {
    expect(rows.get(key)?.slice(0, cells.length)).toEqual(cells);
  });

  test('leaves no key without an explanation, and no row out of shape', () => {
    for (const [key, cells] of rows) expect(cells.at(-1), key).toMatch(/^.{8,}/);
    for (const line of doc.split('\n').filter((one) => one.startsWith('|')))
      expect([4, 5]).toContain(line.replaceAll('\\|', '').split('|').length - 1);
  });
});

describe('the environment', () => {
  const read = new Set([...code.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name));

  test('has every variable that the code reads, and no other', () => {
    expect([...read].sort()).toEqual(ENVIRONMENT.map(({ name }) => name).sort());
  });
});
