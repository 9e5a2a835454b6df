import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadPortals, readPortals } from '../config/portal/book.js';
import type { PortalConfig } from '../config/portal/portal.js';
import { loadSettings, type Settings } from '../config/settings/settings.js';

export interface DaemonConfig {
  readonly settings: Settings;
  /** Those that are enabled and whose files are in order. */
  readonly portals: readonly PortalConfig[];
  /** What is wrong in the files, one error each. */
  readonly problems: readonly unknown[];
}

/** Where the daemon has its configuration from. */
export interface ConfigSource {
  /** @returns null where nothing has changed since the last call */
  refresh(): DaemonConfig | null;
}

/**
 * The configuration folder, read anew whenever one of its files has changed. A broken file or row leaves its portal
 * out and a broken nianbao.yaml leaves the settings as they were, until it is mended; both are told.
 */
export class ConfigFolder implements ConfigSource {
  readonly #folder: string;
  #signature = '';
  #settings: Settings;

  /** @throws ConfigError for the first file that is broken: a daemon does not start with half a configuration */
  constructor(folder: string) {
    this.#folder = folder;
    this.#settings = loadSettings(folder);
    loadPortals(this.#settings, folder);
  }

  get settings(): Settings {
    return this.#settings;
  }

  refresh(): DaemonConfig | null {
    const signature = signatureOf(this.#folder);
    if (signature === this.#signature) return null;
    this.#signature = signature;
    const problems: unknown[] = [];
    const attempt = <T>(work: () => T): T | undefined => {
      try {
        return work();
      } catch (error) {
        problems.push(error);
        return undefined;
      }
    };
    this.#settings = attempt(() => loadSettings(this.#folder)) ?? this.#settings;
    const book = attempt(() => readPortals(this.#settings, this.#folder));
    problems.push(...(book?.faults ?? []).map(({ error }) => error));
    const portals = (book?.portals ?? []).filter(({ enabled }) => enabled);
    return { settings: this.#settings, portals, problems };
  }
}

/** Names, sizes and times of all files; what can't be looked at has none. */
function signatureOf(folder: string): string {
  const files = [
    join(folder, 'nianbao.yaml'),
    ...filesOf(join(folder, 'portals')),
    ...filesOf(join(folder, 'agencies')),
  ];
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      return `${file} ${found?.size} ${found?.mtimeMs}`;
    })
    .join('\n');
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
