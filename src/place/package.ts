import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
      const version = versionOf(JSON.parse(readFileSync(file, 'utf8')));
      if (version !== null) return { root: folder, version };
    }
    if (dirname(folder) === folder) throw new Error(`no package.json of nianbao above ${from}`);
  }
}

/** The version, where a package.json is nianbao's. By hand: `--version` would wait for zod twice as long as for Node. */
function versionOf(manifest: unknown): string | null {
  if (typeof manifest !== 'object' || manifest === null) return null;
  const isOurs = 'name' in manifest && manifest.name === 'nianbao';
  return isOurs && 'version' in manifest && typeof manifest.version === 'string' ? manifest.version : null;
}
