/**
 * sd_notify(3), for a unit of `Type=notify`. Node has no datagram sockets of the file system, and the packages that
 * have them are native and need systemd's headers; so systemd's own `systemd-notify` sends. Its message comes from
 * another process than the daemon: the unit needs `NotifyAccess=all`.
 */
import { execFile } from 'node:child_process';

export type SystemdSend = (message: readonly string[]) => Promise<void>;

const SEND_WITHIN_MS = 10_000;

/** Sends by `systemd-notify`. Rejects where it is not there, or fails. */
export const sendBySystemdNotify: SystemdSend = (message) =>
  new Promise((resolve, reject) => {
    execFile('systemd-notify', [...message], { timeout: SEND_WITHIN_MS }, (error) =>
      error === null ? resolve() : reject(error),
    );
  });

export interface SystemdOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Said to be alive only while this is true. */
  readonly isHealthy: () => boolean;
  /** Told of the first failure, once. */
  readonly onError: (error: unknown) => void;
  readonly send?: SystemdSend;
}

/** Reports the daemon's state to systemd if systemd asked for it; otherwise does nothing. */
export class Systemd {
  readonly #options: SystemdOptions;
  readonly #send: SystemdSend | null;
  #timer: NodeJS.Timeout | undefined;
  #failed = false;
  #status = '';

  constructor(options: SystemdOptions) {
    this.#options = options;
    this.#send = options.env.NOTIFY_SOCKET ? (options.send ?? sendBySystemdNotify) : null;
  }

  /** From now on it is alive. */
  async ready(): Promise<void> {
    await this.#say(['READY=1', `MAINPID=${process.pid}`]);
    const every = watchdogInterval(this.#options.env);
    if (this.#send === null || every === null) return;
    this.#timer = setInterval(() => {
      if (this.#options.isHealthy()) void this.#say(['WATCHDOG=1']);
    }, every);
    this.#timer.unref();
  }

  /** One line that `systemctl status` shows; sent again only if it differs. */
  async status(text: string): Promise<void> {
    if (text === this.#status) return;
    this.#status = text;
    await this.#say([`STATUS=${text}`]);
  }

  async stopping(): Promise<void> {
    clearInterval(this.#timer);
    await this.#say(['STOPPING=1']);
  }

  async #say(message: readonly string[]): Promise<void> {
    if (this.#send === null) return;
    try {
      await this.#send(message);
    } catch (error) {
      if (!this.#failed) this.#options.onError(error);
      this.#failed = true;
    }
  }
}

/** Half of what systemd waits for, in milliseconds; null where it does not watch this process. */
export function watchdogInterval(env: SystemdOptions['env']): number | null {
  const microseconds = Number(env.WATCHDOG_USEC);
  if (!Number.isFinite(microseconds) || microseconds <= 0) return null;
  if (env.WATCHDOG_PID && Number(env.WATCHDOG_PID) !== process.pid) return null;
  return Math.max(1, Math.floor(microseconds / 2000));
}
