/**
 * Seconds of processor time that work takes. Unlike the clock's they hardly depend on what else the machine does, so a
 * limit on them tells work that grows out of proportion from a busy machine; it wants to be generous all the same.
 * Counted is the whole process, which runs one test file at a time.
 */
export function effortOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return secondsSince(before);
}

/** The same of work that waits. */
export async function effortOfAsync(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return secondsSince(before);
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
