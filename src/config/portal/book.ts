/** All portals of a configuration: files of their own, and entries of lists. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError } from '../../errors.js';
import { configDirectory } from '../../place/directory.js';
import { readYaml } from '../../place/yaml.js';
import { readAgencies } from '../agencies.js';
import type { Settings } from '../settings/settings.js';
import { PORTAL_ID } from './id.js';
import { knownPortals } from './known-portals.js';
import type { ListedPortal } from './list/listed.js';
import { isListFile, readLists } from './list/read-lists.js';
import { type PortalConfig, portalFrom, withAgencies } from './portal.js';

type PortalDefaults = Pick<Settings, 'pause'>;

/** Something wrong in the files; `portal` is the one that is left out for it, where it is known. */
export interface PortalFault {
  readonly portal: string | null;
  readonly error: ConfigError;
}

export interface PortalBook {
  /** Those that are in order, the disabled ones included, by id. */
  readonly portals: readonly PortalConfig[];
  readonly faults: readonly PortalFault[];
  /** The list that a portal is from; null where it has a file of its own. */
  listOf(portal: string): ListPlace | null;
}

/** A portal's place in a list. */
type ListPlace = Pick<ListedPortal, 'file' | 'where'>;

/** Reads every portal of a configuration; what is broken is left out, and among the faults. */
export function readPortals(settings: PortalDefaults, directory?: string): PortalBook {
  const configFolder = configDirectory(directory);
  const folder = join(configFolder, 'portals');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  const agencies = readAgencies(configFolder);
  const lists = readLists(folder, names);
  const faults: PortalFault[] = [...agencies.faults, ...lists.faults].map((error) => ({
    portal: null,
    error,
  }));
  const places = new Map<string, ListPlace | null>();
  const portals: PortalConfig[] = [];
  const take = (id: string, place: ListPlace | null, read: () => PortalConfig): void => {
    places.set(id, place);
    try {
      const portal = read();
      portals.push(withAgencies(portal, agencies.of(portal)));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push({ portal: id, error });
    }
  };
  for (const name of names.filter((name) => /\.ya?ml$/i.test(name) && !isListFile(name)).sort()) {
    const id = basename(name, '.yaml');
    const file = join(folder, name);
    if (PORTAL_ID.test(id) && name === `${id}.yaml`)
      take(id, null, () => readYaml(file, (value) => portalFrom(value, id, settings, folder)));
    else faults.push({ portal: null, error: badName(file) });
  }
  for (const listed of lists.portals) {
    const { id, value } = listed;
    if (places.has(id)) faults.push({ portal: null, error: taken(listed, places.get(id) ?? null, folder) });
    else take(id, listed, () => listed.at(() => portalFrom(value, id, settings, folder)));
  }
  return {
    portals: portals.sort((a, b) => (a.id < b.id ? -1 : 1)),
    faults,
    listOf: (portal) => places.get(portal) ?? null,
  };
}

/** Every portal, by id, the disabled ones included. @throws ConfigError for the first mistake in a file */
export function loadPortals(settings: PortalDefaults, directory?: string): readonly PortalConfig[] {
  return soundPortals(readPortals(settings, directory));
}

/** Every portal, where all are in order. @throws ConfigError for the first mistake, which says how many there are */
export function soundPortals({ portals, faults }: PortalBook): readonly PortalConfig[] {
  const [fault] = faults;
  if (fault === undefined) return portals;
  if (faults.length === 1) throw fault.error;
  const { message, place } = fault.error;
  throw new ConfigError(message, {
    ...place,
    hint: `and ${faults.length - 1} more: \`nianbao portals check --offline\` lists them`,
  });
}

/** One portal. @throws ConfigError naming file, line and column where it is not in order */
export function loadPortal(id: string, settings: PortalDefaults, directory?: string): PortalConfig {
  const { portals, faults } = readPortals(settings, directory);
  const fault = faults.find(({ portal }) => portal === id);
  if (fault !== undefined) throw fault.error;
  const portal = portals.find((one) => one.id === id);
  if (portal !== undefined) return portal;
  throw new ConfigError(`there is no portal ${id}`, {
    file: join(configDirectory(directory), 'portals'),
    hint: knownPortals(
      id,
      portals.map((one) => one.id),
    ),
  });
}

function badName(file: string): ConfigError {
  const hint = 'a portal file is named in lower-case letters, digits and hyphens, and ends in .yaml';
  return new ConfigError('not a valid portal name', { file, hint });
}

function taken(listed: ListedPortal, place: ListPlace | null, folder: string): ConfigError {
  const where = place === null ? join(folder, `${listed.id}.yaml`) : `${place.file}, ${place.where}`;
  return listed.fault(`there is another portal ${listed.id}: ${where}`, 'give it an id of its own');
}
