/** From this release on, better-sqlite3 12 aborts the process at a random moment; 13 would need Node 22. */
const FIRST_UNSAFE = [24, 19] as const;

/**
 * Why this Node.js can't run nianbao, or null.
 * @param version as in `process.versions.node`, e.g. `20.19.0`
 */
export function unfitNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const before = (a: number, b: number): boolean => major < a || (major === a && minor < b);
  if (before(20, 19) || (!before(21, 0) && before(22, 14)))
    return `Node.js ${version} is too old: nianbao needs 20.19 or a later 20, or 22.14 or anything later`;
  if (before(FIRST_UNSAFE[0], FIRST_UNSAFE[1])) return null;
  return `Node.js ${version} does not run the archive's SQLite binding safely: use Node.js 20 or 22`;
}
