import { acquireDaemonLock } from '../../storage/index.js';
import type { LogLevel } from '../config/settings/log-levels.js';
import type { WatchSettings } from '../config/settings/schedule.js';
import { NO_NOTICES, type Notices } from '../notices/daemon-calls.js';
import { packagePlace } from '../place/package.js';
import type { Editions } from '../report/edition/editions.js';
import { CronClock } from './clock.js';
import type { ConfigSource } from './config-source.js';
import { Daemon } from './daemon.js';
import { ArchiveHarvester } from './harvester.js';
import { startWatchServer } from './http.js';
import { newLog } from './log.js';
import { DaemonMetrics } from './metrics.js';
import { type DaemonState, readState, writeState } from './state.js';
import { Systemd } from './systemd.js';

export interface ServeOptions {
  readonly home: string;
  readonly config: ConfigSource;
  readonly editions: Editions;
  readonly watch: Pick<WatchSettings, 'host' | 'port'>;
  readonly logLevel: LogLevel;
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly notices?: Notices;
}

/**
 * Runs the daemon of an archive until the signal is aborted: with its lock, its port, its file and systemd.
 * @returns false where a run would not stop in time: the process must be ended
 * @throws ArchiveError, NianbaoError where it can't start
 */
export async function serve(options: ServeOptions): Promise<boolean> {
  const { home, config, editions, watch, env, signal } = options;
  const log = newLog(options.stderr, options.logLevel).child({ version: packagePlace().version });
  const metrics = new DaemonMetrics(true);
  let daemon: Daemon | null = null;
  const lock = await acquireDaemonLock(home, new Date());
  // its ticks keep the process alive until it is stopped
  const clock = new CronClock();
  const systemd = new Systemd({
    env,
    isHealthy: () => daemon?.unhealthy() === null,
    onError: (error) => log.warn({ err: error }, 'cannot notify systemd'),
  });
  const { port } = watch;
  const crash = (error: unknown) => daemon?.crash(error);
  try {
    const server =
      port === null
        ? null
        : await startWatchServer({ host: watch.host, port }, metrics.contentType, () => daemon);
    try {
      daemon = new Daemon({
        config,
        clock,
        metrics,
        log,
        harvester: new ArchiveHarvester(home, editions, () => clock.now()),
        notices: options.notices ?? NO_NOTICES,
        arm: (times) => clock.set(times),
        address: server?.address ?? null,
        before: await readState(home),
        async publish(state) {
          await Promise.all([writeState(home, state), systemd.status(statusLine(state))]);
        },
      });
      process.on('uncaughtException', crash);
      if (server !== null) log.info({ address: server.address }, 'listening');
      signal.addEventListener('abort', () => void systemd.stopping(), { once: true });
      return await daemon.run(signal, () => systemd.ready());
    } finally {
      process.off('uncaughtException', crash);
      await server?.close();
    }
  } finally {
    clock.stop();
    await lock.release();
  }
}

/** As `systemctl status` shows it. */
function statusLine({ doing, because, run, next, problems }: DaemonState): string {
  const [problem] = problems;
  const [first] = next;
  const now = run === null ? doing : `${doing}: ${run.finished.length} of ${run.portals.length} portals done`;
  const then = first === undefined ? '' : `; next ${first.portal} at ${first.at}`;
  return `${now}${because === null ? '' : `: ${because}`}${then}${problem === undefined ? '' : `; ${problem}`}`;
}
