import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadPortal, type PortalConfig, portalIds } from '../config/portal/portal.js';
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
 * The configuration folder, read anew whenever one of its files has changed. A broken portal file leaves that portal
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
    for (const id of portalIds(folder)) loadPortal(id, this.#settings, folder);
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
    const ids = attempt(() => portalIds(this.#folder)) ?? namesOf(join(this.#folder, 'portals'));
    const portals = ids.flatMap((id) => attempt(() => loadPortal(id, this.#settings, this.#folder)) ?? []);
    return { settings: this.#settings, portals: portals.filter(({ enabled }) => enabled), problems };
  }
}

/** Names, sizes and times of all files; what can't be looked at has none. */
function signatureOf(folder: string): string {
  const files = [join(folder, 'nianbao.yaml'), ...filesOf(join(folder, 'portals'))];
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

/** Portals by the names of their files, where one of the names is no portal's. */
function namesOf(folder: string): string[] {
  return filesOf(folder).flatMap((file) => /([a-z0-9][a-z0-9-]*)\.yaml$/.exec(file)?.[1] ?? []);
}
