export type * from './contract.js';
export { acquireHarvestLock, type HarvestLock } from './harvest-lock.js';
export { createDatasetFile } from './sqlite/dataset-file.js';
export {
  openSqliteArchive as openArchive,
  type SqliteArchiveOptions as ArchiveOptions,
} from './sqlite/open.js';
