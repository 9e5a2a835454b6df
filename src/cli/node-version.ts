/** From this release on, better-sqlite3 12 aborts the process at a random moment; 13 would need Node 22. */
const FIRST_UNSAFE = [24, 19] as const;
const OLDEST = [20, 19] as const;

/**
 * Why this Node.js can't run nianbao, or null.
 * @param version as in `process.versions.node`, e.g. `20.19.0`
 */
export function unfitNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const before = ([a, b]: readonly [number, number]): boolean => major < a || (major === a && minor < b);
  if (before(OLDEST))
    return `Node.js ${version} is too old: nianbao needs 20.19 or later (20 and 22 are tested)`;
  if (before(FIRST_UNSAFE)) return null;
  return `Node.js ${version} does not run the archive's SQLite binding safely: use Node.js 20 or 22`;
}
