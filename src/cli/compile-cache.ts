import module from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What Node.js 22.1 and later have; the types are those of Node.js 20. */
interface CompileCache {
  enableCompileCache(folder: string): unknown;
}

/**
 * Lets Node.js keep what it compiles, so that the next start is faster. `NODE_COMPILE_CACHE` and
 * `NODE_DISABLE_COMPILE_CACHE` mean what they mean to Node.js. The folder is the user's own: Node's default lies in
 * the folder for temporary files, where another user of the machine could put code into it beforehand.
 * Where nothing can be written, Node.js says so by its result, and everything runs without.
 */
export function keepCompiled(env: Readonly<Record<string, string | undefined>>): void {
  const folder = cacheFolder(env);
  if (folder !== null && hasCompileCache(module)) module.enableCompileCache(folder);
}

/** `$XDG_CACHE_HOME/nianbao`, else `~/.cache/nianbao`; null for a user without a home. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const base = env.XDG_CACHE_HOME;
  // the XDG base directory specification: a relative path is invalid and ignored
  if (base !== undefined && isAbsolute(base)) return join(base, 'nianbao', 'compiled');
  try {
    return join(homedir(), '.cache', 'nianbao', 'compiled');
  } catch {
    return null;
  }
}

function hasCompileCache(api: object): api is CompileCache {
  return 'enableCompileCache' in api && typeof api.enableCompileCache === 'function';
}
