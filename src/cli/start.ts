import { keepCompiled } from './compile-cache.js';

// before anything else loads, so that the rest comes from the cache
keepCompiled(process.env);
const { runCli } = await import('./program.js');

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
// a reader that goes away (`nianbao list | head`) ends the command quietly
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
  now: () => new Date(),
  leave: (code) => process.exit(code),
});
