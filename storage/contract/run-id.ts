import { z } from 'zod';

const runId = z.int().positive().brand<'RunId'>();

/** The number of a run, told apart by type from other numbers. */
export type RunId = z.infer<typeof runId>;

/** @throws ZodError where the number is no positive integer */
export function toRunId(id: number | bigint): RunId {
  return runId.parse(Number(id));
}
