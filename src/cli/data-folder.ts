import { join, resolve } from 'node:path';
import type { Archive } from '../../storage/contract/archive.js';
import { openArchive } from '../../storage/index.js';
import type { PlaceOptions } from './command.js';
import type { CliIo } from './io.js';

/** The data folder of a command. It needs no configuration, which takes longer to load than a small archive to read. */
export class DataFolder {
  readonly home: string;

  constructor({ home }: PlaceOptions, io: CliIo) {
    this.home = resolve(io.cwd, home ?? (io.env.NIANBAO_HOME || 'data'));
  }

  get archiveFile(): string {
    return join(this.home, 'archive.sqlite');
  }

  /** Runs `work` with the archive open for reading, and closes it whatever happens. */
  async readArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T> {
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
