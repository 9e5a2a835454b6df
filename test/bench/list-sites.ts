import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const addressSchema = z.object({ port: z.number() });

/** The sites of list-process.ts; their process ends when it is disconnected. */
export async function startSites(reports = 20): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL('./list-process.js', import.meta.url)), [String(reports)]);
  const ready = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the sites ended before they were ready')));
  });
  return { child, port: addressSchema.parse(ready).port };
}
