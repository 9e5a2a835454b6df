export type * from './contract/archive.js';
export {
  acquireDaemonLock,
  acquireHarvestLock,
  isDaemonRunning,
} from './harvest-lock.js';
export { createDatasetFile } from './sqlite/dataset-file.js';
export { openSqliteArchive as openArchive } from './sqlite/open.js';
