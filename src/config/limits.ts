/** The limits that nianbao.yaml sets and a portal's own file may set otherwise. */
import { z } from 'zod';

export const limitSchemas = {
  listPages: z.number().int().min(1).max(10_000),
  failures: z.number().int().min(1).max(1000),
};
