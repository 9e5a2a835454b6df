export type * from './contract/archive.js';
export {
  acquireDaemonLock,
  acquireHarvestLock,
  type HarvestLock,
  isDaemonRunning,
  type ProcessLock,
} from './harvest-lock.js';
export { createDatasetFile } from './sqlite/dataset-file.js';
export {
  openSqliteArchive as openArchive,
  type SqliteArchiveOptions as ArchiveOptions,
} from './sqlite/open.js';
