import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { compiled, ROOT } from '../compiled.js';
import { contents, exported, filledArchive, scratch } from './setup.js';

const folder = compiled('storage/index.ts', 'src/dataset/export-dataset.ts');

/** Exports in another process, and kills it while rows are being written. */
async function killedExport(path: string, out: string): Promise<void> {
  const script = join(ROOT, 'test/dataset/children/export-and-hang.mjs');
  const child = spawn(process.execPath, [script, folder(), path, out], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('a killed export leaves no half dataset, loses no whole one, and its leftovers go with the next', async () => {
  const archive = await filledArchive();
  const { path } = await archive.status();
  const out = join(scratch(), 'out');
  await killedExport(path, out);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(dirname(out))).toHaveLength(1);
  await exported(archive, ['csv'], { out });
  expect(readdirSync(dirname(out))).toEqual(['out']);
  const whole = contents(out);
  await killedExport(path, out);
  expect(contents(out)).toEqual(whole);
  await exported(archive, ['csv'], { out });
  expect(contents(out)).toEqual(whole);
  expect(readdirSync(dirname(out))).toEqual(['out']);
});
