/** The portal lists of a folder: tables and YAML files, each with what both have in common. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../../errors.js';
import { NO_DEFAULTS } from './draft.js';
import { readListFile } from './list-file.js';
import type { ListedPortal, ReadList } from './listed.js';
import { readRows } from './rows.js';

const LIST_FILE = /^([a-z0-9][a-z0-9-]*)(?:\.list\.yaml|\.csv)$/;

/** Is a file of config/portals/ a portal list, by its name? */
export function isListFile(name: string): boolean {
  return LIST_FILE.test(name);
}

/**
 * Reads every list in the folder; `<name>.list.yaml` holds for the rows of `<name>.csv`, too.
 * @param names the files of the folder
 */
export function readLists(folder: string, names: readonly string[]): ReadList {
  const lists = new Set(names.flatMap((name) => LIST_FILE.exec(name)?.[1] ?? []));
  const portals: ListedPortal[] = [];
  const faults: ConfigError[] = [];
  for (const list of [...lists].sort()) {
    try {
      const yaml = join(folder, `${list}.list.yaml`);
      const csv = join(folder, `${list}.csv`);
      const file = existsSync(yaml) ? readListFile(yaml) : null;
      const rows = existsSync(csv) ? readRows(csv, file?.defaults ?? NO_DEFAULTS) : null;
      for (const read of [file, rows]) {
        portals.push(...(read?.portals ?? []));
        faults.push(...(read?.faults ?? []));
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error);
    }
  }
  return { portals, faults };
}
