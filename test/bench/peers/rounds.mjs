/** Reads what is to be worked on, and says what a round took: half a second after a second and a half of warm-up. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const WARM_UP = 1.5;
const SECONDS = 0.5;

const { items, folder, sqlite } = JSON.parse(readFileSync(0, 'utf8'));

export { items, sqlite };

/** A package of the folder in which peers are looked for. */
export async function peer(name) {
  const file = createRequire(join(folder, 'package.json')).resolve(name);
  return import(pathToFileURL(file).href);
}

export function say(done, seconds, cpu) {
  process.stdout.write(`${JSON.stringify({ done, seconds, cpu })}\n`);
}

/** Seconds of CPU of this process and of the children that it has waited for. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export async function rounds(work) {
  await workFor(work, WARM_UP);
  const { done, seconds, cpu } = await workFor(work, SECONDS);
  say(done, seconds, cpu);
}

async function workFor(work, most) {
  const [started, before] = [performance.now(), cpuSeconds()];
  for (let done = 1; ; done++) {
    await work(items[(done - 1) % items.length]);
    const seconds = (performance.now() - started) / 1000;
    if (seconds > most) return { done, seconds, cpu: cpuSeconds() - before };
  }
}
