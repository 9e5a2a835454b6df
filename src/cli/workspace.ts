import { join, resolve } from 'node:path';
import type { Archive } from '../../storage/contract/archive.js';
import { openArchive } from '../../storage/index.js';
import { loadPortals, type PortalConfig } from '../config/portal/portal.js';
import { loadSettings, type Settings } from '../config/settings/settings.js';
import { newDeriver } from '../harvest/derive/derive-pool.js';
import type { Deriver } from '../harvest/derive/deriver.js';
import { indicatorColumns } from '../harvest/derive/indicator-columns.js';
import { configDirectory } from '../place/directory.js';
import { type Editions, loadEditions } from '../report/edition/editions.js';
import type { CliIo } from './io.js';

export interface PlaceOptions {
  readonly home?: string;
  readonly config?: string;
}

/** Where a command works: the data folder and the configuration, each loaded when first asked for. */
export class Workspace {
  readonly home: string;
  readonly configFolder: string;
  #editions: Editions | null = null;
  #settings: Settings | null = null;

  constructor(options: PlaceOptions, io: CliIo) {
    this.home = resolve(io.cwd, options.home ?? (io.env.NIANBAO_HOME || 'data'));
    this.configFolder = configDirectory(
      options.config === undefined ? undefined : resolve(io.cwd, options.config),
    );
  }

  get archiveFile(): string {
    return join(this.home, 'archive.sqlite');
  }

  get editions(): Editions {
    this.#editions ??= loadEditions(this.configFolder);
    return this.#editions;
  }

  get settings(): Settings {
    this.#settings ??= loadSettings(this.configFolder);
    return this.#settings;
  }

  portals(): readonly PortalConfig[] {
    return loadPortals(this.settings, this.configFolder);
  }

  /** Runs `work` with threads that derive reports, and ends them whatever happens. */
  async withDeriver<T>(work: (deriver: Deriver) => Promise<T>): Promise<T> {
    const deriver = newDeriver(this.editions);
    try {
      return await work(deriver);
    } finally {
      await deriver.close();
    }
  }

  /** Runs `work` with the archive open, and closes it whatever happens. */
  async withArchive<T>(mode: 'read' | 'write', work: (archive: Archive) => Promise<T>): Promise<T> {
    const archive = await openArchive({
      path: this.archiveFile,
      indicators: indicatorColumns(this.editions),
      readOnly: mode === 'read',
    });
    try {
      return await work(archive);
    } finally {
      await archive.close();
    }
  }
}
