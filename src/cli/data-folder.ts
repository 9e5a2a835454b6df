import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Archive } from '../../storage/contract/archive.js';
import { UsageError } from '../errors.js';
import { configDirectory } from '../place/directory.js';
import type { PlaceOptions } from './command.js';
import type { CliIo } from './io.js';

/**
 * The folders of a command. Nothing of the configuration is loaded, which takes longer than reading a small archive; but
 * its folder must be there.
 */
export class DataFolder {
  readonly home: string;
  readonly configFolder: string;

  /** @throws UsageError where --config or NIANBAO_CONFIG names no folder */
  constructor({ home, config }: PlaceOptions, io: CliIo) {
    this.home = resolve(io.cwd, home ?? (io.env.NIANBAO_HOME || 'data'));
    const given = config ?? (io.env.NIANBAO_CONFIG || undefined);
    this.configFolder = configDirectory(given === undefined ? undefined : resolve(io.cwd, given));
    if (statSync(this.configFolder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      const name = config === undefined ? 'NIANBAO_CONFIG' : '--config';
      throw new UsageError('there is no such configuration folder', {
        file: this.configFolder,
        hint: `${name} must name an existing folder`,
      });
    }
  }

  get archiveFile(): string {
    return join(this.home, 'archive.sqlite');
  }

  /** Runs `work` with the archive open for reading, and closes it whatever happens. */
  async readArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
    const { openArchive } = await import('../../storage/index.js');
    const archive = await openArchive({ path: this.archiveFile, indicators: [], readOnly: true });
    try {
      return await work(archive);
    } finally {
      await archive.close();
    }
  }
}

export function dataFolderOf(options: PlaceOptions, io: CliIo): DataFolder {
  return new DataFolder(options, io);
}
