import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The commit that this nianbao was built from, or null: it runs from its sources, or was built outside a repository. */
export function buildRevision(): string | null {
  const file = fileURLToPath(new URL('../../build.json', import.meta.url));
  if (!existsSync(file)) return null;
  const build: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const isSaid = typeof build === 'object' && build !== null && 'revision' in build;
  return isSaid && typeof build.revision === 'string' ? build.revision : null;
}
