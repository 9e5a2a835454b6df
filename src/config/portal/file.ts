/** New files in config/portals/: their names, and writing them whole or not at all. */
import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ConfigError } from '../../errors.js';
import { packagePlace } from '../../place/package.js';
import { parseYaml } from '../../place/yaml.js';
import type { Settings } from '../settings/settings.js';
import { PORTAL_ID } from './id.js';
import { type PortalConfig, parsePortal } from './portal.js';

/** Where a portal's file is, or would be. @throws ConfigError for what is no id, or where there is one already */
export function newPortalFile(id: string, configFolder: string): string {
  const file = join(configFolder, 'portals', `${id}.yaml`);
  if (!PORTAL_ID.test(id)) {
    throw new ConfigError(`「${id}」 is not a valid portal name`, {
      hint: 'use lower-case letters, digits and hyphens',
    });
  }
  if (existsSync(file)) throw alreadyThere(file);
  return file;
}

/** What a file in the folder says as its `$schema`: the schema in the same configuration, else the package's own. */
export function schemaPath(configFolder: string): string {
  const name = 'portal.schema.json';
  if (existsSync(join(configFolder, name))) return `../${name}`;
  const own = join(packagePlace().root, 'config', name);
  return relative(join(configFolder, 'portals'), own).replaceAll('\\', '/');
}

/**
 * Writes a portal's file, whole or not at all, and never over another.
 * @returns the portal as it will be loaded
 * @throws ConfigError where the text is no portal, or the file is there already
 */
export function writePortalFile(
  file: string,
  text: string,
  id: string,
  settings: Pick<Settings, 'pause'>,
): PortalConfig {
  const folder = join(file, '..');
  const portal = parseYaml(text, file, (value) => parsePortal(value, id, settings, folder));
  mkdirSync(folder, { recursive: true });
  const whole = join(folder, `.${id}.${process.pid}.new`);
  try {
    writeFileSync(whole, text, { flag: 'wx' });
    linkSync(whole, file);
  } catch (cause) {
    if (existsSync(file)) throw alreadyThere(file);
    throw new ConfigError('the file cannot be written', { file, cause });
  } finally {
    rmSync(whole, { force: true });
  }
  return portal;
}

function alreadyThere(file: string): ConfigError {
  return new ConfigError('the portal exists already and was not overwritten', {
    file,
    hint: 'choose another --name, or move the file away',
  });
}
