import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const manifest = z.object({ name: z.string(), version: z.string() });

/** Where nianbao is installed, and which version it is. */
export interface PackagePlace {
  readonly root: string;
  readonly version: string;
}

let found: PackagePlace | null = null;

/** Finds the package by walking up from this module, so that it works from the sources and from dist/. */
export function packagePlace(): PackagePlace {
  found ??= search(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function search(from: string): PackagePlace {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const parsed = manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (parsed.success && parsed.data.name === 'nianbao')
        return { root: folder, version: parsed.data.version };
    }
    if (dirname(folder) === folder) throw new Error(`no package.json of nianbao above ${from}`);
  }
}
