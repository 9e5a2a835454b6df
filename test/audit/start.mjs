// `npm run audit`: hands over to Python, and says so where there is none.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.py', import.meta.url));
const { error, status } = spawnSync('python3', [main, ...process.argv.slice(2)], { stdio: 'inherit' });
if (error) {
  console.error(
    'npm run audit needs python3, 3.11 or later, and nothing else (Debian: apt-get install python3)',
  );
}
process.exitCode = status ?? 1;
