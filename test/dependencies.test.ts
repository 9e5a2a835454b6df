import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packagePlace } from '../src/place/package.js';

const { root } = packagePlace();

it('docs/dependencies.md names every dependency as package.json has it, and says what it is for', () => {
  const check = spawnSync(process.execPath, [join(root, 'scripts', 'write-dependencies.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
});
