import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What the process of the simulated portals says of them: the configuration and the reports' addresses of each. */
export const servedSchema = z.array(
  z.object({ config: z.record(z.string(), z.unknown()), urls: z.array(z.string()) }),
);
export type Served = z.infer<typeof servedSchema>;

export interface PortalsWanted {
  readonly portals: number;
  /** Of each portal; each has a report of two years. */
  readonly agencies: number;
  readonly latencyMs: number;
}

/** Simulated portals in a process of their own; it ends when it is disconnected. */
export async function startPortals({
  portals,
  agencies,
  latencyMs,
}: PortalsWanted): Promise<{ child: ChildProcess; served: Served }> {
  const script = fileURLToPath(new URL('./portal-process.js', import.meta.url));
  const child = fork(script, [agencies, latencyMs, portals].map(String));
  const ready = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the simulated portals ended before they were ready')));
  });
  return { child, served: servedSchema.parse(ready) };
}
