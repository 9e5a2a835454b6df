import type { Archive } from '../../storage/contract/archive.js';
import { type PortalBook, readPortals, soundPortals } from '../config/portal/book.js';
import type { PortalConfig } from '../config/portal/portal.js';
import { loadSettings, type Settings } from '../config/settings/settings.js';
import type { Deriver } from '../harvest/derive/deriver.js';
import { type Editions, loadEditions } from '../report/edition/editions.js';
import type { PlaceOptions } from './command.js';
import { DataFolder } from './data-folder.js';
import type { CliIo } from './io.js';
import type { Jobs } from './options/jobs.js';

/**
 * Where a command works: the data folder and the configuration, each part loaded when first asked for. So is the code that
 * only some commands need: readers of documents and the archive take as long to load as many commands to run.
 */
export class Workspace extends DataFolder {
  #editions: Editions | null = null;
  #settings: Settings | null = null;
  #book: PortalBook | null = null;

  get editions(): Editions {
    this.#editions ??= loadEditions(this.configFolder);
    return this.#editions;
  }

  get settings(): Settings {
    this.#settings ??= loadSettings(this.configFolder);
    return this.#settings;
  }

  /** Every portal of the configuration, and what is wrong there. */
  get book(): PortalBook {
    this.#book ??= readPortals(this.settings, this.configFolder);
    return this.#book;
  }

  /** @throws ConfigError where something is wrong in a portal's file */
  portals(): readonly PortalConfig[] {
    return soundPortals(this.book);
  }

  /** Runs `work` with threads that derive reports, and ends them whatever happens. */
  async withDeriver<T>(work: (deriver: Deriver) => Promise<T>, jobs?: Jobs): Promise<T> {
    const { newDeriver } = await import('../harvest/derive/derive-pool.js');
    const options = jobs === undefined ? {} : { threads: jobs.most, patience: jobs.patience };
    const deriver = newDeriver(this.editions, options);
    try {
      return await work(deriver);
    } finally {
      await deriver.close();
    }
  }

  /** Runs `work` with the archive open, and closes it whatever happens. */
  async withArchive<T>(mode: 'read' | 'write', work: (archive: Archive) => Promise<T>): Promise<T> {
    if (mode === 'read') return this.readArchive(work);
    const { writeArchive } = await import('../harvest/write-archive.js');
    return writeArchive({ path: this.archiveFile, editions: this.editions }, work);
  }
}

export function workspaceOf(options: PlaceOptions, io: CliIo): Workspace {
  return new Workspace(options, io);
}
