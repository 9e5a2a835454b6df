import { keepCompiled } from './compile-cache.js';

// before anything else loads, so that the rest comes from the cache
keepCompiled(process.env);
const { runCli } = await import('./program.js');

const stop = new AbortController();
// The listener stays: a package that crawlee loads (signal-exit) ends the process as soon as it is the only one to listen.
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(code);
    stop.abort();
  });
}
// a reader that goes away (`nianbao list | head`) ends the command quietly
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
// nor does a log without a reader stop the daemon: it goes on quietly (an error of stderr could not be told on it anyway)
process.stderr.on('error', () => undefined);

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
  now: () => new Date(),
  leave: (code) => process.exit(code),
});
