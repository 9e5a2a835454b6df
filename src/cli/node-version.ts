/**
 * Why this Node.js can't run nianbao, or null.
 * @param version as in `process.versions.node`, e.g. `20.19.0`
 */
export function unfitNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const before = (a: number, b: number): boolean => major < a || (major === a && minor < b);
  // 20 takes better-sqlite3 12; 13 is ready-made for N-API 10, which came with 22.14
  const fits = !before(20, 19) && (before(21, 0) || !before(22, 14));
  if (fits) return null;
  return `Node.js ${version} is too old: nianbao needs 20.19 or a later 20, or 22.14 or anything later`;
}
