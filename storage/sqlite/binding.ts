import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { ArchiveError } from '../../src/errors.js';

/** What better-sqlite3 exports: the class of connections, with the class of errors on it. */
export type SqliteBinding = typeof Database;

/** A better-sqlite3 that is installed. */
interface Installed {
  /** Its folder. */
  readonly path: string;
  /** Its version, e.g. `13.2.0`. */
  readonly version: string;
}

const NAME = 'better-sqlite3';
/** Where scripts/prepare-sqlite.mjs puts what npm does not install into a clone. npm leaves folders with a dot alone. */
const OWN_FOLDERS = ['.sqlite-13', '.sqlite-12'].map((folder) => join(folder, 'node_modules', NAME));
/** From 13 on the ready binaries need N-API 10: an older Node.js would crash on loading them. */
const N_API_OF_13 = 10;

const require = createRequire(import.meta.url);
let loaded: SqliteBinding | undefined;

/**
 * Opens a SQLite file, or `:memory:`. The one place that loads the native binding, when it is first needed.
 *
 * @throws ArchiveError `no_sqlite` where no binding is installed that this Node.js can load; SqliteError otherwise
 */
export function openDatabase(path: string, options?: Database.Options): Database.Database {
  const Binding = sqliteBinding();
  try {
    return new Binding(path, options);
  } catch (error) {
    throw isSqliteError(error) || error instanceof TypeError ? error : noSqlite(error);
  }
}

/** Whether SQLite itself raised this error; its `code` then says which. */
export function isSqliteError(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return loaded !== undefined && error instanceof loaded.SqliteError;
}

/**
 * The binding for this Node.js.
 * @throws ArchiveError `no_sqlite` where there is none
 */
export function sqliteBinding(): SqliteBinding {
  if (loaded !== undefined) return loaded;
  const found = bindingFor(process.versions.napi, installed());
  if (found === null) throw noSqlite();
  try {
    loaded = requireBinding(found.path);
  } catch (error) {
    throw noSqlite(error);
  }
  return loaded;
}

/**
 * Which of the installed better-sqlite3 this Node.js can load, or null.
 * @param napi the N-API version of this Node.js, as in `process.versions.napi`
 */
export function bindingFor<T extends Pick<Installed, 'version'>>(
  napi: string | undefined,
  found: readonly T[],
): T | null {
  const hasNApi = Number(napi) >= N_API_OF_13;
  const fits = ({ version }: T): boolean => hasNApi || Number.parseInt(version, 10) < 13;
  return found.find(fits) ?? null;
}

/** Nearest first, as Node.js looks for packages. */
function installed(): readonly Installed[] {
  return (require.resolve.paths(NAME) ?? [])
    .flatMap((folder) => [NAME, ...OWN_FOLDERS].map((place) => join(folder, place)))
    .filter((path) => existsSync(join(path, 'package.json')))
    .map((path) => ({ path, version: versionOf(path) }));
}

function versionOf(path: string): string {
  const description: unknown = require(join(path, 'package.json'));
  const named = typeof description === 'object' && description !== null && 'version' in description;
  return named ? String(description.version) : '';
}

function requireBinding(path: string): SqliteBinding {
  return require(path);
}

function noSqlite(cause?: unknown): ArchiveError {
  const { node, napi } = process.versions;
  return new ArchiveError('no_sqlite', `no SQLite binding is installed that Node.js ${node} can load`, {
    hint:
      Number(napi) >= N_API_OF_13
        ? 'run npm ci, or npm install --ignore-scripts better-sqlite3@13 where nianbao is a dependency'
        : 'install g++, make and python3, then run npm ci, or npm rebuild better-sqlite3 where nianbao is a dependency; Node.js 22.14 and later need no compiler',
    cause,
  });
}
