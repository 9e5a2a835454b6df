import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packagePlace } from '../../src/place/package.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { workplace } from '../cli/workplace.js';
import { newPortal } from '../harvest/setup.js';

it('a daemon whose log has lost its reader goes on quietly, and ends at the first SIGTERM', async () => {
  const reports = generateReports({ seed: 5, agencies: 1, years: [2023] });
  const { place } = workplace(await newPortal({ reports, family: 'static' }));
  const program = join(packagePlace().root, 'src/cli/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, 'daemon', '--port', 'off', ...place], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  // it says that it has begun, and then nobody reads on
  for await (const text of child.stderr.setEncoding('utf8'))
    if (String(text).includes('daemon begins')) break;
  child.stderr.destroy();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
