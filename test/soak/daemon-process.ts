/** The real daemon on a hasty clock, as a process of its own: home, configuration, and the instant at which it starts. */
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { daemonNotices } from '../../src/cli/daemon-notices.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { ConfigFolder } from '../../src/schedule/config-source.js';
import { Daemon } from '../../src/schedule/daemon.js';
import { ArchiveHarvester } from '../../src/schedule/harvester.js';
import { newLog } from '../../src/schedule/log.js';
import { DaemonMetrics } from '../../src/schedule/metrics.js';
import { readState, writeState } from '../../src/schedule/state.js';
import { acquireDaemonLock } from '../../storage/index.js';
import { HastyClock } from './clock.js';

// what is loaded when it is first needed is no leak: it is there from the start
await Promise.all([
  import('playwright'),
  import('../../crawlers/browser/renderer.js'),
  import('../../src/document/pdf/read-pdf.js'),
  import('../../src/document/word/docx/read-docx.js'),
]);

const [home = '', configFolder = '', start = ''] = process.argv.slice(2);
const wakeSchema = z.object({ wakeAt: z.iso.datetime() });
const stepSchema = z.object({ stepBy: z.number() });

const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
process.once('disconnect', () => process.exit(1));

const clock = new HastyClock(new Date(start), (now, until, signal) => {
  globalThis.gc?.();
  const idle = {
    idle: now.toISOString(),
    next: until?.toISOString() ?? null,
    rss: process.memoryUsage().rss,
    heap: process.memoryUsage().heapUsed,
    handles: readdirSync('/proc/self/fd').length,
  };
  return new Promise((resolve) => {
    const wake = (message: unknown) => {
      const told = wakeSchema.safeParse(message);
      // a step of the clock that comes too late for its run
      if (!told.success) return;
      process.off('message', wake);
      signal.removeEventListener('abort', leave);
      resolve(new Date(told.data.wakeAt));
    };
    const leave = () => {
      process.off('message', wake);
      resolve(now);
    };
    process.on('message', wake);
    signal.addEventListener('abort', leave, { once: true });
    process.send?.(idle);
  });
});

process.on('message', (message) => {
  const step = stepSchema.safeParse(message);
  if (step.success) clock.step(step.data.stepBy);
});

const lock = await acquireDaemonLock(home, clock.now());
const daemon = new Daemon({
  config: new ConfigFolder(configFolder),
  harvester: new ArchiveHarvester(home, loadEditions(), () => clock.now(), { clock: clock.crawl }),
  clock,
  notices: daemonNotices(
    { home, config: configFolder },
    {
      stdout: { write: () => true },
      stderr: process.stderr,
      env: process.env,
      cwd: home,
      signal: stop.signal,
      now: () => clock.now(),
    },
  ),
  metrics: new DaemonMetrics(true),
  log: newLog(process.stderr, 'info'),
  arm: () => undefined,
  publish: (state) => writeState(home, state),
  address: null,
  before: await readState(home),
});
const isStopped = await daemon.run(stop.signal);
await lock.release();
process.exit(isStopped ? 0 : 1);
