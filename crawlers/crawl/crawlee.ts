/**
 * All that nianbao asks of Crawlee, and all that it asks Crawlee not to do. Crawlee keeps the queue and its
 * concurrency; what a job fetches, its own task fetches.
 */
import { devNull } from 'node:os';
import { join } from 'node:path';
import {
  BasicCrawler,
  type BasicCrawlerOptions,
  Configuration,
  EventManager,
  type IRequestManager,
  Log,
  LogLevel,
} from '@crawlee/basic';
import type { Frontier, Job } from './frontier.js';

/** Tasks under way at a time: one fetches while the one before is being worked up. */
const TASKS = 2;
/**
 * The most jobs that one task does while all tasks are busy: what Crawlee does around a task costs more than asking whether
 * a page has changed.
 */
const STRETCH = 50;
/** Crawlee's limit on one task. Exchanges have their own limits; waiting for turns and archiving have none. */
const TASK_SECONDS = 7 * 86_400;

export const silent = new Log({ level: LogLevel.OFF });

/** Crawlee's own events would measure the system every second and save state every minute. */
class NoEvents extends EventManager {
  override init(): Promise<void> {
    this.initialized = true;
    return Promise.resolve();
  }

  override close(): Promise<void> {
    this.initialized = false;
    return Promise.resolve();
  }
}

/** A Crawlee that stops on Ctrl+C the way it stops for an AbortSignal: after what is in flight. */
class Crawler extends BasicCrawler {
  interrupted: () => Promise<void> = () => Promise.resolve();

  constructor(frontier: IRequestManager, options: BasicCrawlerOptions, configuration: Configuration) {
    super(options, configuration);
    // The option of this name is declared, but Crawlee's own check of its options does not know it.
    this.requestManager = frontier;
  }

  /** The pace is our own client's: Crawlee would reckon by the wall clock, and stand still for as long as that was set back. */
  protected override delayRequest(): boolean {
    return false;
  }

  protected override _pauseOnMigration(): Promise<void> {
    return this.interrupted();
  }
}

/** Nothing on disk: neither in ./storage nor anywhere else, whatever the environment says. */
export function memoryOnly(): Configuration {
  const configuration = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    memoryMbytes: 1024 * 1024,
  });
  const nowhere = join(devNull, 'nianbao');
  configuration.useStorageClient(
    configuration.createMemoryStorage({
      persistStorage: false,
      writeMetadata: false,
      localDataDirectory: nowhere,
    }),
  );
  configuration.useEventManager(new NoEvents(configuration));
  return configuration;
}

/**
 * Works through the frontier until it is empty or `stopping` is aborted, by the caller or by Ctrl+C: `perform` is
 * called for each job, two at a time, and may add further jobs. After that no job begins; those under way are
 * waited for.
 * @throws the first error that `perform` threw, after everything has come to rest
 */
export async function workThrough<J extends Job>(
  frontier: Frontier<J>,
  perform: (job: J) => Promise<void>,
  stopping: AbortController,
): Promise<void> {
  if (frontier.size === 0 || stopping.signal.aborted) return;
  let failure: { readonly error: unknown } | null = null;
  const crawler = new Crawler(
    frontier,
    {
      log: silent,
      useSessionPool: false,
      maxRequestRetries: 0,
      minConcurrency: TASKS,
      maxConcurrency: TASKS,
      requestHandlerTimeoutSecs: TASK_SECONDS,
      statusMessageLoggingInterval: TASK_SECONDS,
      statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: TASK_SECONDS },
      autoscaledPoolOptions: { loggingIntervalSecs: null, maybeRunIntervalSecs: 0.25 },
      requestHandler: async ({ request }) => {
        let job: J | undefined = frontier.jobOf(request);
        for (let left = STRETCH; job !== undefined; ) {
          if (stopping.signal.aborted || failure !== null) return;
          try {
            await perform(job);
          } catch (error) {
            failure ??= { error };
            frontier.clear();
            crawler.stop();
          }
          // where a task is free, Crawlee is to begin it
          job = --left > 0 && frontier.running === TASKS ? frontier.goOn(request) : undefined;
        }
      },
    },
    memoryOnly(),
  );
  const stop = () => {
    frontier.clear();
    crawler.stop();
  };
  stopping.signal.addEventListener('abort', stop, { once: true });
  try {
    const run = crawler.run();
    crawler.interrupted = async () => {
      stopping.abort();
      await run;
    };
    await run;
  } finally {
    stopping.signal.removeEventListener('abort', stop);
  }
  rethrow(failure);
}

function rethrow(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}
